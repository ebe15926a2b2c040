package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Scalar;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;

class TuneCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private Path samples;
  private Path out;

  @BeforeEach
  void paint() throws IOException {
    samples = dir.resolve("the samples"); // a name that a shell would take apart
    out = dir.resolve("tuned");
    Scalar[] colours = {Painted.RED, Painted.GREEN, Painted.BLUE};
    String[] labels = {"A", "B", "C"};
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      for (int k = 0; k < labels.length; k++) {
        for (int i = 0; i < 2; i++) {
          Painted.picture(samples.resolve(signer + "/" + labels[k] + "/" + i + ".png"), colours[k]);
        }
      }
    }
  }

  private int tune(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("tune", "--samples", samples, "--out", out, "--recipe", "lab-cnn", "--size"));
    words.addAll(List.of("32", "--epochs", "3", "--batch", "4", "--check-every", "2"));
    words.addAll(List.of("--labels", "A,B", "--validation", "cy"));
    words.addAll(Arrays.asList(more));
    return door.run(words.toArray());
  }

  @Test
  void triesSettingsShowsThemAllAndSaysHowToTrainWithTheBest() throws IOException {
    assertThat(tune("--trials", "5")).as(door.err).isZero();
    assertThat(door.out).contains("(as given)").contains("Best on the people kept out: trial ");
    List<String> csv = Files.readAllLines(out.resolve("trials.csv"));
    assertThat(csv).hasSize(6);
    assertThat(csv.get(0)).startsWith("trial,outcome,mean_signer_accuracy,loss,");
    assertThat(csv.get(1)).startsWith("1,whole,0.").contains("\"32x3.0@0.001/0.001:all\"");
    assertThat(ImageIO.read(out.resolve("curves.png").toFile()).getWidth()).isEqualTo(1200);

    // The command printed trains, and does what the best trial did.
    String best = door.out.replaceAll("(?s).*kept out: trial (\\d+).*", "$1");
    List<Object> words = Printed.command(door.out);
    Path model = dir.resolve("best.safetensors");
    words.set(words.indexOf("--out") + 1, model.toString());
    assertThat(door.run(words.toArray())).as(door.err).isZero();
    ModelCard trial = GestureModel.card(out.resolve("trial-" + best + ".safetensors"));
    ModelCard trained = GestureModel.card(model);
    assertThat(trained.training().get("settings")).isEqualTo(trial.training().get("settings"));
    assertThat(trained.training().get("validation_mean_signer_accuracy"))
        .isEqualTo(trial.training().get("validation_mean_signer_accuracy"));
  }

  @Test
  void theSameCommandReadsWhatHasEndedAndMakesOnlyMoreTrials() throws IOException {
    assertThat(tune("--trials", "2")).isZero();
    String table = door.out;
    Path first = out.resolve("trial-1.safetensors");
    var written = Files.getLastModifiedTime(first);
    assertThat(tune("--trials", "2")).isZero();
    assertThat(door.out).isEqualTo(table);
    assertThat(tune("--trials", "3")).isZero();
    assertThat(Files.readAllLines(out.resolve("trials.csv"))).hasSize(4);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
    assertThat(tune("--trials", "1", "--seed", "2")).isZero();
    assertThat(Files.getLastModifiedTime(first)).as("another seed").isNotEqualTo(written);
  }

  @Test
  void aTrialThatCannotBeMadeLeavesTheOthersShown() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("trial-2.run"), "a file where a folder belongs");
    assertThat(tune("--trials", "3")).isEqualTo(1);
    assertThat(door.out).contains("(as given)");
    assertThat(door.err).contains("trial-2.run").contains("1 of 3 trials have ended");
    assertThat(Files.readAllLines(out.resolve("trials.csv"))).hasSize(2);
  }

  @Test
  void wrongCommandLinesExitWithTwo() {
    assertThat(tune("--trials", "0")).isEqualTo(2);
    assertThat(tune("--time", "0")).isEqualTo(2);
    assertThat(tune("--split", "random")).isEqualTo(2);
    assertThat(door.err).contains("--split random");
    assertThat(door.run("tune", "--samples", samples)).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void withNobodyKeptOutThereIsNothingToDecideBy() {
    assertThat(
            door.run(
                "tune",
                "--samples",
                samples,
                "--out",
                out,
                "--recipe",
                "lab-cnn",
                "--validation",
                "none"))
        .isEqualTo(1);
    assertThat(door.err).contains("signcam: Tuning decides by people kept out");
  }
}
