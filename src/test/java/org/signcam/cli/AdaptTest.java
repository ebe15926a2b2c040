package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  @TempDir static Path shared;
  private static Path samples;
  private static Path trained;

  @TempDir Path dir;
  private final Door door = new Door();
  private Path model;
  private Path out;

  @BeforeAll
  static void train() throws IOException {
    System.setProperty("signcam.cache", shared.resolve("cache").toString());
    samples = shared.resolve("samples");
    trained = shared.resolve("shipped.safetensors");
    Door door = new Door();
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      for (int i = 0; i < 4; i++) {
        Painted.picture(samples.resolve(signer + "/A/" + i + ".png"), Painted.RED);
        Painted.picture(samples.resolve(signer + "/B/" + i + ".png"), Painted.GREEN);
        Painted.picture(samples.resolve(signer + "/nothing/" + i + ".png"), Painted.BLUE);
      }
    }
    int code =
        door.run(
            "train",
            "--samples",
            samples,
            "--out",
            trained,
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
    assertThat(code).as(door.err).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    model = Files.copy(trained, dir.resolve("shipped.safetensors"));
    out = dir.resolve("eve.safetensors");
  }

  @AfterAll
  static void forgetTheCache() {
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

  @Test
  void theModelItBeginsWithIsNotOverwritten() throws IOException {
    record("eve", CYAN);
    byte[] before = Files.readAllBytes(model);
    assertThat(adapt("--weights", model, "--out", model)).isEqualTo(1);
    assertThat(door.err).contains("is the model to begin with").contains("another --out");
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
  }

  @Test
  void aReplaySetOfNobodyItWasTrainedOnIsRefused() throws IOException {
    record("eve", CYAN);
    assertThat(door.run("models", "replay", model, "--samples", samples)).as(door.err).isZero();
    byte[] before = Files.readAllBytes(ModelStore.replay(model));
    Path own = dir.resolve("own");
    assertThat(door.run("models", "replay", model, "--samples", own)).isEqualTo(1);
    assertThat(door.err).contains("was trained on");
    assertThat(door.run("models", "replay", model, "--samples", samples, "--each", 0)).isEqualTo(2);
    assertThat(Files.readAllBytes(ModelStore.replay(model))).isEqualTo(before);
  }

  @Test
  void optionsOfOtherTrainingsAreRefused() throws IOException {
    record("eve", CYAN);
    assertThat(adapt("--weights", model, "--out", out, "--epochs", 5)).isEqualTo(2);
    assertThat(door.err).contains("--epochs has no meaning with --adapt");
    assertThat(adapt("--weights", model, "--out", out, "--first", 0)).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void theFirstOfALetterAreLearntAlone() throws IOException {
    record("eve", CYAN);
    int code = adapt("--weights", model, "--out", out, "--first", 3, "--labels", "A");
    assertThat(code).as(door.err).isZero();
    assertThat(door.out)
        .contains("learnt from 3 pictures, asked about 5 others")
        .contains("own, after the first 3 of each letter");
  }

  @Test
  void theBenchmarkCountsWhatIsRecordedBesideAPreview() {
    Door timed = new Door();
    int code = timed.run(ModelOpener.REAL, "bench", "--record", 2, "--model", model, "--json");
    assertThat(code).as(timed.err).isZero();
    JsonObject figures = timed.json().get(0).getAsJsonObject();
    int counted = figures.get("counted").getAsInt();
    assertThat(counted).isBetween(5, figures.get("due").getAsInt() + 2); // fewer under load
    assertThat(figures.get("stored").getAsInt()).isEqualTo(counted);
    assertThat(figures.get("fps").getAsDouble()).isBetween(1.0, 31.0);
    assertThat(door.run("bench", "--record", 0)).isEqualTo(2);
  }

  @Test
  void theBenchmarkTimesFromTrainToLive() {
    assertThat(door.run("models", "replay", model, "--samples", samples)).as(door.err).isZero();
    Door timed = new Door();
    int code = timed.run(ModelOpener.REAL, "bench", "--retrain", "--model", model, "--json");
    assertThat(code).as(timed.err).isZero();
    JsonObject figures = timed.json().get(0).getAsJsonObject();
    assertThat(figures.get("pictures").getAsInt()).isEqualTo(60); // of A and B
    assertThat(figures.get("fps_before").getAsDouble()).isBetween(1.0, 31.0);
    assertThat(figures.getAsJsonArray("rounds")).hasSize(3);
    for (JsonElement round : figures.getAsJsonArray("rounds")) {
      JsonObject of = round.getAsJsonObject();
      assertThat(of.get("learnt_s").getAsDouble()).isPositive();
      assertThat(of.get("live_s").getAsDouble())
          .isGreaterThanOrEqualTo(of.get("learnt_s").getAsDouble());
      assertThat(of.get("longest_gap_ms").getAsDouble()).isPositive();
    }
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
    assertThat(door.err).contains("There is no signer \"eve\"; the signers are adam.");
    record("eve", CYAN);
    assertThat(adapt("--weights", model, "--out", out, "--labels", "J")).isEqualTo(1);
    assertThat(door.err).contains("There are no pictures of J by eve; there are: A");
    assertThat(out).doesNotExist();
  }
}
