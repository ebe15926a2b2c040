package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a recording process at random moments; more of them with {@code -Dsigncam.kills=200}. What
 * it had printed as written must be there.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("signcam.kills", 3);

  @TempDir private Path folder;

  /** The process that is killed: records as fast as it can and prints what it has written. */
  static final class Recorder {
    private Recorder() {}

    public static void main(String[] args) throws IOException {
      byte[] jpeg = Files.readAllBytes(Path.of(args[1]));
      try (SampleStore store = SampleStore.open(Path.of(args[0]));
          RecordingSession session = store.begin("ann", "a camera")) {
        while (true) {
          session.nextBurst();
          for (int i = 0; i < 5; i++) {
            Sample sample = session.add("A", jpeg, MadePictures.REGION, Instant.now());
            System.out.println(sample.file());
          }
          if (session.nextBurst() % 4 == 0) { // the index is also written anew while recording
            store.undo(store.delete(store.set().samples().subList(0, 1)));
          }
        }
      }
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesKillMinusNine() throws Exception {
    Path root = folder.resolve("samples");
    Path jpeg = Files.write(folder.resolve("one.jpg"), MadePictures.jpeg(200));
    Random random = new Random(5);
    Map<Path, Boolean> acknowledged = new LinkedHashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int before = acknowledged.size();
      Process child =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Recorder.class.getName(),
                  root.toString(),
                  jpeg.toString())
              .redirectError(folder.resolve("stderr.txt").toFile())
              .start();
      try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
        String first = out.readLine();
        assertThat(first).as(Files.readString(folder.resolve("stderr.txt"))).isNotNull();
        acknowledged.put(Path.of(first), true);
        long until = System.nanoTime() + random.nextInt(300_000_000);
        while (System.nanoTime() < until) {
          if (out.ready()) {
            acknowledged.put(Path.of(out.readLine()), true);
          } else {
            Thread.onSpinWait();
          }
        }
        child.toHandle().destroyForcibly(); // the child itself would close its output unread
        child.waitFor();
        out.lines().forEach(line -> acknowledged.put(Path.of(line), true));
      }
      check(root, acknowledged, kill);
      assertThat(acknowledged).hasSizeGreaterThan(before);
    }
  }

  private static void check(Path root, Map<Path, Boolean> acknowledged, int kill) {
    try (SampleStore store = SampleStore.open(root)) {
      store.restoreTrash(); // where one may be that was being deleted and taken back
      SampleSet set = store.set();
      assertThat(set.samples().stream().map(Sample::file))
          .as("kill %d: %s", kill, store.notices())
          .containsAll(acknowledged.keySet());
      for (Sample sample : set.samples()) {
        assertThat(sample.region()).isEqualTo(MadePictures.REGION);
        sample.read().release();
      }
    }
  }
}
