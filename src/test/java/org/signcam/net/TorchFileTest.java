package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Tensor;

/** Files that src/test/python/torch_files.py had PyTorch write, and bytes that it would not. */
class TorchFileTest {
  @TempDir Path dir;

  private Path resource(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(name)) {
      return Files.write(dir.resolve(name), Objects.requireNonNull(in, name).readAllBytes());
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(dir.resolve("x.pth"), bytes);
  }

  private Path file(String pickle) throws IOException {
    return file(TorchFiles.file(pickle));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny.pth", "tiny-legacy.pth"})
  void readsWhatPyTorchWrote(String name) throws IOException {
    Map<String, Tensor> tensors = TorchFile.read(resource(name));
    assertThat(tensors.keySet())
        .containsExactly(
            "0.weight",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "float",
            "transposed",
            "row",
            "half",
            "double",
            "bfloat16",
            "scalar",
            "none",
            "parameter");
    assertTensor(tensors.get("0.weight"), new long[] {2, 1, 1, 1}, 0.5f, -2);
    assertTensor(tensors.get("1.running_var"), new long[] {2}, 1, 1);
    assertTensor(tensors.get("float"), new long[] {2, 3}, 0, 1, 2, 3, 4, 5);
    assertTensor(tensors.get("transposed"), new long[] {3, 2}, 0, 3, 1, 4, 2, 5);
    assertTensor(tensors.get("row"), new long[] {3}, 3, 4, 5);
    assertTensor(tensors.get("half"), new long[] {2}, 0.099975586f, -7);
    assertThat(tensors.get("half").type()).isEqualTo(Safetensors.Type.F16);
    assertTensor(tensors.get("double"), new long[] {2}, 0.1f, 1e30f);
    assertTensor(tensors.get("bfloat16"), new long[] {2, 1}, 1.5f, -3);
    assertTensor(tensors.get("scalar"), new long[0], 7.5f);
    assertTensor(tensors.get("none"), new long[] {0, 4});
    assertTensor(tensors.get("parameter"), new long[] {1}, 4);
  }

  private static void assertTensor(Tensor tensor, long[] shape, float... values) {
    assertThat(tensor.shape()).isEqualTo(shape);
    assertThat(tensor.floats()).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.pth", "evil-legacy.pth"})
  void aClassThatIsNoTensorIsRefusedByName(String name) throws IOException {
    Path file = resource(name);
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            name + " asks for the class posix.system, which signcam does not load");
  }

  /** Of the same module as what is let in, or a name made to trick a terminal. */
  @ParameterizedTest
  @CsvSource({
    "collections\\ndeque, collections.deque",
    "torch._utils\\n_rebuild_qtensor, torch._utils._rebuild_qtensor",
    "torch\\nload, torch.load",
    "builtins\\neval, builtins.eval",
    "a\\n\u001b[31mred, a.??31mred",
  })
  void soIsEveryOtherClass(String asked, String named) throws IOException {
    byte[] name = asked.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
    Path file = file("800263" + HexFormat.of().formatHex(name) + "0a2e");
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("asks for the class " + named + ", which");
  }

  @ParameterizedTest
  @CsvSource({
    "80024e302e, uses the pickle instruction POP",
    "80028f2e, uses the pickle instruction EMPTY_SET",
    "8002932e, uses the pickle instruction STACK_GLOBAL",
    "80024e622e, damaged", // nothing to set a state on
    "80024b017d622e, uses the pickle instruction BUILD",
    "8002ff2e, has the byte 0xff",
    "8004952e, is pickled with protocol 4 where PyTorch writes 2",
    "80024e2e, holds no dictionary of tensors",
    "80024e4e2e, parts do not fit", // two objects
    "80026805, parts do not fit", // of the memo what was never put there
    "80022e, parts do not fit",
    "80025d7d4e732e, parts do not fit", // a value without its key
    "80027d5d4e732e, parts do not fit", // a list as a key
    "80024e4e52, parts do not fit", // a call of nothing
  })
  void anInstructionThatWritesNoTensorsIsRefused(String pickle, String message) throws IOException {
    Path file = file(pickle);
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("x.pth ")
        .hasMessageContaining(message.equals("damaged") ? "parts do not fit" : message);
  }

  @Test
  void aTensorStaysWithinItsStorageAndTheFile() throws IOException {
    long[][][] wrong = {
      {{12, 0}, {4, 4}, {4, 1}}, // larger than its storage
      {{12, 1}, {3, 4}, {4, 1}}, // begins too late
      {{12, -1}, {3, 4}, {4, 1}},
      {{12, 0}, {3, 4}, {5, 1}},
      {{12, 4}, {3, 4}, {-1, 1}},
      {{12, 0}, {3, -4}, {4, 1}},
      {{12, 0}, {3, 4}, {4}},
      {{12, 0}, {3}, {4, 1}},
      {{12, 0}, {1 << 30, 1 << 30, 1 << 30}, {0, 0, 0}},
      {{12, 0}, {1000, 1000}, {0, 0}}, // one element a million times
    };
    for (long[][] w : wrong) {
      Path file = file(TorchFiles.file((int) w[0][0], (int) w[0][1], w[1], w[2]));
      assertThatThrownBy(() -> TorchFile.read(file))
          .as(Arrays.deepToString(w))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("is not a usable PyTorch file");
    }
    Path right = file(TorchFiles.file(12, 1, new long[] {2, 3}, new long[] {1, 4}));
    assertTensor(TorchFile.read(right).get("t"), new long[] {2, 3}, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void aCompressedArchiveIsRefusedBeforeItIsUnpacked() throws IOException {
    Path bomb = dir.resolve("bomb.pth");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
      out.putNextEntry(new ZipEntry("archive/data.pkl"));
      out.write(new byte[10_000_000]);
    }
    assertThatThrownBy(() -> TorchFile.read(bomb))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its archive is compressed");
  }

  @Test
  void anArchiveWithoutAPartIsRefused() throws IOException {
    try (ZipFile zip = new ZipFile(resource("tiny.pth").toFile())) {
      for (String left : new String[] {"tiny/data.pkl", "tiny/data/0"}) {
        Path file = dir.resolve("less.pth");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
          for (ZipEntry entry : zip.stream().filter(e -> !e.getName().equals(left)).toList()) {
            out.putNextEntry(new ZipEntry(entry));
            zip.getInputStream(entry).transferTo(out);
          }
        }
        assertThatThrownBy(() -> TorchFile.read(file))
            .as(left)
            .isInstanceOf(UserException.class)
            .hasMessageContaining("is not a usable PyTorch file: ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny.pth", "tiny-legacy.pth"})
  void cutAnywhereItIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(resource(name));
    for (int length = 0; length < whole.length; length += 3) {
      Path file = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TorchFile.read(file))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(file.toString())
          .hasMessageEndingWith(".");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny.pth", "tiny-legacy.pth"})
  void withBytesChangedItIsReadOrRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(resource(name));
    Random random = new Random(1);
    for (int i = 0; i < 700; i++) {
      byte[] bytes = whole.clone();
      for (int n = 0; n <= i % 3; n++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Path file = file(bytes);
      try {
        TorchFile.read(file).values().forEach(Tensor::floats);
      } catch (UserException e) {
        assertThat(e).hasMessageContaining(file.toString()).hasMessageEndingWith(".");
      }
    }
  }

  @Test
  void aFileThatIsMissingOrOfAnotherKindIsSaid() throws IOException {
    assertThatThrownBy(() -> TorchFile.read(dir.resolve("no.pth")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no file");
    Path text = Files.writeString(dir.resolve("text.pth"), "weights");
    assertThatThrownBy(() -> TorchFile.read(text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("begins like no file of torch.save");
  }
}
