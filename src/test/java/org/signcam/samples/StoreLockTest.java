package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;

/** Two programs on one sample store: two processes, of which one is killed. */
class StoreLockTest {
  @TempDir Path folder;

  /** The other program: records one picture, says so, and keeps the store open. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      byte[] jpeg = Files.readAllBytes(Path.of(args[1]));
      try (SampleStore store = SampleStore.open(Path.of(args[0]));
          RecordingSession session = store.begin("ann", "a camera")) {
        System.out.println(session.add("A", jpeg, MadePictures.REGION, Instant.now()).file());
        Thread.sleep(60_000);
      } catch (UserException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private Process start(Path root, Path jpeg) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            root.toString(),
            jpeg.toString())
        .redirectError(folder.resolve("stderr.txt").toFile())
        .start();
  }

  @Test
  void theSecondIsKeptOutInWordsUntilTheFirstEndsHoweverThatIs() throws Exception {
    Path root = folder.resolve("samples");
    Path jpeg = Files.write(folder.resolve("one.jpg"), MadePictures.jpeg(200));
    Process other = start(root, jpeg);
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      String recorded = said.readLine();
      assertThat(recorded).as(Files.readString(folder.resolve("stderr.txt"))).endsWith(".jpg");
      assertThatThrownBy(() -> SampleStore.open(root))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "The samples in " + root + " are in use by another signcam; close it there first.");
      assertThat(Path.of(recorded)).as("what the other records").exists();
      other.toHandle().destroyForcibly(); // as kill -9: nothing of it can unlock anything
      other.waitFor();
      try (SampleStore store = SampleStore.open(root)) {
        assertThat(store.writable()).isTrue();
        assertThat(store.notices()).isEmpty();
        assertThat(store.set().samples())
            .extracting(Sample::file)
            .containsExactly(Path.of(recorded));
        Process third = start(root, jpeg);
        try (BufferedReader refused = third.inputReader(StandardCharsets.UTF_8)) {
          assertThat(refused.readLine()).contains("are in use by another signcam");
          assertThat(third.waitFor()).isZero();
        } finally {
          third.destroyForcibly();
        }
      }
    } finally {
      other.destroyForcibly();
    }
  }
}
