package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.evaluate.Curves;
import org.signcam.train.History.TrainPoint;
import org.signcam.train.History.ValidationPoint;

class HistoryTest {
  @TempDir Path dir;

  private History made(Path file) {
    History history = History.open(file, 0);
    history.train(1, 1, "head “only”", 2.5, Double.NaN, 1e-3);
    history.train(2, 1, "head “only”", 2.0, 0.4, 1e-3);
    history.validation(2, 1.9, 0.5, true);
    history.train(3, 2, "all", 1.5, 0.6, 1e-4);
    history.validation(3, 2.1, 0.45, false);
    return history;
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = dir.resolve("run").resolve(History.FILE);
    History history = made(file);
    History read = History.read(file);
    assertThat(read.training()).isEqualTo(history.training()).hasSize(3);
    assertThat(read.validations()).isEqualTo(history.validations()).hasSize(2);
    assertThat(read.training().get(0).accuracy()).isNaN();
    assertThat(read.best()).isEqualTo(new ValidationPoint(2, 1.9, 0.5, true));
  }

  @Test
  void aResumedRunForgetsWhatCameAfterItsStepAndGoesOn() {
    Path file = dir.resolve(History.FILE);
    made(file);
    History resumed = History.open(file, 2);
    assertThat(resumed.training()).hasSize(2);
    assertThat(resumed.validations()).hasSize(1);
    resumed.train(3, 2, "all", 1.4, 0.7, 1e-4);
    History read = History.read(file);
    assertThat(read.training()).hasSize(3).endsWith(new TrainPoint(3, 2, "all", 1.4, 0.7, 1e-4));
    assertThat(History.open(file, 0).training()).isEmpty();
    assertThat(file).isEmptyFile();
    assertThat(History.read(file).best()).isNull();
  }

  @Test
  void whereverACrashCutsTheFileTheWholeLinesBeforeCount() throws IOException {
    Path file = dir.resolve(History.FILE);
    made(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(file, cut);
      long lines = 0;
      for (byte b : cut) {
        lines += b == '\n' ? 1 : 0;
      }
      History read = History.read(file);
      assertThat(read.training().size() + read.validations().size()).isEqualTo((int) lines);
    }
    History.open(file, 9).validation(4, 1, 1, true);
    assertThat(History.read(file).validations()).hasSize(2);
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Path file = dir.resolve(History.FILE);
    for (String damaged :
        List.of("{}", "[1]", "", "x", "{\"step\":null}", "{\"step\":\"a\"}", "{\"step\":1,\"p")) {
      made(file);
      List<String> lines = Files.readAllLines(file);
      lines.set(1, damaged);
      Files.write(file, lines);
      assertThatThrownBy(() -> History.open(file, 9))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Line 2 of " + file)
          .hasMessageContaining("delete the file");
    }
  }

  @Test
  void thereIsNoHistoryOfAnUnknownRun() {
    assertThat(History.read(dir.resolve("none")).training()).isEmpty();
    assertThat(dir.resolve("none")).doesNotExist();
    assertThatThrownBy(() -> History.read(dir)).isInstanceOf(UserException.class);
  }

  @Test
  void itsCurvesShowBothSetsThePhasesAndTheBest() {
    List<Curves.Panel> panels = made(dir.resolve(History.FILE)).panels("demo");
    assertThat(panels)
        .extracting(Curves.Panel::title)
        .containsExactly("Loss of demo", "Accuracy of demo");
    assertThat(panels.get(0).series()).hasSize(2);
    assertThat(panels.get(0).series().get(0).ys()).containsExactly(2.5, 2, 1.5);
    assertThat(panels.get(1).series().get(1).xs()).containsExactly(2, 3);
    assertThat(panels.get(1).marks())
        .containsExactly(
            new Curves.Mark(1, "phase 1: head “only”"), new Curves.Mark(3, "phase 2: all"));
    assertThat(panels.get(0).best()).isEqualTo(new Curves.Best(2, 1.9));
    assertThat(panels.get(1).best()).isEqualTo(new Curves.Best(2, 0.5));
  }
}
