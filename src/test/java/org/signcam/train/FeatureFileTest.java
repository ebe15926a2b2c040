package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.train.FeatureFile.RecordKey;

/** What was written is read, and what was not written whole is absent, whatever happens. */
class FeatureFileTest {
  private static final int CONTENT = 40;
  private static final int RECORD = 16 + CONTENT + 8;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("some/features.f16");
  }

  private static RecordKey key(int number) {
    return new RecordKey(number * 0x9e3779b97f4a7c15L, ~number);
  }

  private static ByteBuffer content(int number) {
    byte[] bytes = new byte[CONTENT];
    new Random(number).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static void append(FeatureFile to, int from, int until) throws IOException {
    List<Integer> numbers = IntStream.range(from, until).boxed().toList();
    to.append(
        numbers.stream().map(FeatureFileTest::key).toList(),
        numbers.stream().map(FeatureFileTest::content).toList());
  }

  private void writeAnew(int records) throws IOException {
    Files.deleteIfExists(file);
    try (FeatureFile features = new FeatureFile(file, CONTENT)) {
      append(features, 0, records);
    }
  }

  private static void assertHolds(FeatureFile features, int from, int until) throws IOException {
    for (int i = from; i < until; i++) {
      assertThat(features.get(key(i))).as("record " + i).isEqualTo(content(i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, RECORD, 3 * RECORD + 5, 1 << 20})
  void readsWhatItWroteHoweverItIsMapped(long segment) throws IOException {
    ByteBuffer kept;
    try (FeatureFile features = new FeatureFile(file, CONTENT, segment)) {
      assertThat(features.get(key(0))).isNull();
      append(features, 0, 5);
      kept = features.get(key(4));
      append(features, 5, 12); // in a segment that was mapped before it grew
      assertHolds(features, 0, 12);
      assertThat(features.get(key(12))).isNull();
    }
    assertThat(kept).as("read after the file was closed").isEqualTo(content(4));
    try (FeatureFile features = new FeatureFile(file, CONTENT, segment)) {
      assertHolds(features, 0, 12);
    }
    assertThat(Files.size(file)).isEqualTo(12 * RECORD);
  }

  @Test
  void aRecordCutShortAnywhereIsAbsentAndTheNextOnesAreWhole() throws IOException {
    for (int left = 0; left < RECORD; left++) {
      writeAnew(3);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, 2 * RECORD + left));
      try (FeatureFile features = new FeatureFile(file, CONTENT)) {
        assertHolds(features, 0, 2);
        assertThat(features.get(key(2))).as("with %d bytes left of it", left).isNull();
        append(features, 2, 5);
        assertHolds(features, 0, 5);
      }
      try (FeatureFile features = new FeatureFile(file, CONTENT)) {
        assertHolds(features, 0, 5);
      }
    }
  }

  @Test
  void aRecordWithAnyByteChangedIsAbsent() throws IOException {
    for (int at = 0; at < RECORD; at++) {
      writeAnew(3);
      byte[] bytes = Files.readAllBytes(file);
      bytes[RECORD + at] ^= 0x10;
      Files.write(file, bytes);
      try (FeatureFile features = new FeatureFile(file, CONTENT)) {
        assertThat(features.get(key(1))).as("byte %d changed", at).isNull();
        append(features, 1, 2);
      }
      try (FeatureFile features = new FeatureFile(file, CONTENT)) {
        assertHolds(features, 0, 3);
      }
    }
  }

  @Test
  void zerosThatAPowerCutLeavesAreNoRecords() throws IOException {
    writeAnew(2);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 7 * RECORD)); // padded with zeros
    try (FeatureFile features = new FeatureFile(file, CONTENT)) {
      assertHolds(features, 0, 2);
      assertThat(features.get(new RecordKey(0, 0))).isNull();
      append(features, 2, 4);
      assertHolds(features, 0, 4);
    }
  }

  @Test
  void severalMayAppendAtOnce() throws Exception {
    int each = 200;
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<Future<?>> done = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      int from = w * each;
      done.add(
          writers.submit(
              () -> {
                try (FeatureFile features = new FeatureFile(file, CONTENT, 7 * RECORD)) {
                  for (int i = from; i < from + each; i += 4) {
                    append(features, i, i + 4);
                  }
                  assertHolds(features, from, from + each);
                }
                return null;
              }));
    }
    for (Future<?> future : done) {
      future.get();
    }
    writers.shutdown();
    try (FeatureFile features = new FeatureFile(file, CONTENT)) {
      assertHolds(features, 0, 4 * each);
    }
    assertThat(Files.size(file)).isEqualTo(4L * each * RECORD);
  }

  /** Appends record after record until it is killed, and says how far it came. */
  static final class Writer {
    private static final int MOST = 200_000; // should nobody kill it

    public static void main(String[] args) throws IOException {
      int first = Integer.parseInt(args[1]);
      try (FeatureFile features = new FeatureFile(Path.of(args[0]), CONTENT)) {
        for (int i = first; i < first + MOST; i += 50) {
          append(features, i, i + 50);
          System.out.println(i + 50);
        }
      }
    }
  }

  private Process start(int first, Path log) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes,
            Writer.class.getName(),
            file.toString(),
            Integer.toString(first))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The whole lines of a log: what is sure to be in the file. */
  private static List<Integer> said(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Integer::parseInt).toList();
  }

  @Test
  void twoProcessesKilledWhileTheyWriteLeaveWholeRecords() throws Exception {
    int[] first = {0, 100_000_000};
    List<Path> logs = List.of(folder.resolve("0.txt"), folder.resolve("1.txt"));
    List<Process> writers = List.of(start(first[0], logs.get(0)), start(first[1], logs.get(1)));
    try {
      for (int w = 0; w < 2; w++) {
        while (writers.get(w).isAlive() && said(logs.get(w)).size() < 5) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }
    } finally {
      for (Process writer : writers) {
        writer.destroyForcibly().waitFor(); // as kill -9
      }
    }
    try (FeatureFile features = new FeatureFile(file, CONTENT)) {
      for (int w = 0; w < 2; w++) {
        List<Integer> said = said(logs.get(w));
        assertHolds(features, first[w], said.get(said.size() - 1));
      }
      append(features, 77_000_000, 77_000_100); // the lock went with its owner
      assertHolds(features, 77_000_000, 77_000_100);
    }
  }
}
