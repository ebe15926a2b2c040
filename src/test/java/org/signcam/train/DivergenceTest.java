package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;

/** Rates that no training survives. */
class DivergenceTest {
  @TempDir Path folder;
  private Path samples;
  private Path out;

  private static final Progress SILENT =
      new Progress() {
        @Override
        public void say(String line) {
          // The exception is what these tests look at.
        }

        @Override
        public void step(String task, long done, long all, String detail) {
          // as above
        }
      };

  @BeforeEach
  void drawHands() throws IOException {
    samples = DrawnHands.write(folder.resolve("samples"), 2, 4);
    out = folder.resolve("m.safetensors");
  }

  private void train(String network, String phases, boolean validates) {
    Recipe recipe =
        Recipe.of("lab-cnn").with(Map.of("network", network, "phases", phases, "checkEvery", 0));
    SampleSet set = SampleSet.read(samples);
    Split split =
        validates ? Split.bySigners(set, List.of("p1")) : new Split(set.samples(), List.of());
    TrainingData data = TrainingData.of(set, split, List.of("A", "B"), false);
    Training.Settings settings =
        new Training.Settings(
            null, List.of(), List.of(), null, null, null, out, 1, 0, Device.cpu(), null);
    new Training(recipe, set, data, settings, SILENT).run();
  }

  @Test
  void aLossThatIsNoNumberStopsTheRunAndSaysWhereAndWhatToDo() {
    assertThatThrownBy(() -> train("lab-cnn", "32x9@1e30/1e30", false))
        .isInstanceOf(UserException.class)
        .hasMessageMatching(
            "Training diverged at step [2-9] of phase 1: .*--rate 1e\\+29.*--find-rate.*");
    assertThat(out).doesNotExist();
  }

  @Test
  void theBestFromBeforeIsWrittenAndNoCheckpointLeadsBackIntoIt() {
    assertThatThrownBy(() -> train("lab-cnn", "32x2@1e-3/1e-3,32x9@1e30/1e30", true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("of phase 2")
        .hasMessageContaining("The best weights before that are in " + out);
    assertThat(GestureModel.card(out).labels()).containsExactly("A", "B");
    GestureModel.load(out, Device.cpu()).close(); // which refuses what is no number
    assertThat(folder.resolve("m.run/report.html")).exists();
    assertThat(folder.resolve("m.run/checkpoint.safetensors")).doesNotExist();
  }

  @Test
  void aLossThatExplodesButStaysANumberStopsTheRunToo() {
    assertThatThrownBy(() -> train("tutorial-cnn:4,4,8,8", "32x99@1e3/1e3", false))
        .isInstanceOf(UserException.class)
        .hasMessageMatching(".* the loss has come to [0-9.e+]+, where guessing has 0\\.693\\. .*");
    assertThat(out).as("what was never validated may be spoilt").doesNotExist();
  }

  @Test
  void theLastStepsDamageIsNeverKept() {
    // One step: its loss and gradient are sound, the weights that it leaves are not.
    assertThatThrownBy(() -> train("lab-cnn", "32x1@1e30/1e30", true))
        .hasMessageContaining("validation pictures");
    assertThatThrownBy(() -> train("lab-cnn", "32x0.5@1e30/1e30", false))
        .hasMessageContaining("a weight of 'backbone.");
    assertThat(out).doesNotExist();
  }
}
