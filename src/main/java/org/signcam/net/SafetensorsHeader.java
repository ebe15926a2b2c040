package org.signcam.net;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signcam.base.Printable;
import org.signcam.net.Safetensors.Tensor;

/**
 * The JSON at the start of a safetensors file. It is read piece by piece: a tree of it would take
 * fifty times its size.
 *
 * @param metadata free-form texts
 * @param lines the tensors in the header's order
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorLine> lines) {
  static final String METADATA = "__metadata__";

  /** Sizes of one tensor's shape; weights have at most five. */
  private static final int MAX_RANK = 8;

  /** The header is not what the format asks for; its message says in which way. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /** Reads it, strictly: no name twice, no text that is no UTF-8. */
  static SafetensorsHeader parse(byte[] utf8) throws MalformedException {
    String name = null;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      JsonReader in = new JsonReader(new StringReader(text));
      in.setStrictness(Strictness.STRICT);
      Map<String, String> metadata = new LinkedHashMap<>();
      List<TensorLine> lines = new ArrayList<>();
      Set<String> names = new HashSet<>();
      in.beginObject();
      while (in.hasNext()) {
        name = nextName(in, names);
        if (name.equals(METADATA)) {
          readTexts(in, metadata);
        } else {
          lines.add(TensorLine.read(name, in));
        }
      }
      name = null;
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedException("its header has something after its end", null);
      }
      return new SafetensorsHeader(metadata, lines);
    } catch (IOException e) {
      throw new MalformedException("its header is not JSON", e);
    } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
      String why =
          name == null
              ? "its header is not JSON"
              : "its entry '" + Printable.of(name) + "' is not a tensor of type F32, F16 or I64";
      throw new MalformedException(why, e);
    }
  }

  private static String nextName(JsonReader in, Set<String> names)
      throws IOException, MalformedException {
    String name = in.nextName();
    if (!names.add(name)) {
      throw new MalformedException("it has two entries '" + Printable.of(name) + "'", null);
    }
    return name;
  }

  private static void readTexts(JsonReader in, Map<String, String> into)
      throws IOException, MalformedException {
    Set<String> names = new HashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      into.put(nextName(in, names), nextText(in));
    }
    in.endObject();
  }

  private static String nextText(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.STRING) {
      throw new IllegalStateException("a text is wanted");
    }
    return in.nextString();
  }

  /** At most {@code most} whole numbers in brackets. */
  private static long[] nextNumbers(JsonReader in, int most) throws IOException {
    long[] numbers = new long[most];
    int n = 0;
    in.beginArray();
    while (in.hasNext()) {
      if (n == most || in.peek() != JsonToken.NUMBER) {
        throw new IllegalStateException("whole numbers are wanted");
      }
      numbers[n++] = in.nextLong();
    }
    in.endArray();
    return Arrays.copyOf(numbers, n);
  }

  /** A tensor's line in the header; begin and end in bytes from the end of the header. */
  record TensorLine(String name, Safetensors.Type type, long[] shape, long begin, long end) {
    private static TensorLine read(String name, JsonReader in)
        throws IOException, MalformedException {
      Safetensors.Type type = null;
      long[] shape = null;
      long[] offsets = null;
      Set<String> names = new HashSet<>();
      in.beginObject();
      while (in.hasNext()) {
        switch (nextName(in, names)) {
          case "dtype" -> type = Safetensors.Type.valueOf(nextText(in));
          case "shape" -> shape = nextNumbers(in, MAX_RANK);
          case "data_offsets" -> offsets = nextNumbers(in, 2);
          default -> in.skipValue();
        }
      }
      in.endObject();
      if (type == null || shape == null || offsets == null || offsets.length != 2) {
        throw new IllegalArgumentException("type, shape or offsets");
      }
      if (Arrays.stream(shape).anyMatch(s -> s < 0)) {
        throw new IllegalArgumentException("a negative size");
      }
      TensorLine line = new TensorLine(name, type, shape, offsets[0], offsets[1]);
      line.bytes(); // throws here, where it is caught, when no long can hold it
      return line;
    }

    static TensorLine at(long begin, String name, Tensor t) {
      TensorLine e = new TensorLine(name, t.type(), t.shape(), begin, begin + t.data().remaining());
      if (e.bytes() != t.data().remaining()) {
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
