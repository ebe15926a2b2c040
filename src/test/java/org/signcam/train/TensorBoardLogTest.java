package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;

class TensorBoardLogTest {
  @TempDir Path dir;

  @Test
  void theMaskedCrcIsTensorFlows() {
    // crc32c("123456789") = 0xe3069283 (RFC 3720's check value), masked by hand.
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    int crc = 0xe3069283;
    assertThat(TensorBoardLog.maskedCrc(digits, 9))
        .isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
  }

  @Test
  void whatIsLoggedIsReadBackRecordByRecord() throws IOException {
    Path file;
    try (TensorBoardLog log = TensorBoardLog.open(dir.resolve("run"), 0)) {
      log.train(1, 2.5, 0.25, 1e-3);
      log.validation(300, 1.5, 0.75);
      log.train(301, Double.NaN, 0.5, 1e-4);
      file = log.file();
    }
    assertThat(file.getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d{10}\\..+");
    List<byte[]> events = records(file);
    assertThat(events).hasSize(4);
    assertThat(strings(events.get(0))).contains("brain.Event:2");
    Event first = Event.of(events.get(1));
    assertThat(first.step).isEqualTo(1);
    assertThat(first.wallTime).isCloseTo(System.currentTimeMillis() / 1e3, within(60.0));
    assertThat(first.tags).containsExactly("loss/train", "accuracy/train", "rate");
    assertThat(first.values).containsExactly(2.5f, 0.25f, 1e-3f);
    Event second = Event.of(events.get(2));
    assertThat(second.step).isEqualTo(300);
    assertThat(second.tags).containsExactly("loss/validation", "accuracy/validation");
    assertThat(second.values).containsExactly(1.5f, 0.75f);
    assertThat(Event.of(events.get(3)).tags).containsExactly("accuracy/train", "rate");
  }

  @Test
  void aResumedRunSaysFromWhichStepItReplacesTheOldOne() throws IOException {
    try (TensorBoardLog before = TensorBoardLog.open(dir, 0);
        TensorBoardLog after = TensorBoardLog.open(dir, 200)) {
      assertThat(after.file()).isNotEqualTo(before.file());
      Event start = Event.of(records(after.file()).get(1));
      assertThat(start.step).isEqualTo(201);
      assertThat(start.started).isTrue();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws IOException {
    Path blocked = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(() -> TensorBoardLog.open(blocked, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot write the TensorBoard log");
  }

  /** Unpacks the TFRecords of a file and checks both of each one's CRCs. */
  private static List<byte[]> records(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(TensorBoardLog.maskedCrc(length, 8));
      byte[] data = new byte[(int) in.getLong(in.position() - 12)];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(TensorBoardLog.maskedCrc(data, data.length));
      records.add(data);
    }
    return records;
  }

  private static String strings(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** What a test wants to know of an Event, decoded by hand. */
  private static final class Event {
    private double wallTime;
    private long step;
    private boolean started;
    private final List<String> tags = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();

    static Event of(byte[] bytes) {
      Event event = new Event();
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        switch (in.get()) {
          case 1 << 3 | 1 -> event.wallTime = in.getDouble();
          case 2 << 3 -> event.step = varint(in);
          case 5 << 3 | 2 -> event.summary(part(in));
          case 7 << 3 | 2 -> {
            ByteBuffer session = part(in);
            event.started = session.get() == 1 << 3 && session.get() == 1;
          }
          default -> throw new AssertionError("unknown field at " + in.position());
        }
      }
      return event;
    }

    private void summary(ByteBuffer in) {
      while (in.hasRemaining()) {
        assertThat(in.get()).isEqualTo((byte) (1 << 3 | 2));
        ByteBuffer value = part(in);
        assertThat(value.get()).isEqualTo((byte) (1 << 3 | 2));
        tags.add(StandardCharsets.UTF_8.decode(part(value)).toString());
        assertThat(value.get()).isEqualTo((byte) (2 << 3 | 5));
        values.add(value.getFloat());
      }
    }

    private static ByteBuffer part(ByteBuffer in) {
      int length = (int) varint(in);
      ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      in.position(in.position() + length);
      return part;
    }

    private static long varint(ByteBuffer in) {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = in.get();
        value |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }
  }
}
