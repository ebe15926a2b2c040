package org.signcam.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes wrong model files of a right one, each in a way that a reader might fall for. */
final class ModelMutants {
  /** What is done to the file. */
  enum Kind {
    HEADER_LENGTH,
    PLACE,
    SHAPE,
    TYPE,
    NOT_A_NUMBER(true, false),
    HUGE_CLAIM,
    DEEP_JSON,
    TWICE,
    WRONG_UTF8,
    CARD(true, true),
    NAME(true, false),
    LENGTH,
    BYTES(true, true);

    /** Whether it is found only when the network has been built, which takes milliseconds. */
    final boolean buildsNetwork;

    /** Whether what comes out may still be a model. */
    final boolean mayBeHarmless;

    Kind() {
      this(false, false);
    }

    Kind(boolean buildsNetwork, boolean mayBeHarmless) {
      this.buildsNetwork = buildsNetwork;
      this.mayBeHarmless = mayBeHarmless;
    }
  }

  private static final String METADATA = "__metadata__";
  private static final String CARD = "signcam";
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private static final long[] LENGTHS = {
    0, 1, 2, 7, 99_999_999, 100_000_001, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1
  };

  private static final String[] NUMBERS = {
    "-1",
    "-9223372036854775808",
    "9223372036854775807",
    "4294967296",
    "1073741824",
    "1e999",
    "1e999999999",
    "0.5",
    "-0.5",
    "NaN",
    "99999999999999999999",
    "null",
    "\"1\"",
    "[]",
    "{}",
    "true"
  };

  private static final String[] TYPES = {
    "\"F64\"",
    "\"BF16\"",
    "\"F8_E4M3\"",
    "\"I8\"",
    "\"U8\"",
    "\"BOOL\"",
    "\"f16\"",
    "\"\"",
    "\"F32\"",
    "\"I64\"",
    "null",
    "7",
    "{}",
    "[]",
    "\"F16\\u0000\""
  };

  private static final String[] VALUES = {
    "null",
    "{}",
    "[]",
    "\"\"",
    "-1",
    "0",
    "1",
    "1e999",
    "-1e999",
    "NaN",
    "2147483648",
    "1e-400",
    "true",
    "[null]",
    "[[[]]]",
    "{\"a\":null}",
    "\"\\u001b[2J\"",
    "\"\\ud800\"",
    "\"<html>\"",
    "[1,2,3]",
    "[\"A\",\"A\"]",
    "[1e999,0,0]",
    "\"lab-cnn:\"",
    "\"lab-cnn:-1,0,99999999999\"",
    "\"mlp:65536\"",
    "\"dense3:65536,65536\"",
    "\"resnet50\"",
    "{\"ranges\":{\"x\":null}}",
    "{\"ranges\":null,\"preferred\":7}"
  };

  private static final String[] NAMES = {
    "", "\\u0000", "\\u001b[2J\\u001b[31mred", "\\n\\nsigncam: all is well", "\\u202Etxt.exe",
    "../../../../etc/passwd", "\\ud800", "__metadata__ ", "backbone", "head.fc.weight.weight"
  };

  private static final byte[][] NOT_UTF8 = {
    {(byte) 0xff},
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
    {(byte) 0xe2, (byte) 0x82}
  };

  private final Random random;
  private final JsonObject header;
  private final byte[] whole;
  private final byte[] data;

  ModelMutants(byte[] whole, Random random) {
    this.whole = whole;
    this.random = random;
    int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String json = new String(whole, 8, length, StandardCharsets.UTF_8);
    header = JsonParser.parseString(json).getAsJsonObject();
    data = Arrays.copyOfRange(whole, 8 + length, whole.length);
  }

  /** The file as this class would write it. */
  byte[] unchanged() {
    return file(members(), data);
  }

  byte[] next(Kind kind) {
    return switch (kind) {
      case HEADER_LENGTH -> headerLength();
      case PLACE -> field("data_offsets", this::otherPlace);
      case SHAPE -> field("shape", this::otherShape);
      case TYPE -> field("dtype", old -> pick(TYPES));
      case NOT_A_NUMBER -> notANumber();
      case HUGE_CLAIM -> hugeClaim();
      case DEEP_JSON -> deep();
      case TWICE -> twice();
      case WRONG_UTF8 -> wrongUtf8();
      case CARD -> withCard(otherCard());
      case NAME -> renamed();
      case LENGTH -> otherLength();
      case BYTES -> flipped();
    };
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  /** The header's lines, raw: a tree could not hold a name twice. */
  private List<String> members() {
    List<String> members = new ArrayList<>();
    header.entrySet().forEach(e -> members.add(member(e.getKey(), GSON.toJson(e.getValue()))));
    return members;
  }

  private static String member(String name, String json) {
    return "\"" + name + "\":" + json;
  }

  private static byte[] file(List<String> members, byte[] data) {
    return file(("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8), data);
  }

  private static byte[] file(byte[] json, byte[] data) {
    ByteBuffer out = ByteBuffer.allocate(8 + json.length + data.length);
    out.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
    return out.array();
  }

  private List<String> tensors() {
    return header.keySet().stream().filter(name -> !name.equals(METADATA)).toList();
  }

  private String tensor() {
    return tensors().get(random.nextInt(tensors().size()));
  }

  private byte[] replaced(String name, String json) {
    List<String> members = members();
    members.replaceAll(m -> m.startsWith("\"" + name + "\":") ? member(name, json) : m);
    return file(members, data);
  }

  /** Changes the raw text of one of a tensor's fields. */
  private interface Change {
    String of(JsonElement old);
  }

  private byte[] field(String field, Change change) {
    String name = tensor();
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, JsonElement> e : header.getAsJsonObject(name).entrySet()) {
      boolean it = e.getKey().equals(field);
      fields.add(member(e.getKey(), it ? change.of(e.getValue()) : GSON.toJson(e.getValue())));
    }
    if (random.nextInt(20) == 0) {
      fields.removeIf(f -> f.startsWith("\"" + field));
    }
    return replaced(name, "{" + String.join(",", fields) + "}");
  }

  private byte[] headerLength() {
    byte[] bytes = whole.clone();
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long right = out.getLong(0);
    long wrong =
        switch (random.nextInt(3)) {
          case 0 -> LENGTHS[random.nextInt(LENGTHS.length)];
          case 1 -> random.nextLong();
          default -> right + 8 + random.nextInt(200); // into the weights
        };
    out.putLong(0, wrong);
    return bytes;
  }

  private String otherPlace(JsonElement old) {
    long begin = old.getAsJsonArray().get(0).getAsLong();
    long end = old.getAsJsonArray().get(1).getAsLong();
    return switch (random.nextInt(5)) {
      case 0 -> "[" + pick(NUMBERS) + "," + end + "]";
      case 1 -> "[" + begin + "," + pick(NUMBERS) + "]";
      case 2 -> "[" + (begin + 1 + random.nextInt(9)) + "," + (end + 1 + random.nextInt(9)) + "]";
      case 3 -> "[" + end + "," + (begin == end ? begin - 1 : begin) + "]";
      default -> pick("[]", "[0]", "[0,1,2]", "null", "7", "{}", "\"0,8\"");
    };
  }

  private String otherShape(JsonElement old) {
    JsonArray shape = old.getAsJsonArray().deepCopy();
    int d = random.nextInt(shape.size());
    long size = shape.get(d).getAsLong();
    switch (random.nextInt(5)) {
      case 0 -> shape.set(d, JsonParser.parseString(Long.toString(-size)));
      case 1 -> shape.set(d, JsonParser.parseString(Long.toString(size + 1 + random.nextInt(9))));
      case 2 -> shape.add(1); // as many numbers, and not what the network has
      case 3 -> {
        shape.remove(d);
        shape.add(size + "");
      }
      default -> {
        String text = GSON.toJson(shape);
        return text.replaceFirst("\\d+", pick(NUMBERS).replace("\"1\"", "\"x\""));
      }
    }
    return GSON.toJson(shape);
  }

  private byte[] notANumber() {
    short[] bad = {0x7c00, (short) 0xfc00, 0x7e00, (short) 0xfe01, 0x7c01};
    byte[] poisoned = data.clone();
    ByteBuffer halves = ByteBuffer.wrap(poisoned).order(ByteOrder.LITTLE_ENDIAN);
    halves.putShort(2 * random.nextInt(poisoned.length / 2), bad[random.nextInt(bad.length)]);
    return file(members(), poisoned);
  }

  /** The last tensor, or one more, says that gigabytes follow. */
  private byte[] hugeClaim() {
    long numbers = 1L << (20 + random.nextInt(40));
    String claim =
        "{\"dtype\":\"F16\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
            .formatted(numbers, data.length, data.length + 2 * numbers);
    List<String> members = members();
    members.add(random.nextInt(members.size() + 1), member("more", claim));
    return file(members, data);
  }

  private byte[] deep() {
    int depth = 300 + random.nextInt(random.nextInt(10) == 0 ? 200_000 : 3000);
    String open = pick("[", "{\"a\":").repeat(depth);
    String deep = random.nextBoolean() ? open : open + "0" + close(open);
    List<String> members = members();
    switch (random.nextInt(4)) {
      case 0 -> members.add(member("deep", deep));
      case 1 -> members.add(member("deep", "{\"dtype\":\"F16\",\"shape\":" + deep + "}"));
      case 2 -> {
        return replaced(METADATA, "{\"deep\":" + deep + "}");
      }
      default -> {
        return withCard(
            card().replaceFirst("\\{", "{" + member(pick("training", "x"), deep) + ","));
      }
    }
    return file(members, data);
  }

  private static String close(String open) {
    StringBuilder close = new StringBuilder();
    for (int i = open.length() - 1; i >= 0; i--) {
      char c = open.charAt(i);
      close.append(c == '[' ? "]" : c == '{' ? "}" : "");
    }
    return close.toString();
  }

  private byte[] twice() {
    List<String> members = members();
    String name = tensor();
    String json = GSON.toJson(header.get(name));
    switch (random.nextInt(4)) {
      case 0 -> members.add(random.nextInt(members.size()), member(name, json));
      case 1 -> {
        return replaced(name, json.replaceFirst("\\{", "{\"dtype\":\"F32\","));
      }
      case 2 -> {
        String metadata = GSON.toJson(header.get(METADATA));
        return replaced(METADATA, metadata.replaceFirst("\\{", "{\"signcam\":\"{}\","));
      }
      default -> {
        String again = pick("\"threshold\":0.1", "\"labels\":[\"X\"]", "\"head\":\"linear\"");
        return withCard(card().replaceFirst("\\{", "{" + again + ","));
      }
    }
    return file(members, data);
  }

  private byte[] wrongUtf8() {
    byte[] json = ("{" + String.join(",", members()) + "}").getBytes(StandardCharsets.UTF_8);
    int at = 1 + random.nextInt(json.length - 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(json, 0, at);
    out.writeBytes(NOT_UTF8[random.nextInt(NOT_UTF8.length)]);
    out.write(json, at, json.length - at);
    return file(out.toByteArray(), data);
  }

  private String card() {
    return header.getAsJsonObject(METADATA).get(CARD).getAsString();
  }

  private byte[] withCard(String json) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty(CARD, json);
    return replaced(METADATA, GSON.toJson(metadata));
  }

  private String otherCard() {
    JsonObject card = JsonParser.parseString(card()).getAsJsonObject();
    List<String> names = List.copyOf(card.keySet());
    String name = names.get(random.nextInt(names.size()));
    List<String> fields = new ArrayList<>();
    for (String n : names) {
      fields.add(member(n, n.equals(name) ? pick(VALUES) : GSON.toJson(card.get(n))));
    }
    if (random.nextInt(10) == 0) {
      fields.set(names.indexOf(name), member(name, "\"" + "x".repeat(50_000) + "\""));
    }
    return "{" + String.join(",", fields) + "}";
  }

  private byte[] renamed() {
    String name = tensor();
    String other = random.nextInt(10) == 0 ? "x".repeat(100_000) : pick(NAMES);
    List<String> members = members();
    int at = members.indexOf(member(name, GSON.toJson(header.get(name))));
    String json = random.nextBoolean() ? GSON.toJson(header.get(name)) : "{\"dtype\":\"?\"}";
    members.set(at, member(other, json));
    return file(members, data);
  }

  private byte[] otherLength() {
    int more = random.nextInt(64) + 1;
    return Arrays.copyOf(
        whole, random.nextBoolean() ? whole.length + more : random.nextInt(whole.length));
  }

  private byte[] flipped() {
    byte[] bytes = whole.clone();
    int end = random.nextBoolean() ? bytes.length - data.length : bytes.length;
    for (int n = random.nextInt(4); n >= 0; n--) {
      bytes[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }
}
