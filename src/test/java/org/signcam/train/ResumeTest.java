package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.model.GestureModel;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Tensor;

/** A training killed at any moment and started again ends like one that was never killed. */
class ResumeTest {
  @TempDir Path folder;
  private Path samples;

  @BeforeEach
  void drawHands() throws IOException {
    samples = DrawnHands.write(folder.resolve("samples"), 3, 8);
  }

  /** A process of its own, since what is tested is its sudden end. */
  private Process start(Path out, String checkpointSeconds, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dai.djl.offline=true",
                "-Dsigncam.cache=" + folder.resolve("cache"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.signcam.Signcam",
                "train",
                "--samples",
                samples.toString(),
                "--labels",
                "A,B",
                "--validation",
                "p2",
                "--weights",
                "none",
                "--device",
                "cpu",
                "--checkpoint-seconds",
                checkpointSeconds,
                "--out",
                out.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log.txt").toFile()))
        .start();
  }

  /** All that can go wrong in resuming is in it: moments, means, dropout, disturbed pictures. */
  private static final String[] RUN = {
    "--recipe", "resnet18", "--network", "tutorial-cnn:4,4,8,8", "--phases",
    "32x20@1e-3/1e-3,48x10@1e-3/1e-3:block3", "--batch", "8", "--check-every", "7"
  };

  @Test
  void killedAndStartedAgainItEndsAsIfNothingHadBeen() throws Exception {
    Path whole = folder.resolve("whole.safetensors");
    assertThat(start(whole, "1e9", RUN).waitFor()).as(log()).isZero();
    Path cut = folder.resolve("cut.safetensors");
    Path checkpoint = folder.resolve("cut.run/checkpoint.safetensors");
    int kills = 0;
    for (boolean ended = false; !ended; ) {
      Process process = start(cut, "0", RUN);
      long before = Files.exists(checkpoint) ? Files.getLastModifiedTime(checkpoint).toMillis() : 0;
      while (process.isAlive() && !moved(checkpoint, before)) {
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      ended = process.waitFor(150L << kills, TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor(); // as kill -9
        kills++;
        ended = Files.exists(cut) && !Files.exists(checkpoint); // killed on its way out
        if (ended) {
          assertThat(folder.resolve("cut.run/report.html")).exists();
        }
      }
    }
    assertThat(kills).as("killed at least once. " + log()).isPositive();
    assertThat(Files.readString(folder.resolve("log.txt"))).contains("going on where");
    Map<String, Tensor> expected = Safetensors.read(whole).tensors();
    Map<String, Tensor> found = Safetensors.read(cut).tensors();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, tensor) -> assertThat(found.get(name).floats()).as(name).isEqualTo(tensor.floats()));
    assertThat(checkpoint).as("a finished run needs none").doesNotExist();
  }

  private static boolean moved(Path checkpoint, long before) throws IOException {
    return Files.exists(checkpoint) && Files.getLastModifiedTime(checkpoint).toMillis() > before;
  }

  @Test
  void anotherRunsCheckpointIsSetAside() throws Exception {
    Path out = folder.resolve("m.safetensors");
    Path checkpoint = folder.resolve("m.run/checkpoint.safetensors");
    Process process = start(out, "0", RUN);
    while (process.isAlive() && !Files.exists(checkpoint)) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly().waitFor();
    String[] other = RUN.clone();
    other[5] = "32x2@1e-3/1e-3";
    assertThat(start(out, "1e9", other).waitFor()).as(log()).isZero();
    assertThat(log()).contains("set aside");
    assertThat(folder.resolve("m.run/set-aside-checkpoint.safetensors")).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where no process can ask another to end
  void askedToStopItEndsInGoodOrderAndTheSameCommandGoesOn() throws Exception {
    Path out = folder.resolve("m.safetensors");
    Path history = folder.resolve("m.run/history.jsonl");
    String[] endless = RUN.clone();
    endless[5] = "32x100000@1e-3/1e-3";
    Process process = start(out, "1e9", endless);
    while (process.isAlive()
        && !(Files.exists(history) && Files.readString(history).contains("validation_loss"))) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    process.destroy(); // as Ctrl-C
    process.waitFor();
    assertThat(log()).contains("the same command goes on").doesNotContain("Exception");
    assertThat(out).doesNotExist();
    assertThat(GestureModel.card(folder.resolve("m.run/best-so-far.safetensors")).letters())
        .isNotEmpty();
    assertThat(folder.resolve("m.run/curves.png")).exists();
    assertThat(folder.resolve("m.run/report.html")).exists();
    Files.delete(folder.resolve("log.txt"));
    Process again = start(out, "1e9", endless);
    while (again.isAlive() && !log().contains("going on where")) {
      again.waitFor(5, TimeUnit.MILLISECONDS);
    }
    assertThat(again.isAlive()).as(log()).isTrue();
    again.destroyForcibly().waitFor();
  }

  private String log() throws IOException {
    Path log = folder.resolve("log.txt");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
