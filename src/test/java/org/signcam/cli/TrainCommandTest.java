package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Scalar;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;

class TrainCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private Path samples;
  private Path out;

  @BeforeEach
  void paint() throws IOException {
    samples = dir.resolve("samples");
    out = dir.resolve("m.safetensors");
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      for (int i = 0; i < 3; i++) {
        Scalar[] colours = {Painted.RED, Painted.GREEN, Painted.BLUE};
        String[] labels = {"A", "B", "nothing"};
        for (int k = 0; k < labels.length; k++) {
          Painted.picture(samples.resolve(signer + "/" + labels[k] + "/" + i + ".png"), colours[k]);
        }
      }
    }
  }

  private int train(Object... more) {
    Object[] start = {"train", "--samples", samples, "--out", out, "--weights", "none"};
    Object[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return door.run(all);
  }

  @Test
  void saysTheSplitFirstThenTrainsAndWrites() {
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x1@1e-3/1e-3"))
        .isZero();
    assertThat(door.err)
        .contains("train: 18 pictures of 2 signers (ann bob); A 6, B 6, nothing 6")
        .contains("validation: 9 pictures of 1 signer (cy)");
    assertThat(door.out).contains("mean signer accuracy on people kept out");
    ModelCard card = GestureModel.card(out);
    assertThat(card.labels()).containsExactly("A", "B", "nothing");
    assertThat(card.training().get("signers").toString()).isEqualTo("[ann, bob]");
  }

  @Test
  void withoutValidationTheCalibrationOfAnotherModelIsTaken() {
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x1@1e-3/1e-3"))
        .isZero();
    ModelCard first = GestureModel.card(out);
    Path second = dir.resolve("second.safetensors");
    assertThat(
            door.run(
                "train",
                "--samples",
                samples,
                "--out",
                second,
                "--weights",
                out,
                "--labels",
                "A,B",
                "--validation",
                "none",
                "--calibration",
                out,
                "--phases",
                "32x0.2@1e-4/1e-4"))
        .isZero();
    ModelCard card = GestureModel.card(second);
    assertThat(card.temperature()).isEqualTo(first.temperature());
    assertThat(card.threshold()).isEqualTo(first.threshold());
  }

  @Test
  void wrongCommandLinesExitWithTwo() {
    assertThat(train("--recipe", "resnet1000")).isEqualTo(2);
    assertThat(door.err).contains("There is no recipe 'resnet1000'").contains("resnet18");
    assertThat(train("--phases", "large")).isEqualTo(2);
    assertThat(train("--train", "everything")).isEqualTo(2);
    assertThat(train("--split", "somehow")).isEqualTo(2);
    assertThat(train("--device", "quantum")).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void whatTheUserCanMendIsASentence() throws IOException {
    assertThat(train("--labels", "A,Q")).isEqualTo(1);
    assertThat(door.err).contains("signcam: There is no picture to train Q on");
    assertThat(train("--validation", "zoe")).isEqualTo(1);
    assertThat(door.err).contains("zoe").contains("ann, bob, cy");
    assertThat(train("--head", "crown")).isEqualTo(1);
    assertThat(door.err).contains("crown").contains("linear");
    Path notes = Files.writeString(dir.resolve("notes.safetensors"), "not weights at all");
    assertThat(train("--weights", notes)).isIn(1, 2);
    Path empty = Files.createDirectory(dir.resolve("empty"));
    assertThat(door.run("train", "--samples", empty, "--out", out)).isEqualTo(1);
    assertThat(door.err).startsWith("signcam: ").doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void anUnreadablePictureIsNamed() throws IOException {
    Files.write(samples.resolve("ann/A/0.png"), new byte[] {1, 2, 3});
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x5@1e-3/1e-3"))
        .isEqualTo(1);
    assertThat(door.err).contains("0.png").doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }
}
