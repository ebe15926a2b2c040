package org.signcam.net;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;

/**
 * The safetensors format: eight bytes of header length, a JSON header, then the tensors' bytes.
 * Nothing in such a file is ever executed.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors {
  /** The format's own limit on the header, in bytes. */
  private static final long MAX_HEADER = 100_000_000;

  /** The largest data part read, in bytes: ours have at most 102 MB, one array holds 2 GiB. */
  private static final long MAX_DATA = 2_000_000_000;

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
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return parse(file, new DataInputStream(in));
    } catch (EOFException e) {
      throw new UserException(
          file + " is cut short: it ends before the tensors it announces; copy it again.", e);
    } catch (IOException e) {
      throw AtomicFiles.unreadable(file, e);
    }
  }

  private static Content parse(Path file, DataInputStream in) throws IOException {
    long length = Long.reverseBytes(in.readLong());
    if (length < 2 || length > MAX_HEADER) {
      throw foreign(file, "it claims a header of " + Long.toUnsignedString(length) + " bytes");
    }
    byte[] header = in.readNBytes((int) length);
    if (header.length < length) {
      // Far more often some other kind of file than a cut header.
      throw foreign(file, "its header is incomplete");
    }
    JsonObject json = parseHeader(file, header);
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonElement> e : json.entrySet()) {
      try {
        if (e.getKey().equals("__metadata__")) {
          e.getValue()
              .getAsJsonObject()
              .entrySet()
              .forEach(m -> metadata.put(m.getKey(), m.getValue().getAsString()));
        } else {
          entries.add(Entry.of(e.getKey(), e.getValue().getAsJsonObject()));
        }
      } catch (IllegalArgumentException
          | IllegalStateException
          | ArithmeticException
          | ClassCastException
          | UnsupportedOperationException
          | NullPointerException x) {
        throw foreign(
            file, "its entry '" + e.getKey() + "' is not a tensor of type F32, F16 or I64");
      }
    }
    return new Content(readTensors(file, in, entries), metadata);
  }

  private static JsonObject parseHeader(Path file, byte[] header) {
    JsonObject json = new JsonObject();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
      JsonReader in = new JsonReader(new StringReader(text));
      in.setStrictness(Strictness.STRICT);
      in.beginObject();
      while (in.hasNext()) {
        String name = in.nextName();
        if (json.has(name)) {
          throw foreign(file, "it has two entries '" + name + "'");
        }
        json.add(name, JsonParser.parseReader(in));
      }
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw foreign(file, "its header has something after its end");
      }
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw foreign(file, "its header is not JSON");
    }
    return json;
  }

  private static Map<String, Tensor> readTensors(Path file, DataInputStream in, List<Entry> entries)
      throws IOException {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long position = 0;
    for (Entry e : entries) {
      // The format forbids holes and overlaps; so every byte belongs to exactly one tensor.
      if (e.begin != position || e.end < e.begin || e.end - e.begin != e.bytes()) {
        throw foreign(file, "the place of tensor '" + e.name + "' does not fit its shape");
      }
      position = e.end;
      if (position > MAX_DATA) { // looked at each time, so that no sum can overflow
        throw foreign(file, "it claims " + position + " bytes of weights, more than " + MAX_DATA);
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry e : entries) {
      byte[] data = in.readNBytes((int) e.bytes());
      if (data.length < e.bytes()) {
        throw new EOFException();
      }
      tensors.put(e.name, new Tensor(e.type, e.shape, ByteBuffer.wrap(data)));
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
      header.add("__metadata__", metadata);
    }
    long position = 0;
    for (Map.Entry<String, Tensor> e : content.tensors().entrySet()) {
      Entry entry = Entry.at(position, e.getKey(), e.getValue());
      header.add(e.getKey(), entry.toJson());
      position = entry.end;
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

  /** A tensor's line in the header; begin and end in bytes from the end of the header. */
  private record Entry(String name, Type type, long[] shape, long begin, long end) {
    static Entry of(String name, JsonObject json) {
      List<JsonElement> offsets = json.getAsJsonArray("data_offsets").asList();
      long[] shape =
          json.getAsJsonArray("shape").asList().stream()
              .mapToLong(s -> s.getAsBigDecimal().longValueExact())
              .toArray();
      if (offsets.size() != 2 || Arrays.stream(shape).anyMatch(s -> s < 0)) {
        throw new IllegalArgumentException("offsets or shape");
      }
      Entry entry =
          new Entry(
              name,
              Type.valueOf(json.get("dtype").getAsString()),
              shape,
              offsets.get(0).getAsBigDecimal().longValueExact(),
              offsets.get(1).getAsBigDecimal().longValueExact());
      entry.bytes(); // throws here, where it is caught, when no long can hold it
      return entry;
    }

    static Entry at(long begin, String name, Tensor t) {
      Entry e = new Entry(name, t.type, t.shape, begin, begin + t.data.remaining());
      if (e.bytes() != t.data.remaining()) {
        throw new IllegalArgumentException(name + " does not fill its shape");
      }
      return e;
    }

    /** Bytes that the shape asks for; throws ArithmeticException where that overflows. */
    long bytes() {
      long n = type.bytes;
      for (long s : shape) {
        n = Math.multiplyExact(n, s);
      }
      return n;
    }

    JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("dtype", type.name());
      JsonArray sizes = new JsonArray();
      Arrays.stream(shape).forEach(sizes::add);
      json.add("shape", sizes);
      JsonArray offsets = new JsonArray();
      offsets.add(begin);
      offsets.add(end);
      json.add("data_offsets", offsets);
      return json;
    }
  }
}
