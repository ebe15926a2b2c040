package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Scalar;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;

/** A model of colours learns that somebody's A is cyan and does not forget the others'. */
class AdaptTest {
  private static final Scalar CYAN = new Scalar(255, 255, 0);

  @TempDir Path dir;
  private final Door door = new Door();
  private Path samples;
  private Path model;
  private Path out;

  @BeforeEach
  void train() throws IOException {
    System.setProperty("signcam.cache", dir.resolve("cache").toString());
    samples = dir.resolve("samples");
    model = dir.resolve("shipped.safetensors");
    out = dir.resolve("eve.safetensors");
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      for (int i = 0; i < 4; i++) {
        Painted.picture(samples.resolve(signer + "/A/" + i + ".png"), Painted.RED);
        Painted.picture(samples.resolve(signer + "/B/" + i + ".png"), Painted.GREEN);
        Painted.picture(samples.resolve(signer + "/nothing/" + i + ".png"), Painted.BLUE);
      }
    }
    int trained =
        door.run(
            "train",
            "--samples",
            samples,
            "--out",
            model,
            "--weights",
            "none",
            "--recipe",
            "lab-cnn",
            "--rejecting",
            "true",
            "--labels",
            "A,B",
            "--validation",
            "cy",
            "--size",
            "32",
            "--epochs",
            "30",
            "--rate",
            "3e-3");
    assertThat(trained).as(door.err).isZero();
  }

  @AfterEach
  void forgetTheCache() {
    System.clearProperty("signcam.cache");
  }

  private void record(String signer, Scalar a) throws IOException {
    for (int burst = 1; burst <= 2; burst++) {
      for (int i = 0; i < 4; i++) {
        String name = "20260101T100000-b00" + burst + "-000" + i + ".png";
        Painted.picture(dir.resolve("own/" + signer + "/A/" + name), a);
        Painted.picture(dir.resolve("own/" + signer + "/B/" + name), Painted.GREEN);
      }
    }
  }

  private int adapt(Object... more) {
    Object[] start = {"train", "--adapt", "eve", "--samples", dir.resolve("own")};
    Object[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return door.run(all);
  }

  @Test
  void learnsNewHandsAndKeepsTheOthers() throws IOException {
    record("eve", CYAN);
    assertThat(door.run("models", "replay", model, "--samples", samples)).as(door.err).isZero();
    assertThat(ModelStore.replay(model)).isRegularFile();
    byte[] before = Files.readAllBytes(model);
    assertThat(adapt("--weights", model, "--out", out)).as(door.err).isZero();
    assertThat(door.out)
        .contains("own")
        .contains("other people, never trained on")
        .contains(out.toString());
    assertThat(Files.readAllBytes(model)).as("the model it began with").isEqualTo(before);
    ModelCard card = GestureModel.card(out);
    assertThat(card.training().get("adapted_to").toString()).isEqualTo("[eve]");
    assertThat(GestureModel.signersOf(out)).contains("ann", "bob", "eve").doesNotContain("cy");

    assertThat(accuracy(model, dir.resolve("own"))).isLessThan(0.9);
    assertThat(accuracy(out, dir.resolve("own"))).isEqualTo(1);
    assertThat(accuracy(out, samples)).isEqualTo(1);
  }

  private double accuracy(Path file, Path folder) {
    Door asked = new Door();
    int code =
        asked.run(ModelOpener.REAL, "evaluate", "--model", file, "--samples", folder, "--json");
    assertThat(code).as(asked.err).isZero();
    return asked.json().get(0).get("accuracy").getAsDouble();
  }

  @Test
  void withoutReplayVectorsItSaysWhatIsMissing() throws IOException {
    record("eve", CYAN);
    assertThat(adapt("--weights", model, "--out", out)).as(door.err).isZero();
    assertThat(door.err).contains("careful: no replay vectors");
  }

  @Test
  void ofASignerWhoIsErasedNoVectorsAreLeftAndTheirModelsAreNamed() throws IOException {
    record("eve", CYAN);
    Path own = dir.resolve("own");
    String home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    try {
      model =
          Files.copy(
              model, Files.createDirectories(dir.resolve("models")).resolve("m.safetensors"));
      assertThat(door.run("models", "replay", model, "--samples", samples, own)).isZero();
      assertThat(text(ModelStore.replay(model))).contains("eve", "ann");
      assertThat(adapt("--weights", model)).as(door.err).isZero();
      assertThat(door.run("samples", "erase", "eve", "--samples", own)).as(door.err).isZero();
      assertThat(door.out)
          .contains("16 pictures of eve and ")
          .doesNotContain(" and 0 ")
          .contains(
              "have learnt from somebody of that name and stay as they are: eve.safetensors.");
      assertThat(text(ModelStore.replay(model))).doesNotContain("eve").contains("ann");
    } finally {
      if (home == null) {
        System.clearProperty("signcam.home");
      } else {
        System.setProperty("signcam.home", home);
      }
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aSignerWithoutSamplesIsNamed() throws IOException {
    record("adam", CYAN);
    assertThat(adapt("--weights", model, "--out", out)).isEqualTo(1);
    assertThat(door.err).contains("There are no samples of eve; the signers are adam.");
    assertThat(out).doesNotExist();
  }
}
