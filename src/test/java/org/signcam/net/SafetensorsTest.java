package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;

/** Well-formed and ill-formed files; broken bytes are {@link SafetensorsDamageTest}'s. */
class SafetensorsTest {
  @TempDir Path dir;

  /** A small file of both types, a scalar and an empty tensor, with metadata. */
  static Content small() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b.weight", Tensor.of(new float[] {1, -2, 3.5f, 0, 1e-8f, 65504}, 2, 3));
    tensors.put("half", Tensor.of(new float[] {0.1f, -7, 1e-7f}, 3).half());
    tensors.put("scalar", Tensor.of(new float[] {7.5f}));
    tensors.put("none", Tensor.of(new float[0], 0, 4));
    return new Content(tensors, Map.of("sign", "½ ✋ \"quoted\" <&>", "empty", ""));
  }

  static void assertSame(Content actual, Content expected) {
    assertThat(actual.metadata()).isEqualTo(expected.metadata());
    assertThat(actual.tensors().keySet()).isEqualTo(expected.tensors().keySet());
    expected
        .tensors()
        .forEach(
            (name, tensor) -> {
              Tensor found = actual.tensors().get(name);
              assertThat(found.type()).as(name).isEqualTo(tensor.type());
              assertThat(found.shape()).as(name).isEqualTo(tensor.shape());
              assertThat(found.floats()).as(name).isEqualTo(tensor.floats());
            });
  }

  @Test
  void whatIsWrittenIsRead() {
    Path file = dir.resolve("small.safetensors");
    Safetensors.write(file, small());
    assertSame(Safetensors.read(file), small());
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    Safetensors.write(dir.resolve("one"), small());
    Safetensors.write(dir.resolve("two"), Safetensors.read(dir.resolve("one")));
    byte[] one = Files.readAllBytes(dir.resolve("one"));
    assertThat(one).isEqualTo(Files.readAllBytes(dir.resolve("two")));
    long header = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).as("the tensors are aligned").isZero();
  }

  @Test
  void writingAgainReplacesAndLeavesNothingElse() throws IOException {
    Path file = dir.resolve("small.safetensors");
    Safetensors.write(file, new Content(Map.of(), Map.of()));
    Safetensors.write(file, small());
    assertSame(Safetensors.read(file), small());
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** The file that src/test/python/expected_networks.py wrote with the reference library. */
  @Test
  void readsWhatTheReferenceLibraryWrote() throws IOException {
    Path file = dir.resolve("python.safetensors");
    try (InputStream in = getClass().getResourceAsStream("python-written.safetensors")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("none", Tensor.of(new float[0], 0, 4));
    tensors.put("a", Tensor.of(new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}, 2, 3));
    tensors.put("scalar", Tensor.of(new float[] {7.5f}));
    tensors.put("b.weight", Tensor.of(new float[] {1, -2, 65504, 0x1p-24f}, 4).half());
    Map<String, String> metadata = Map.of("who", "safetensors for Python", "sign", "½ ✋");
    assertSame(Safetensors.read(file), new Content(tensors, metadata));
  }

  @Test
  void readsAGzippedFileAndSaysWhenItIsCutOrNoGzip() throws IOException {
    Path plain = dir.resolve("small.safetensors");
    Safetensors.write(plain, small());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      Files.copy(plain, out);
    }
    Path file = dir.resolve("small.safetensors.gz");
    Files.write(file, packed.toByteArray());
    assertSame(Safetensors.read(file), small());
    Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 20));
    refused(file, "cut short");
    Files.copy(plain, Files.newOutputStream(file));
    refused(file, "Not in GZIP format");
  }

  @Test
  void aMissingFileAFolderAndAnEmptyFileAreToldApart() throws IOException {
    refused(dir.resolve("none.safetensors"), "There is no file");
    refused(dir, "is a folder; name a file.");
    refused(Files.createFile(dir.resolve("empty")), "cut short");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIF89a, or what a picture begins with", "<!DOCTYPE html><html></html>"})
  void anotherKindOfFileIsNotTakenForACutOne(String text) throws IOException {
    refused(Files.writeString(dir.resolve("foreign"), text), "not a usable safetensors file");
  }

  @Test
  void aTensorThatDoesNotFillItsShapeIsABugOfTheWriter() {
    Content content = new Content(Map.of("a", Tensor.of(new float[5], 2, 3)), Map.of());
    assertThatThrownBy(() -> Safetensors.write(dir.resolve("bad"), content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a does not fill its shape");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void anUnwritablePlaceIsSaidAndLeavesNothing() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "not a folder");
    assertThatThrownBy(() -> Safetensors.write(file.resolve("small.safetensors"), small()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot write")
        .hasMessageEndingWith(".");
    assertThat(file).hasContent("not a folder");
  }

  static Stream<String> badHeaders() {
    return Stream.of(
        // not an object of tensors
        "[]",
        "null",
        "7",
        "{",
        "{}{}",
        "{\"a\":null}",
        "{\"a\":7}",
        "{\"a\":[]}",
        "{\"a\":{}}",
        "{\"__metadata__\":7}",
        "{\"__metadata__\":{\"a\":null}}",
        "{\"__metadata__\":{\"a\":{}}}",
        "[".repeat(5000),
        // types
        entry("\"F64\"", "[1]", "[0,8]"),
        entry("\"I8\"", "[8]", "[0,8]"),
        entry("7", "[2]", "[0,8]"),
        entry("null", "[2]", "[0,8]"),
        entry("{}", "[2]", "[0,8]"),
        // shapes
        entry("\"F32\"", "[-2]", "[0,8]"),
        entry("\"F32\"", "[-1,-2]", "[0,8]"),
        entry("\"F32\"", "[3]", "[0,8]"),
        entry("\"F32\"", "[1.5]", "[0,8]"),
        entry("\"F32\"", "[1e999999999]", "[0,8]"),
        entry("\"F32\"", "[\"two\"]", "[0,8]"),
        entry("\"F32\"", "[null]", "[0,8]"),
        entry("\"F32\"", "[[2]]", "[0,8]".replace("8", "12")),
        entry("\"F32\"", "2", "[0,8]"),
        entry("\"F32\"", "{}", "[0,8]"),
        entry("\"F32\"", "[NaN]", "[0,8]"),
        entry("\"F32\"", "[4611686018427387904,4]", "[0,8]"),
        entry("\"F32\"", "[4294967296,4294967296]", "[0,8]"),
        entry("\"F32\"", "[9223372036854775807]", "[0,9223372036854775807]"),
        entry("\"F32\"", "[99999999999999999999999]", "[0,8]"),
        // places
        entry("\"F32\"", "[2]", "[0]"),
        entry("\"F32\"", "[2]", "[0,8,16]"),
        entry("\"F32\"", "[2]", "8"),
        entry("\"F32\"", "[2]", "[8,0]"),
        entry("\"F32\"", "[2]", "[-8,0]"),
        entry("\"F32\"", "[2]", "[4,12]"),
        entry("\"F32\"", "[1]", "[0,4]"), // four bytes are left over
        // two tensors: overlap, hole, one place for both
        two("[0,4]", "[0,4]"),
        two("[0,4]", "[2,6]"),
        two("[0,4]", "[5,9]"),
        two("[0,4]", "[8,12]"),
        // the same name twice
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
  }

  private static String entry(String type, String shape, String offsets) {
    return "{\"a\":{\"dtype\":"
        + type
        + ",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}}";
  }

  private static String two(String first, String second) {
    return "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":"
        + first
        + "},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":"
        + second
        + "}}";
  }

  @ParameterizedTest
  @MethodSource("badHeaders")
  void aBadHeaderIsRefusedInASentence(String header) throws IOException {
    refused(file(header, 8), "not a usable safetensors file");
  }

  @Test
  void aGoodHeaderInTheSameHandwritingIsRead() throws IOException {
    Content content = Safetensors.read(file(entry("\"F32\"", "[2]", "[0,8]") + "   ", 8));
    assertThat(content.tensors().get("a").floats()).containsExactly(0, 0);
    assertThat(content.tensors().get("a").type()).isEqualTo(Safetensors.Type.F32);
    Safetensors.read(file(two("[4,8]", "[0,4]"), 8)); // any order in the header
  }

  /** What a few bytes claim must not make us ask for the memory; tests run with 3 GB at most. */
  @Test
  void hugeClaimsCostNoMemory() throws IOException {
    refused(
        file(entry("\"F32\"", "[499999999]", "[0,1999999996]"), 8), // nearly the most we read
        "cut short");
    refused(
        file(entry("\"F32\"", "[1125899906842624]", "[0,4503599627370496]"), 8),
        "claims 4503599627370496 bytes");
    for (long claim : new long[] {0, 1, 99_999_999, 100_000_001, Long.MAX_VALUE, -1}) {
      ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(claim);
      refused(Files.write(dir.resolve("claim"), bytes.array()), "not a usable safetensors file");
    }
  }

  /** Sizes that only together exceed what a long holds. */
  @Test
  void claimsWhoseSumOverflowsAreRefused() throws IOException {
    String quarter = "{\"dtype\":\"F32\",\"shape\":[1152921504606846976],\"data_offsets\":[";
    String header =
        "{\"a\":"
            + quarter
            + "0,4611686018427387904]},\"b\":"
            + quarter
            + "4611686018427387904,-9223372036854775808]}}";
    refused(file(header, 8), "not a usable safetensors file");
    String most = "{\"dtype\":\"F32\",\"shape\":[2305843009213693951],\"data_offsets\":[";
    header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":"
            + most
            + "4,-9223372036854775808]}}";
    refused(file(header, 8), "not a usable safetensors file");
  }

  private Path file(String header, int data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(
        dir.resolve("made.safetensors"), bytes.putLong(json.length).put(json).array());
  }

  private static void refused(Path file, String... words) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words)
        .hasMessageEndingWith(".");
  }
}
