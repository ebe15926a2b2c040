package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.signcam.base.UserException;
import org.signcam.image.Textures;

class SampleImportTest {
  private static final Instant TIME = Instant.parse("2026-11-22T14:30:05.123Z");

  @TempDir private Path dir;
  private SampleStore store;

  @BeforeEach
  void open() {
    store = SampleStore.open(dir.resolve("store"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path picture(String place, int seed) throws IOException {
    return Textures.write(dir.resolve(place), seed, false);
  }

  private SampleImport look(String signer, Path... sources) {
    return SampleImport.look(store, List.of(sources), signer, done -> {});
  }

  @Test
  void aLookCountsAndCopiesNothing() throws IOException {
    picture("in/ann/A/1.png", 1);
    picture("in/ann/B/1.png", 2);
    picture("in/bob/A/1.png", 3);
    picture("in/bob/A/again.png", 3);
    Files.writeString(dir.resolve("in/bob/A/broken.jpg"), "no picture");
    Files.write(dir.resolve("in/bob/A/empty.jpg"), new byte[0]);
    picture("store/ann/C/there.png", 2);
    store.close();
    open();
    try (SampleImport found = look(null, dir.resolve("in"))) {
      assertThat(found.counts()).isEqualTo(Map.of("ann", Map.of("A", 1), "bob", Map.of("A", 1)));
      assertThat(found.duplicates()).isEqualTo(2);
      assertThat(found.unreadable()).hasSize(2);
      assertThat(found.layout()).contains("SIGNER/LETTER folders");
      assertThat(store.set().size()).isEqualTo(1);
      assertThat(found.run(done -> {})).isEqualTo(2);
    }
    assertThat(store.set().size()).isEqualTo(3);
    try (SampleImport again = look(null, dir.resolve("in"))) {
      assertThat(again.size()).isZero();
      assertThat(again.duplicates()).isEqualTo(4);
    }
    assertThat(SampleSet.read(store.root()).samples()).isEqualTo(store.set().samples());
  }

  @Test
  void foldersThatNameNobodyNeedASigner() throws IOException {
    picture("in/A/1.png", 1);
    picture("in/nothing/1.png", 2);
    try (SampleImport found = look(null, dir.resolve("in"))) {
      assertThat(found.namesNobody()).isTrue();
      assertThat(found.size()).isEqualTo(2);
      assertThatThrownBy(() -> found.run(done -> {})).hasMessageContaining("Whose hands");
    }
    try (SampleImport found = look("ann", dir.resolve("in"))) {
      assertThat(found.namesNobody()).isFalse();
      found.run(done -> {});
    }
    assertThat(store.counts("ann")).isEqualTo(Map.of("A", 1, "nothing", 1));
  }

  @Test
  void whoseHandsTheyAreMayBeSaidAfterTheLookAndIsForThoseAloneThatNameNobody() throws IOException {
    picture("in/A/1.png", 1);
    picture("in/nothing/1.png", 2);
    picture("bobs/bob/A/1.png", 3);
    List<Integer> looked = Collections.synchronizedList(new ArrayList<>());
    List<Integer> copied = new ArrayList<>();
    try (SampleImport found =
        SampleImport.look(
            store, List.of(dir.resolve("in"), dir.resolve("bobs")), null, looked::add)) {
      assertThatThrownBy(() -> found.setUnknown("a/b")).isInstanceOf(UserException.class);
      assertThat(found.namesNobody()).isTrue();
      found.setUnknown(" ann ");
      assertThat(found.namesNobody()).isFalse();
      assertThat(found.counts())
          .isEqualTo(Map.of("ann", Map.of("A", 1, "nothing", 1), "bob", Map.of("A", 1)));
      assertThat(found.run(copied::add)).isEqualTo(3);
    }
    assertThat(looked).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(copied).containsExactly(1, 2, 3);
    assertThat(store.counts("ann")).isEqualTo(Map.of("A", 1, "nothing", 1));
    assertThat(store.counts("bob")).isEqualTo(Map.of("A", 1));
  }

  @Test
  void aFolderWhoseNameNobodyCanHaveIsSaidAndTheOthersAreCopied() throws IOException {
    picture("in/ann/A/1.png", 1);
    picture("in/ann/" + "x".repeat(200) + "/2.png", 2);
    picture("in/" + "y".repeat(200) + "/A/3.png", 3);
    try (SampleImport found = look(null, dir.resolve("in"))) {
      assertThat(found.size()).isEqualTo(1);
      assertThat(found.unreadable()).hasSize(2);
    }
  }

  @Test
  void whatAnotherStoreRecordedKeepsRegionSessionAndBurst() {
    Sample theirs;
    try (SampleStore other = SampleStore.open(dir.resolve("other"));
        RecordingSession session = other.begin("ann", "a camera")) {
      theirs = session.add("A", MadePictures.jpeg(100), MadePictures.REGION, TIME);
    }
    try (SampleImport found = look(null, dir.resolve("other"))) {
      found.run(done -> {});
    }
    Sample ours = store.set().samples().get(0);
    assertThat(ours.region()).isEqualTo(theirs.region());
    assertThat(ours.burst()).isEqualTo(theirs.burst());
    assertThat(ours.file().getFileName()).isEqualTo(theirs.file().getFileName());
  }

  @Test
  void zipFilesAreReadThroughTheFoldersAroundTheSamples() throws IOException {
    Path zip =
        zip(
            "in.zip",
            "my samples/ann/A/1.jpg",
            "my samples/ann/B/2.jpg",
            "my samples/.DS_Store",
            "__MACOSX/my samples/ann/A/._1.jpg");
    try (SampleImport found = look(null, zip)) {
      assertThat(found.layout()).startsWith(zip + " holds SIGNER/LETTER folders");
      assertThat(found.counts()).isEqualTo(Map.of("ann", Map.of("A", 1, "B", 1)));
      assertThat(found.run(done -> {})).isEqualTo(2);
    }
    assertThat(store.root().resolve("ann/A/1.jpg")).exists();
    Path letters = zip("letters.zip", "A/3.jpg", "B/4.jpg");
    Path oneFolder = zip("one.zip", "top/A/5.jpg", "top/B/6.jpg");
    try (SampleImport found = look("bob", letters, oneFolder)) {
      assertThat(found.counts()).isEqualTo(Map.of("bob", Map.of("A", 2, "B", 2)));
    }
  }

  @Test
  void aZipFileCannotWriteOutsideTheStore() throws IOException {
    Map<String, String> before = MadePictures.digests(dir);
    Path evil = zip("evil.zip", "ann/A/../../../../evil.jpg", "ann/A/fine.jpg");
    assertThatThrownBy(() -> look(null, evil))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not a zip file that can be read");
    Path windows = zip("windows.zip", "ann/A/..\\..\\..\\evil.jpg", "ann/A/c:evil.jpg");
    try (SampleImport found = look(null, windows)) {
      found.run(done -> {});
    }
    Map<String, String> after = MadePictures.digests(dir);
    after.keySet().removeAll(before.keySet());
    after.keySet().removeIf(name -> name.endsWith(".zip"));
    assertThat(after.keySet()).allMatch(name -> name.startsWith("store/ann/A/"));
    assertThat(store.set().samples())
        .allMatch(s -> s.file().getFileName().toString().matches("[^\\\\:]+"));
  }

  @Test
  void ofAPictureInAZipFileNoMoreIsUnpackedThanAPictureMayHave() throws IOException {
    Path bomb = dir.resolve("bomb.zip");
    try (OutputStream out = Files.newOutputStream(bomb);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("ann/A/1.png"));
      for (int i = 0; i < 65; i++) {
        zip.write(new byte[1 << 20]);
      }
      zip.closeEntry();
    }
    try (SampleImport found = look(null, bomb)) {
      assertThat(found.size()).isZero();
      assertThat(found.unreadable().get(0).why()).contains("more than 64 MB");
    }
  }

  @Test
  void brokenZipFilesAreRefused() throws IOException {
    Path zip = Files.writeString(dir.resolve("no.zip"), "PK but not really");
    assertThatThrownBy(() -> look(null, zip)).isInstanceOf(UserException.class);
  }

  @Test
  void anExportReadAgainHasTheSameSigners() throws IOException {
    recordTwo();
    Path out = dir.resolve("out");
    SampleExport.write(store.set(), out, false, done -> {});
    SampleSet read = SampleSet.read(out);
    assertThat(read.signers()).containsExactly("ann", "bo_b");
    assertThat(read.labels()).containsExactly("A", "nothing");
    assertThat(out.resolve("A/ann_A_0001.jpg")).exists();
    Mat cut = read.samples().get(0).read();
    assertThat(cut.cols()).isEqualTo(MadePictures.REGION.side());
    assertThat(Core.mean(cut).val[0]).isBetween(95.0, 105.0);
    cut.release();
    assertThatThrownBy(() -> SampleExport.write(store.set(), out, false, done -> {}))
        .hasMessageContaining("there already");
  }

  @Test
  void labelsOfAnySpellingComeBackFromAnExport() {
    Map<String, Map<String, Integer>> counts =
        Map.of("ann", Map.of("thumbs_up", 1, "5", 1, "A", 1), "b_o_5", Map.of("5", 1));
    counts.forEach(
        (signer, labels) -> {
          try (RecordingSession session = store.begin(signer, "a camera")) {
            labels.keySet().forEach(label -> session.add(label, next(), null, TIME));
          }
        });
    Path out = dir.resolve("out");
    SampleExport.write(store.set(), out, false, done -> {});
    try (SampleStore other = SampleStore.open(dir.resolve("other"));
        SampleImport found = SampleImport.look(other, List.of(out), null, done -> {})) {
      assertThat(found.counts()).isEqualTo(counts);
    }
  }

  private int grey = 20;

  private byte[] next() {
    grey += 20;
    return MadePictures.jpeg(grey);
  }

  @Test
  void aNameTooLongForAFileIsCut() throws IOException {
    // Escaped, it is longer than a file's name may be; nor need the other system's limit be ours.
    Path from = zip("long.zip", "in/ann/A/" + "ü".repeat(200) + ".jpg", "in/ann/A/1.jpg");
    try (SampleImport found = look(null, from)) {
      assertThat(found.run(done -> {})).isEqualTo(2);
    }
    assertThat(store.set().samples())
        .extracting(s -> s.file().getFileName().toString())
        .contains("1.jpg", "ü".repeat(80) + ".jpg");
  }

  @Test
  void anImportThatFailsSaysHowFarItGot() throws IOException {
    picture("in/ann/A/1.png", 1);
    Path second = picture("in/ann/A/2.png", 2);
    try (SampleImport found = look(null, dir.resolve("in"))) {
      Files.write(second, new byte[0]);
      assertThatThrownBy(() -> found.run(done -> {}))
          .isInstanceOf(UserException.class)
          .hasMessageEndingWith(
              "1 of 2 pictures were copied before; importing again leaves those out.");
    }
    assertThat(store.set().size()).isEqualTo(1);
  }

  @Test
  void anExportCanBeWholeAndAZipFile() throws IOException {
    recordTwo();
    Path zip = dir.resolve("out.zip");
    List<Integer> written = new ArrayList<>();
    SampleExport.write(store.set(), zip, true, written::add);
    assertThat(written).containsExactly(1, 2);
    try (SampleStore other = SampleStore.open(dir.resolve("other"));
        SampleImport found = SampleImport.look(other, List.of(zip), null, done -> {})) {
      assertThat(found.counts())
          .isEqualTo(Map.of("ann", Map.of("A", 1), "bo_b", Map.of("nothing", 1)));
      found.run(done -> {});
      Sample copy = other.set().samples().get(0);
      assertThat(copy.region()).isEqualTo(MadePictures.REGION);
      assertThat(copy.burst()).isEqualTo(store.set().samples().get(0).burst());
      assertThat(copy.file())
          .hasBinaryContent(Files.readAllBytes(store.set().samples().get(0).file()));
    }
  }

  @Test
  void anExportThatFailsLeavesNothing() throws IOException {
    recordTwo();
    Files.write(store.set().samples().get(1).file(), new byte[0]);
    for (String name : List.of("out", "out.zip")) {
      assertThatThrownBy(
              () -> SampleExport.write(store.set(), dir.resolve(name), false, done -> {}))
          .isInstanceOf(UserException.class);
    }
    try (var left = Files.list(dir)) {
      assertThat(left.map(p -> p.getFileName().toString())).containsExactly("store");
    }
  }

  private void recordTwo() {
    try (RecordingSession session = store.begin("ann", "a camera")) {
      session.add("A", MadePictures.jpeg(100), MadePictures.REGION, TIME);
    }
    try (RecordingSession session = store.begin("bo_b", "a camera")) {
      session.add("nothing", MadePictures.jpeg(50), MadePictures.REGION, TIME);
    }
  }

  private Path zip(String name, String... entries) throws IOException {
    Path file = dir.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      int grey = name.hashCode() & 63;
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(MadePictures.jpeg(grey += 20));
        zip.closeEntry();
      }
    }
    return file;
  }
}
