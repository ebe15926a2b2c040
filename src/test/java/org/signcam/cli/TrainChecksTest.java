package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Scalar;

/**
 * {@code train --overfit}, {@code --find-rate}, {@code --show-augmentation} and {@code --sheet}.
 */
class TrainChecksTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private Path out;

  @BeforeEach
  void paint() throws IOException {
    out = dir.resolve("m.safetensors");
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      for (int i = 0; i < 4; i++) {
        Scalar[] colours = {Painted.RED, Painted.GREEN, Painted.BLUE};
        String[] labels = {"rock", "paper", "scissors"};
        for (int k = 0; k < labels.length; k++) {
          Path folder = dir.resolve("samples").resolve(signer).resolve(labels[k]);
          Painted.picture(folder.resolve(i + ".png"), colours[k]);
        }
      }
    }
  }

  private int train(Object... more) {
    Object[] start = {
      "train",
      "--samples",
      dir.resolve("samples"),
      "--weights",
      "none",
      "--recipe",
      "tutorial-cnn",
      "--channels",
      "4,4,8,8",
      "--size",
      "32",
      "--validation",
      "cy"
    };
    return door.run(Stream.concat(Stream.of(start), Stream.of(more)).toArray());
  }

  @Test
  void overfitMemorisesAndWritesNothing() {
    assertThat(train("--overfit")).isZero();
    assertThat(door.out).startsWith("memorised 24 pictures in ");
    assertThat(train("--overfit", "6", "--out", out)).isZero();
    assertThat(door.out).startsWith("memorised 6 pictures in ");
    assertThat(door.err).contains("train: 24 pictures of 2 signers").contains("iteration 1: loss");
    assertThat(out).doesNotExist();
    assertThat(dir.resolve("m.run")).doesNotExist();
  }

  @Test
  void whatIsNotMemorisedIsAFailure() {
    assertThat(train("--overfit", "--rate", "1e-12")).isEqualTo(1);
    assertThat(door.err).contains("signcam: ").contains("in 200 iterations").contains("broken");
    assertThat(door.out).isEmpty();
  }

  @Test
  void picturesGoIntoTheRunsFolderOrWhereTheyAreAskedFor() {
    assertThat(train("--show-augmentation", "--strength", "1", "--out", out)).isZero();
    assertThat(dir.resolve("m.run/augmentation.png")).exists();
    Path png = dir.resolve("elsewhere/sheet.png");
    assertThat(train("--show-augmentation", png)).isZero();
    assertThat(door.out).contains(png.toString());
    assertThat(png).exists();
    assertThat(train("--find-rate", "--batch", "12", "--out", out)).isZero();
    assertThat(door.out).startsWith("--rate ");
    assertThat(dir.resolve("m.run/find-rate.png")).exists();
    assertThat(out).doesNotExist();
  }

  @Test
  void aRecipesSheetOfValidationPicturesIsThereBeforeTheTraining() {
    assertThat(train("--sheet", "4", "--epochs", "1", "--out", out)).isZero();
    Path sheet = dir.resolve("m.run/validation.png");
    assertThat(sheet).exists();
    String line = "4 validation pictures to look at: " + sheet;
    assertThat(door.err).contains(line);
    assertThat(door.err.indexOf(line)).isLessThan(door.err.indexOf("phase 1"));
  }

  @Test
  void oneCheckAtATimeWithASensibleNumber() {
    assertThat(train("--overfit", "--find-rate")).isEqualTo(2);
    assertThat(door.err).contains("--overfit").contains("--find-rate");
    assertThat(train("--overfit", "1")).isEqualTo(2);
    assertThat(train("--overfit", "many")).isEqualTo(2);
    assertThat(train("--overfit", "1001")).isEqualTo(2);
    assertThat(train("--sheet", "-1", "--out", out)).isEqualTo(2);
    assertThat(train()).isEqualTo(2);
    assertThat(door.err).contains("--out");
  }
}
