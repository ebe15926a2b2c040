package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;
import org.signcam.base.Hostile;
import org.signcam.image.JpegComment;

/** Folders, archives and indexes that somebody made to harm. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileSamplesTest extends StoredSamples {
  private Path picture(String place) throws IOException {
    Path file = dir.resolve(place);
    Files.createDirectories(file.getParent());
    return Files.write(file, JPEG);
  }

  private Path link(String place, Path to) throws IOException {
    return Files.createSymbolicLink(dir.resolve(place), to);
  }

  private String refusal(String what, long most, Path source) {
    return Hostile.refusal(
        what,
        most,
        () -> {
          try (SampleStore store = open();
              SampleImport found = SampleImport.look(store, List.of(source), "ann", d -> {})) {
            found.counts();
          }
        });
  }

  @Test
  void aFolderThatLiesInItselfChangesNothing() throws IOException {
    picture("in/A/1.jpg");
    picture("in/B/2.jpg");
    SampleSet before = SampleSet.read(dir.resolve("in"));
    link("in/loop", dir.resolve("in"));
    link("in/A/up", Path.of(".."));
    link("in/B/self", Path.of("."));
    SampleSet after = SampleSet.read(dir.resolve("in"));
    assertThat(after.samples()).isEqualTo(before.samples());
    assertThat(after.layout()).isEqualTo(before.layout());
  }

  @Test
  void signersThatLieInEachOtherEndToo() throws IOException {
    picture("in/ann/A/1.jpg");
    picture("in/bob/A/2.jpg");
    link("in/ann/bob", Path.of("../bob"));
    link("in/bob/ann", Path.of("../ann"));
    link("in/gone", Path.of("nowhere"));
    link("in/round", Path.of("round"));
    assertThat(SampleSet.read(dir.resolve("in")).size()).isEqualTo(2);
  }

  @Test
  void aSplitMayBeOfLinks() throws IOException {
    picture("data/one/A/1.jpg");
    picture("data/two/A/2.jpg");
    Files.createDirectories(dir.resolve("in"));
    link("in/train", dir.resolve("data/one"));
    link("in/test", dir.resolve("data/two"));
    assertThat(SampleSet.read(dir.resolve("in")).size()).isEqualTo(2);
  }

  /** Java's own zip file system makes a folder's name for every slash: 65 KB become a gigabyte. */
  @Test
  void anArchiveOfDeepNamesIsRefusedBeforeItIsOpened() throws IOException {
    Path zip = zip("deep.zip", Map.of("a/".repeat(32_000) + "1.jpg", JPEG));
    assertThat(refusal("deep names", 100 << 20, zip)).contains("deep.zip");
  }

  /** Entries that share their bytes: https://www.bamsoftware.com/hacks/zipbomb/. */
  @Test
  void anArchiveWhoseEntriesShareTheirBytesIsRefused() throws IOException {
    int files = 500;
    Path zip = Files.write(dir.resolve("shared.zip"), overlapping(files, 1 << 20));
    assertThat(refusal("shared bytes", 100 << 20, zip)).contains("shared.zip");
  }

  /** One deflated run of zeros, and a directory that lists it many times. */
  private static byte[] overlapping(int files, int size) throws IOException {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(new byte[size]);
    deflater.finish();
    byte[] packed = new byte[size];
    int length = deflater.deflate(packed);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int crc = (int) crc(new byte[size]);
    out.write(header(0x04034b50, "ann/A/000.jpg", crc, length, size));
    out.write(packed, 0, length);
    int directory = out.size();
    for (int i = 0; i < files; i++) {
      out.write(header(0x02014b50, "ann/A/%03d.jpg".formatted(i), crc, length, size));
    }
    ByteBuffer end = little(22).putInt(0x06054b50).putInt(0);
    end.putShort((short) files).putShort((short) files);
    end.putInt(out.size() - directory).putInt(directory);
    out.write(bytes(end));
    return out.toByteArray();
  }

  private static byte[] header(int signature, String name, int crc, int packed, int size) {
    boolean central = signature == 0x02014b50;
    ByteBuffer h = little((central ? 46 : 30) + name.length()).putInt(signature);
    h.putShort((short) 20);
    if (central) {
      h.putShort((short) 20);
    }
    h.putShort((short) 0).putShort((short) 8).putInt(0).putInt(crc).putInt(packed).putInt(size);
    h.putShort((short) name.length()).position(h.capacity() - name.length());
    return bytes(h.put(name.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] bytes(ByteBuffer full) {
    byte[] bytes = new byte[full.flip().remaining()];
    full.get(bytes);
    return bytes;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** Each unpacks to 60 MB; together they would be 1,000 times the archive. */
  @Test
  void anArchiveOfBombsCostsNoMoreThanOneAtATime() throws IOException {
    byte[] zeros = new byte[60 << 20];
    Path zip = zip("bombs.zip", Map.of("ann/A/1.png", zeros, "ann/A/2.png", zeros));
    refusal("bombs", 1L << 30, zip);
    try (SampleStore store = open();
        SampleImport found = SampleImport.look(store, List.of(zip), null, d -> {})) {
      assertThat(found.size()).isZero();
      assertThat(found.unreadable()).hasSize(2);
    }
  }

  private Path zip(String name, Map<String, byte[]> entries) throws IOException {
    Path file = dir.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  /** Names that are paths on some system, and one that is nothing but dots. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../evil.jpg", "/etc/evil.jpg", "ann/A/..", "ann/../../../A/evil.jpg",
            "//host/A/evil.jpg",
        "C:/windows/evil.jpg", "..\\..\\evil.jpg", "ann/A/\u0000.jpg", "./././A/evil.jpg",
            "ann//A//x.jpg"
      })
  void namesOfAnArchiveLeadNowhere(String name) throws IOException {
    Path outside = dir.resolve("evil.jpg");
    Path zip = zip("in/odd.zip", name);
    Hostile.refusal(
        name,
        100 << 20,
        () -> {
          try (SampleStore store = open();
              SampleImport found = SampleImport.look(store, List.of(zip), "ann", d -> {})) {
            found.run(d -> {});
          }
        });
    assertThat(outside).doesNotExist();
    try (var files = Files.walk(dir)) {
      assertThat(files.filter(Files::isRegularFile).filter(f -> !f.equals(zip)))
          .allMatch(f -> f.startsWith(dir.resolve("samples")) && f.normalize().equals(f));
    }
  }

  private Path zip(String file, String name) throws IOException {
    Files.createDirectories(dir.resolve(file).getParent());
    return zip(file, Map.of(name, JPEG));
  }

  /** What another store's pictures and indexes say of themselves. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "999999,999999,1",
        "-999999,-999999,999999",
        "0,0,0",
        "NaN,1,2",
        "1,2",
        "9999999,1,1",
        "\\u0000"
      })
  void aRegionFarOutsideIsBroughtInOrForgotten(String region) throws IOException {
    String line = "{\"file\":\"A/x.jpg\",\"burst\":1,\"region\":\"%s\"}".formatted(region);
    Path file = picture("in/ann/A/20261122T143001-b001-0001.jpg");
    Files.write(file, JpegComment.insert(JPEG, line));
    Mat read = SampleSet.read(dir.resolve("in")).samples().get(0).read();
    assertThat(read.cols()).isEqualTo(read.rows()).isBetween(32, 144);
    read.release();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"file\":",
        "{\"file\":null}",
        "{\"file\":7}",
        "{\"file\":\"/\"}",
        "{\"file\":\"\"}",
        "{\"file\":\"../../../etc/passwd\",\"bytes\":1e999}",
        "{\"file\":\"A/x\",\"burst\":1e99}",
        "{\"file\":\"A/x\",\"x\":DEEP}",
        "{\"file\":\"A/x\",\"region\":[]}",
        "\u0000",
        "{\"file\":\"A/x\"}}"
      })
  void anIndexOfAnythingIsReadOverAndMadeAnew(String line) throws IOException {
    try (SampleStore store = open()) {
      record(store, "ann", "A", 2);
    }
    Path index;
    try (var files = Files.list(dir.resolve("samples/ann"))) {
      index = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
    String text = Files.readString(index);
    Files.writeString(index, line.replace("DEEP", "[".repeat(100_000)) + "\n" + text);
    Hostile.refusal(
        line,
        Hostile.SLACK,
        () -> {
          try (SampleStore store = open()) {
            assertThat(store.set().size()).isEqualTo(2);
          }
        });
    assertThat(Files.readString(index)).isEqualTo(text);
  }

  /** A sparse file: no disk is needed for it. */
  @Test
  void anIndexLargerThanMemoryIsSetAside() throws IOException {
    try (SampleStore store = open()) {
      record(store, "ann", "A", 2);
    }
    Path index;
    try (var files = Files.list(dir.resolve("samples/ann"))) {
      index = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
    try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
      file.setLength(5L << 30);
    }
    Hostile.refusal(
        "5 GB of index",
        Hostile.SLACK,
        () -> {
          try (SampleStore store = open()) {
            assertThat(store.set().size()).isEqualTo(2);
          }
        });
    assertThat(Files.size(index)).isLessThan(10_000);
  }
}
