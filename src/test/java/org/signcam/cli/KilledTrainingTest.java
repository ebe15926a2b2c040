package org.signcam.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Scalar;
import org.signcam.model.GestureModel;
import org.signcam.net.Safetensors;

/**
 * Adapting, killed ({@code kill -9}) at random moments, leaves the last model that was kept, or the
 * new one, whole. Four kills; {@code -Dsigncam.kills=200} for as many.
 */
class KilledTrainingTest {
  private static final int KILLS = Integer.getInteger("signcam.kills", 4);
  private static final int STARTING = 1500; // ms in which a program starts

  @TempDir Path dir;
  private final Random random = new Random(1);

  private Process start(Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dai.djl.offline=true",
                "-Dsigncam.cache=" + dir.resolve("cache"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.signcam.Signcam"));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(dir.resolve("err.txt").toFile())
        .start();
  }

  @BeforeEach
  void someLog() throws IOException {
    Files.createFile(dir.resolve("err.txt"));
  }

  private String log() throws IOException {
    return Files.readString(dir.resolve("err.txt"));
  }

  @Test
  void theLastModelKeptIsWhole() throws Exception {
    Path own = dir.resolve("own");
    Map<String, Scalar> colours = Map.of("A", Painted.RED, "B", Painted.GREEN);
    for (Map.Entry<String, Scalar> letter : colours.entrySet()) {
      for (int i = 0; i < 8; i++) {
        String name = "20260101T100000-b00" + (1 + i / 4) + "-000" + i % 4 + ".png";
        Painted.picture(own.resolve("eve/" + letter.getKey() + "/" + name), letter.getValue());
      }
    }
    Path shipped = dir.resolve("shipped.safetensors");
    Object[] first = {
      "train",
      "--samples",
      own,
      "--out",
      shipped,
      "--weights",
      "none",
      "--recipe",
      "lab-cnn",
      "--rejecting",
      "true",
      "--labels",
      "A,B",
      "--split",
      "random",
      "--size",
      "32",
      "--epochs",
      "2"
    };
    Process trained = start(first);
    assertThat(trained.waitFor()).as(log()).isZero();
    Path kept = dir.resolve("kept.safetensors");
    Files.copy(shipped, kept);
    int replaced = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      byte[] before = Files.readAllBytes(kept);
      Process process =
          start(
              "train",
              "--adapt",
              "eve",
              "--samples",
              own,
              "--weights",
              shipped,
              "--out",
              kept,
              "--seed",
              kill);
      if (kill % 2 == 0) { // about when the model is written
        while (process.isAlive() && !log().contains("learning: step 300")) {
          process.waitFor(1, MILLISECONDS);
        }
        process.waitFor(random.nextInt(80), MILLISECONDS);
      } else {
        process.waitFor(random.nextInt(2 * STARTING), MILLISECONDS);
      }
      process.destroyForcibly().waitFor();
      boolean isNew = !Arrays.equals(before, Files.readAllBytes(kept));
      replaced += isNew ? 1 : 0;
      assertThat(GestureModel.card(kept).letters())
          .as("after kill %d", kill)
          .containsExactly("A", "B");
      Safetensors.read(kept)
          .tensors()
          .forEach(
              (name, tensor) -> {
                for (float value : tensor.floats()) {
                  assertThat(value).as(name).isFinite();
                }
              });
    }
    System.out.printf(
        "killed %d times while learning: the model is whole, %d times the new one%n",
        KILLS, replaced);
  }
}
