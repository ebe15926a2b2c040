package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;

/** A file cut anywhere, with any bytes changed, is read or refused in a sentence: nothing else. */
class SafetensorsDamageTest {
  private static Path file;
  private static byte[] whole;

  @BeforeContainer
  static void aSmallFile() throws IOException {
    file = Files.createTempFile("signcam", ".safetensors");
    Safetensors.write(file, SafetensorsTest.small());
    whole = Files.readAllBytes(file);
  }

  @AfterContainer
  static void remove() throws IOException {
    Files.delete(file);
  }

  @Example
  void cutAtAnyByteItIsRefused() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(file))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(file.toString())
          .hasMessageEndingWith(".");
    }
  }

  @Example
  void withOneByteMoreItIsRefused() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("bytes after the last tensor");
  }

  @Property(tries = 1000)
  void withBytesChangedItIsReadOrRefused(@ForAll @Size(min = 1, max = 4) Map<Integer, Byte> changes)
      throws IOException {
    byte[] bytes = whole.clone();
    changes.forEach((place, value) -> bytes[Math.floorMod(place, bytes.length)] = value);
    readOrRefused(bytes);
  }

  /** Flips in the header alone: most land in its digits and brackets. */
  @Property(tries = 1000)
  void withOneBitFlippedItIsReadOrRefused(
      @ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    byte[] bytes = whole.clone();
    int header = bytes.length - 34;
    bytes[place % header] ^= (byte) (1 << bit);
    readOrRefused(bytes);
  }

  private static void readOrRefused(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      Content content = Safetensors.read(file);
      content.tensors().values().forEach(Tensor::floats);
    } catch (UserException e) {
      assertThat(e).hasMessageContaining(file.toString()).hasMessageEndingWith(".");
    }
  }

  @Property(tries = 50)
  void anyTensorsComeBack(@ForAll("contents") Content content) {
    Safetensors.write(file, content);
    SafetensorsTest.assertSame(Safetensors.read(file), content);
  }

  @Provide
  static Arbitrary<Content> contents() {
    Arbitrary<Tensor> tensor =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 4),
                Arbitraries.of(true, false),
                Arbitraries.floats().between(-70000, 70000).array(float[].class).ofSize(20))
            .as(
                (rows, columns, half, values) -> {
                  Tensor t = Tensor.of(Arrays.copyOf(values, rows * columns), rows, columns);
                  return half ? t.half() : t;
                });
    Arbitrary<String> name =
        Arbitraries.strings()
            .ofMinLength(0)
            .ofMaxLength(12)
            .filter(SafetensorsDamageTest::writable);
    return Combinators.combine(
            Arbitraries.maps(name, tensor).ofMaxSize(5), Arbitraries.maps(name, name).ofMaxSize(3))
        .as(Content::new);
  }

  /** Not a lone surrogate, which UTF-8 cannot say. */
  private static boolean writable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text) && !text.equals("__metadata__");
  }
}
