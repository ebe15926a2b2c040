package org.signcam.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.signcam.base.AtomicFiles;
import org.signcam.base.OwnerOnly;
import org.signcam.base.UserException;

/**
 * Writes a run's figures where TensorBoard finds them: an event file {@code
 * events.out.tfevents.TIME.signcam} in the run's folder, to be looked at with {@code tensorboard
 * --logdir FOLDER}. Scalars only. Each call is written at once, so that a run can be watched. One
 * thread.
 *
 * <p>The file is a row of TFRecords
 * (https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details), each a
 * protocol buffer (https://protobuf.dev/programming-guides/encoding/) of type {@code Event}
 * (https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto) with
 * a {@code Summary} (summary.proto beside it).
 */
public final class TensorBoardLog implements AutoCloseable {
  private static final String VERSION = "brain.Event:2"; // as TensorFlow's EventsWriter writes it

  // Protocol buffer wire types: a field's key is its number · 8 + its wire type.
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final Path file;
  private final FileChannel channel;

  private TensorBoardLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Begins an event file.
   *
   * @param folder the run's; made when it is missing. What is logged there already stays
   * @param fromStep the last step that counts when a run is resumed: TensorBoard forgets what older
   *     files of the folder say of later ones. 0 for a new run
   * @throws UserException when the folder cannot be written
   */
  public static TensorBoardLog open(Path folder, long fromStep) {
    // TensorFlow puts the machine's name last; to ask for that may ask the network.
    String name = "events.out.tfevents.%010d.signcam".formatted(seconds());
    Path file = folder.resolve(name);
    try {
      AtomicFiles.makeFolders(folder);
      TensorBoardLog log = null;
      for (int i = 1; log == null; i++) {
        try {
          log = new TensorBoardLog(file, create(file));
        } catch (FileAlreadyExistsException e) {
          file = folder.resolve(name + "." + i); // two in one second
        }
      }
      log.begin(fromStep);
      return log;
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return OwnerOnly.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  private void begin(long fromStep) throws IOException {
    try {
      write(event(0).bytes(3, VERSION.getBytes(StandardCharsets.UTF_8)));
      if (fromStep > 0) {
        byte[] start = new Message().varint(1, 1).toBytes(); // SessionLog{status: START}
        write(event(fromStep + 1).bytes(7, start));
      }
    } catch (UserException e) {
      channel.close();
      Files.deleteIfExists(file); // it says nothing yet
      throw e;
    }
  }

  /**
   * Figures of a training step; what is no finite number is left out.
   *
   * @param loss mean over the batch, nats
   * @param accuracy running, 0–1
   * @param rate learning rate
   */
  public void train(long step, double loss, double accuracy, double rate) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("loss/train", loss);
    scalars.put("accuracy/train", accuracy);
    scalars.put("rate", rate);
    scalars(step, scalars);
  }

  /**
   * Figures of a validation after a step; what is no finite number is left out.
   *
   * @param loss mean over the pictures, nats
   * @param accuracy mean signer accuracy, 0–1
   */
  public void validation(long step, double loss, double accuracy) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("loss/validation", loss);
    scalars.put("accuracy/validation", accuracy);
    scalars(step, scalars);
  }

  private void scalars(long step, Map<String, Double> scalars) {
    Message summary = new Message();
    scalars.forEach(
        (tag, value) -> {
          if (Double.isFinite(value)) {
            Message one = new Message();
            one.bytes(1, tag.getBytes(StandardCharsets.UTF_8)).float32(2, value.floatValue());
            summary.bytes(1, one.toBytes());
          }
        });
    write(event(step).bytes(5, summary.toBytes()));
  }

  private static Message event(long step) {
    return new Message().float64(1, System.currentTimeMillis() / 1e3).varint(2, step);
  }

  private void write(Message event) {
    ByteBuffer record = record(event.toBytes());
    try {
      while (record.hasRemaining()) {
        channel.write(record);
      }
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** A TFRecord: length, its masked CRC, data, their masked CRC; little-endian. */
  private static ByteBuffer record(byte[] data) {
    ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), 8));
    record.put(data);
    return record.putInt(maskedCrc(data, data.length)).flip();
  }

  /**
   * CRC-32C, turned and shifted so that a CRC of data that holds CRCs is worth something:
   * https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/lib/hash/crc32c.h
   */
  static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  private static long seconds() {
    return System.currentTimeMillis() / 1000;
  }

  private static UserException cannotWrite(Path file, IOException e) {
    return new UserException(
        "Cannot write the TensorBoard log %s (%s); check the folder's permissions and the free space."
            .formatted(file, AtomicFiles.reason(e)),
        e);
  }

  /** The file that is written. */
  public Path file() {
    return file;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** A protocol buffer in the making, field by field. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message varint(int field, long value) {
      key(field, VARINT);
      plainVarint(value);
      return this;
    }

    Message float64(int field, double value) {
      key(field, FIXED64);
      out.writeBytes(little(8).putDouble(value).array());
      return this;
    }

    Message float32(int field, float value) {
      key(field, FIXED32);
      out.writeBytes(little(4).putFloat(value).array());
      return this;
    }

    Message bytes(int field, byte[] value) {
      key(field, LENGTH);
      plainVarint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void key(int field, int wireType) {
      plainVarint((long) field << 3 | wireType);
    }

    /** Seven bits a byte, the lowest first; the high bit says that more follow. */
    private void plainVarint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    private static ByteBuffer little(int bytes) {
      return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
