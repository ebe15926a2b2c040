package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.Hostile;
import org.signcam.net.Safetensors.Tensor;

/** Pickles and archives that somebody made to harm; {@link TorchFileTest} has the honest ones. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTorchFilesTest {
  /** Every instruction that may be run; all others are refused, whatever lies on the stack. */
  private static final String ALLOWED =
      "80 4e 88 89 4a 4b 4d 8a 47 58 54 55 7d 5d 29 28 74 85 86 87 61 65 73 75 71 72 68 6a 63 51 52"
          + " 81 62 2e";

  private static final String MODULE = "635f5f746f7263685f5f2e6d0a4d0a"; // __torch__.m M

  @TempDir private Path dir;

  private String refusal(String what, byte[] bytes) throws IOException {
    Path file = Files.write(dir.resolve("hostile.pth"), bytes);
    long most = Hostile.SLACK + 64L * bytes.length;
    String sentence =
        Hostile.refusal(what, most, () -> TorchFile.read(file).values().forEach(Tensor::floats));
    if (sentence != null) {
      assertThat(sentence).contains("hostile.pth").endsWith(".");
    }
    return sentence;
  }

  @Test
  void everyInstructionOutsideTheFewIsRefusedWhateverLiesOnTheStack() throws IOException {
    String[] stacks = {"", "4e", "7d", "5d", "7d4b014e", "285d4b014b02", MODULE, MODULE + "29"};
    int refused = 0;
    for (int code = 0; code < 256; code++) {
      String hex = HexFormat.of().toHexDigits((byte) code);
      for (String stack : stacks) {
        String pickle = "8002" + stack + hex + "0000000000000000" + "0a0a2e";
        String sentence = refusal(pickle, TorchFiles.file(pickle));
        assertThat(sentence).as(pickle).isNotNull();
        if (!ALLOWED.contains(hex)) {
          assertThat(sentence)
              .as(pickle)
              .containsAnyOf("uses the pickle instruction", "has the byte");
          refused++;
        }
      }
    }
    assertThat(refused).isEqualTo((256 - ALLOWED.split(" ").length) * stacks.length);
  }

  /** Each is a few bytes an object, of which Java makes a hundred. */
  @ParameterizedTest
  @ValueSource(strings = {"7d", "5d", "29", "28", "4e", "4b00", "7d7100"})
  void aFloodOfObjectsIsRefused(String each) throws IOException {
    String flood = each.repeat(4_000_000);
    Path file = Files.write(dir.resolve("flood.pth"), TorchFiles.file("8002" + flood + "2e"));
    assertThat(Hostile.refusal(each, 120 << 20, () -> TorchFile.read(file))).contains("flood.pth");
  }

  /** A shape of many sizes that many tensors share; each would have a copy. */
  @Test
  void aShapeThatManyTensorsShareIsNotCopiedForEach() throws IOException {
    StringBuilder pickle = new StringBuilder("8002");
    pickle.append("28").append("4b01".repeat(20_000)).append("747101"); // 1: a tuple of ones
    pickle.append(storage()).append("7102");
    pickle.append(global("torch._utils", "_rebuild_tensor_v2")).append("7103");
    for (int i = 0; i < 20_000; i++) {
      pickle.append("6803").append("2868024b006801680174").append("52");
    }
    refuse("a shared shape", pickle + "2e");
  }

  /** A dictionary that many modules have as their state; each would have a copy. */
  @Test
  void aStateThatManyModulesShareIsNotCopiedForEach() throws IOException {
    StringBuilder pickle = new StringBuilder("8002").append(MODULE).append("7101");
    pickle.append("7d7102").append("28");
    for (int i = 0; i < 20_000; i++) {
      pickle.append("4d").append(shorts(i)).append("4e");
    }
    pickle.append("75");
    for (int i = 0; i < 20_000; i++) {
      pickle.append("680129").append("52").append("680262");
    }
    refuse("a shared state", pickle + "2e");
  }

  /** Tensors of nothing, in modules that have them all: a name for each pair. */
  @Test
  void modulesThatShareTheirTensorsAreCounted() throws IOException {
    StringBuilder pickle = new StringBuilder("8002").append(MODULE).append("7101");
    pickle.append(storage()).append("7102");
    pickle.append(global("torch._utils", "_rebuild_tensor_v2"));
    pickle.append("2868024b00284b0074284b007474").append("52").append("7103"); // 3: of shape [0]
    pickle.append("7d7104").append("28");
    for (int i = 0; i < 5_000; i++) {
      pickle.append(text("t" + i)).append("6803");
    }
    pickle.append("75");
    pickle.append("680129527105").append("7d28");
    for (int i = 0; i < 5_000; i++) {
      pickle.append(text("m" + i)).append("68012952680462");
    }
    refusal("shared tensors", TorchFiles.file(pickle + "75622e"));
  }

  private void refuse(String what, String pickle) throws IOException {
    assertThat(refusal(what, TorchFiles.file(pickle))).as(what).isNotNull();
  }

  private static String storage() {
    return "28"
        + text("storage")
        + global("torch", "FloatStorage")
        + text("0")
        + text("cpu")
        + "4b007451";
  }

  private static String global(String module, String name) {
    return "63" + hex(module + "\n" + name + "\n");
  }

  private static String text(String text) {
    return "58" + HexFormat.of().formatHex(little(text.length())) + hex(text);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String shorts(int n) {
    return HexFormat.of().formatHex(new byte[] {(byte) n, (byte) (n >> 8)});
  }

  private static byte[] little(int n) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(n).array();
  }

  /** Names that would be paths, if anything were ever unpacked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../tmp/evil",
        "/etc/passwd",
        "a/../../b",
        "C:\\evil",
        "\u0000",
        "a\u001b[2Jb"
      })
  void namesInAnArchiveArePathsToNowhere(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, name + "/data.pkl", HexFormat.of().parseHex("80027d2e"));
      store(zip, name + "/data/0", new byte[4]);
      store(zip, name, new byte[4]);
    }
    refusal(name, bytes.toByteArray());
    try (var left = Files.list(dir)) {
      assertThat(left).containsExactly(dir.resolve("hostile.pth"));
    }
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** One stored entry in an archive that says it is larger than it is, or compressed. */
  @Test
  void sizesThatAnArchiveClaimsAreNotBelieved() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "a/data.pkl", HexFormat.of().parseHex("80027d2e"));
    }
    byte[] whole = bytes.toByteArray();
    ByteBuffer zip = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int central = zip.getInt(whole.length - 6);
    for (int claim : new int[] {0, 1, 5, 1000, 1 << 30, Integer.MAX_VALUE, -1, -2}) {
      for (int field : new int[] {20, 24, 42}) { // packed size, size, place
        byte[] wrong = whole.clone();
        ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putInt(central + field, claim);
        refusal(field + " " + claim, wrong);
      }
    }
  }

  @Test
  void thousandsOfMutantsAreReadOrRefused() throws IOException {
    Random random = new Random(1);
    String[] names = {"tiny.pth", "tiny-legacy.pth", "evil.pth", "evil-legacy.pth"};
    int refused = 0;
    for (int i = 0; i < 2500; i++) {
      byte[] bytes = mutant(resource(names[i % names.length]), random);
      refused += refusal("mutant " + i, bytes) == null ? 0 : 1;
    }
    System.out.printf("2500 mutated PyTorch files: %d refused, the others read%n", refused);
    assertThat(refused).isGreaterThan(2000);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = HostileTorchFilesTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  /** Other instructions, other numbers, pieces said twice or left out. */
  private static byte[] mutant(byte[] whole, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = random.nextInt(whole.length - 8);
    int n = 1 + random.nextInt(8);
    out.write(whole, 0, at);
    switch (random.nextInt(5)) {
      case 0 -> out.write(whole, at, n); // twice
      case 1 -> at += n; // left out
      case 2 -> {
        out.write(random.nextInt(256));
        at++;
      }
      case 3 -> {
        out.writeBytes(little(random.nextBoolean() ? random.nextInt() : 1 << random.nextInt(32)));
        at += 4;
      }
      default -> {
        int from = random.nextInt(whole.length - 64);
        out.write(whole, from, random.nextInt(64));
      }
    }
    out.write(whole, at, whole.length - at);
    return out.toByteArray();
  }
}
