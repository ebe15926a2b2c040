package org.signcam.net;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Printable;
import org.signcam.base.UserException;
import org.signcam.net.SafetensorsHeader.TensorLine;

/**
 * The safetensors format: eight bytes of header length, a JSON header, then the tensors' bytes.
 * Nothing in such a file is ever executed.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors {
  /** The largest header read, in bytes; ours have at most 0.3 MB, the format allows 100 MB. */
  private static final long MAX_HEADER = 10_000_000;

  /** The largest data part read, in bytes: ours have at most 102 MB, one array holds 2 GiB. */
  private static final long MAX_DATA = 2_000_000_000;

  /**
   * What a gzipped file may unpack to, in its own sizes: weights hardly shrink, bombs 1,000-fold.
   */
  private static final long MAX_UNPACKED = 100;

  private Safetensors() {}

  /** Element types that signcam reads and writes. */
  public enum Type {
    F32(4),
    F16(2),
    /** Whole numbers: batch norm's counters in files of others. */
    I64(8);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * One tensor as stored.
   *
   * @param shape its sizes, outermost first; empty for a scalar
   * @param data little-endian elements in row-major order
   */
  public record Tensor(Type type, long[] shape, ByteBuffer data) {
    public Tensor {
      shape = shape.clone();
    }

    /** Makes a float32 tensor of {@code values} in row-major order. */
    public static Tensor of(float[] values, long... shape) {
      ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      data.asFloatBuffer().put(values);
      return new Tensor(Type.F32, shape, data);
    }

    /** Number of elements. */
    public int size() {
      return data.remaining() / type.bytes;
    }

    /** The elements as float32, in row-major order. */
    public float[] floats() {
      float[] values = new float[size()];
      ByteBuffer in = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      if (type == Type.F32) {
        in.asFloatBuffer().get(values);
      } else if (type == Type.I64) {
        for (int i = 0; i < values.length; i++) {
          values[i] = in.getLong();
        }
      } else {
        Half.toFloats(in.asShortBuffer(), values);
      }
      return values;
    }

    /** The same tensor rounded to float16 (ties to even). */
    public Tensor half() {
      if (type == Type.F16) {
        return this;
      }
      ByteBuffer out = ByteBuffer.allocate(size() * 2).order(ByteOrder.LITTLE_ENDIAN);
      for (float f : floats()) {
        out.putShort(Half.fromFloat(f));
      }
      return new Tensor(Type.F16, shape, out.flip());
    }

    @Override
    public long[] shape() {
      return shape.clone();
    }
  }

  /** A whole file: tensors by name, and the free-form metadata. */
  public record Content(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /**
   * Reads a file, gzipped when its name ends in {@code .gz}.
   *
   * @throws UserException when the file is missing, cut short or not safetensors; it says which
   */
  public static Content read(Path file) {
    boolean packed = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      long most = packed ? Math.min(MAX_DATA, MAX_UNPACKED * Files.size(file)) : MAX_DATA;
      return parse(file, new DataInputStream(in), most);
    } catch (EOFException e) {
      throw new UserException(
          file + " is cut short: it ends before the tensors it announces; copy it again.", e);
    } catch (IOException e) {
      throw AtomicFiles.unreadable(file, e);
    }
  }

  private static Content parse(Path file, DataInputStream in, long most) throws IOException {
    long length = Long.reverseBytes(in.readLong());
    if (length < 2 || length > Math.min(MAX_HEADER, most)) {
      throw foreign(file, "it claims a header of " + Long.toUnsignedString(length) + " bytes");
    }
    byte[] json = in.readNBytes((int) length);
    if (json.length < length) {
      // Far more often some other kind of file than a cut header.
      throw foreign(file, "its header is incomplete");
    }
    try {
      SafetensorsHeader header = SafetensorsHeader.parse(json);
      return new Content(readTensors(file, in, header.lines(), most), header.metadata());
    } catch (SafetensorsHeader.MalformedException e) {
      throw foreign(file, e.getMessage());
    }
  }

  private static Map<String, Tensor> readTensors(
      Path file, DataInputStream in, List<TensorLine> lines, long most) throws IOException {
    lines.sort(Comparator.comparingLong(TensorLine::begin).thenComparingLong(TensorLine::end));
    long position = 0;
    for (TensorLine e : lines) {
      // The format forbids holes and overlaps; so every byte belongs to exactly one tensor.
      if (e.begin() != position || e.end() < e.begin() || e.end() - e.begin() != e.bytes()) {
        throw foreign(
            file, "the place of tensor '" + Printable.of(e.name()) + "' does not fit its shape");
      }
      position = e.end();
      if (position > most) { // looked at each time, so that no sum can overflow
        throw foreign(file, "it claims " + position + " bytes of weights, more than " + most);
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorLine e : lines) {
      byte[] data = in.readNBytes((int) e.bytes());
      if (data.length < e.bytes()) {
        throw new EOFException();
      }
      tensors.put(e.name(), new Tensor(e.type(), e.shape(), ByteBuffer.wrap(data)));
    }
    if (in.read() >= 0) {
      throw foreign(file, "there are bytes after the last tensor");
    }
    return tensors;
  }

  private static UserException foreign(Path file, String why) {
    return new UserException(
        file + " is not a usable safetensors file: " + why + "; name a .safetensors file.");
  }

  /**
   * Writes a file atomically, tensors in the order given; the same content gives the same bytes.
   *
   * @throws UserException when it cannot be written; then nothing is left behind
   */
  public static void write(Path file, Content content) {
    JsonObject header = new JsonObject();
    if (!content.metadata().isEmpty()) {
      JsonObject metadata = new JsonObject();
      content.metadata().forEach(metadata::addProperty);
      header.add(SafetensorsHeader.METADATA, metadata);
    }
    long position = 0;
    for (Map.Entry<String, Tensor> e : content.tensors().entrySet()) {
      TensorLine line = TensorLine.at(position, e.getKey(), e.getValue());
      header.add(e.getKey(), line.toJson());
      position = line.end();
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(header.toString().getBytes(StandardCharsets.UTF_8));
    while (json.size() % 8 != 0) {
      json.write(' '); // keeps the tensors aligned, as the format asks
    }
    AtomicFiles.write(
        file,
        channel -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          channel.write(length.putLong(json.size()).flip());
          channel.write(ByteBuffer.wrap(json.toByteArray()));
          for (Tensor t : content.tensors().values()) {
            ByteBuffer data = t.data.duplicate();
            while (data.hasRemaining()) {
              channel.write(data);
            }
          }
        });
  }
}
