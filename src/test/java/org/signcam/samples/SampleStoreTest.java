package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.signcam.base.FaultyFiles;
import org.signcam.base.FaultyFiles.Fault;
import org.signcam.base.UserException;
import org.signcam.image.Textures;
import org.signcam.samples.SampleStore.Deletion;

class SampleStoreTest extends StoredSamples {
  @Test
  void aNewStoreIsEmptyAndQuiet() {
    try (SampleStore store = open()) {
      assertThat(store.set().isEmpty()).isTrue();
      assertThat(store.notices()).isEmpty();
      assertThat(store.writable()).isTrue();
      assertThat(store.root()).isDirectory();
    }
  }

  @Test
  void picturesLieWhereTheDesignSaysWithTheirLineInThemselvesAndTheIndex() throws IOException {
    try (SampleStore store = open()) {
      Sample a;
      try (RecordingSession session = store.begin(" ann ", "C922 \"Pro\"")) {
        assertThat(session.nextBurst()).isEqualTo(1);
        session.add("B", JPEG, MadePictures.REGION, TIME);
        assertThat(session.nextBurst()).isEqualTo(2);
        session.add("A", JPEG, MadePictures.REGION, TIME);
        a = session.add("A", JPEG, MadePictures.REGION, TIME);
      }
      assertThat(store.root().relativize(a.file()).toString().replace('\\', '/'))
          .matches("ann/A/\\d{8}T\\d{6}-b002-0002\\.jpg");
      assertThat(a.burst()).matches("ann/\\d{8}T\\d{6}/002");
      List<String> lines = Files.readAllLines(index(a));
      assertThat(lines).hasSize(3);
      String common =
          "{\"file\":\"A/%s\",\"letter\":\"A\",\"burst\":2,\"region\":\"24,16,96\",\"camera\":\"C922 \\\"Pro\\\"\",\"time\":\"2026-11-22T14:30:05.123Z\""
              .formatted(a.file().getFileName());
      assertThat(lines.get(2)).isEqualTo(common + ",\"bytes\":" + Files.size(a.file()) + "}");
      assertThat(PictureEnds.look(a.file()).line().toString()).isEqualTo(common + "}");
      assertThat(store.set().samples()).hasSize(3).contains(a);
      assertThat(store.counts("ann")).isEqualTo(Map.of("A", 2, "B", 1));
      assertThat(SampleSet.read(store.root()).samples()).isEqualTo(store.set().samples());
    }
  }

  @Test
  void thePixelsOfASampleAreItsRegions() {
    try (SampleStore store = open()) {
      Sample sample = record(store, "ann", "A", 1).get(0);
      Mat pixels = sample.read();
      assertThat(pixels.cols()).isEqualTo(96);
      assertThat(Core.mean(pixels).val[0]).isBetween(178.0, 182.0);
      pixels.release();
    }
  }

  @Test
  void aStoreOpenedAgainIsTheSameAndQuiet() {
    SampleSet before;
    try (SampleStore store = open()) {
      record(store, "ann", "A", 3);
      record(store, "ann", "nothing", 2);
      record(store, "bob", "A", 1);
      before = store.set();
    }
    try (SampleStore store = open()) {
      assertThat(store.notices()).isEmpty();
      assertThat(store.set().samples()).isEqualTo(before.samples());
    }
  }

  @Test
  void twoSessionsOfOneSecondHaveTwoNames() {
    try (SampleStore store = open();
        RecordingSession one = store.begin("ann", "a");
        RecordingSession two = store.begin("ann", "a")) {
      assertThat(one.name()).isNotEqualTo(two.name());
    }
  }

  @Test
  void aMissingIndexIsMadeAnewFromThePictures() throws IOException {
    SampleSet before;
    Path index;
    String lines;
    try (SampleStore store = open()) {
      index = index(record(store, "ann", "A", 3).get(0));
      before = store.set();
      lines = Files.readString(index);
    }
    Files.delete(index);
    assertThat(SampleSet.read(dir.resolve("samples")).samples()).isEqualTo(before.samples());
    try (SampleStore store = open()) {
      assertThat(store.notices()).singleElement().asString().contains("made anew");
      assertThat(store.set().samples()).isEqualTo(before.samples());
    }
    assertThat(index).hasContent(lines);
  }

  @Test
  void aLineCutShortIsMadeAnewAndAWrongOneIsKeptAside() throws IOException {
    Path index;
    String lines;
    try (SampleStore store = open()) {
      index = index(record(store, "ann", "A", 3).get(0));
      lines = Files.readString(index);
    }
    Files.writeString(index, lines.substring(0, lines.length() - 40));
    try (SampleStore store = open()) {
      assertThat(store.set().size()).isEqualTo(3);
      assertThat(store.root().resolve(".aside")).doesNotExist();
    }
    assertThat(index).hasContent(lines);
    Files.writeString(index, lines.replaceFirst("\"burst\":1", "\"burst\":x"));
    try (SampleStore store = open()) {
      assertThat(store.set().size()).isEqualTo(3);
      assertThat(store.notices().get(0)).contains("had lines that are none");
      assertThat(store.root().resolve(".aside/ann").resolve(index.getFileName())).exists();
    }
    assertThat(index).hasContent(lines);
  }

  @Test
  void theNameOfALetterFolderThatWasRenamedCounts() throws IOException {
    Sample old;
    try (SampleStore store = open()) {
      old = record(store, "ann", "A", 2).get(0);
    }
    Path renamed = old.file().getParent().resolveSibling("E");
    Files.move(old.file().getParent(), renamed);
    try (SampleStore store = open()) {
      assertThat(store.notices().get(0)).startsWith("2 pictures under another letter");
      Sample now = store.set().samples().get(0);
      assertThat(now.label()).isEqualTo("E");
      assertThat(now.region()).isEqualTo(old.region());
      assertThat(now.burst()).isEqualTo(old.burst());
      assertThat(SampleSet.read(store.root()).samples()).isEqualTo(store.set().samples());
    }
    try (SampleStore store = open()) {
      assertThat(store.notices()).isEmpty();
    }
  }

  @Test
  void brokenPicturesAreSetAsideByNameAndTheOthersStay() throws IOException {
    List<Sample> samples;
    try (SampleStore store = open()) {
      samples = record(store, "ann", "A", 5);
    }
    byte[] whole = Files.readAllBytes(samples.get(0).file());
    Files.write(samples.get(0).file(), new byte[0]);
    Files.write(samples.get(1).file(), Arrays.copyOf(whole, whole.length / 2));
    Files.write(samples.get(2).file(), new byte[whole.length]); // zeroed
    byte[] flipped = whole.clone();
    flipped[0] ^= 1;
    Files.write(samples.get(3).file(), flipped);
    try (SampleStore store = open()) {
      assertThat(store.set().samples()).containsExactly(samples.get(4));
      assertThat(store.notices()).filteredOn(n -> n.contains("is damaged")).hasSize(4);
      for (Sample broken : samples.subList(0, 4)) {
        Path aside = store.root().resolve(".aside").resolve(store.root().relativize(broken.file()));
        assertThat(aside).exists();
        assertThat(store.notices()).anyMatch(n -> n.contains(store.root().relativize(aside) + ""));
      }
    }
    try (SampleStore store = open()) {
      assertThat(store.notices()).isEmpty();
    }
  }

  @Test
  void picturesOfOthersMayHaveSomethingBehindTheirEnd() throws IOException {
    Path file = dir.resolve("samples/ann/A/phone.jpg");
    Files.createDirectories(file.getParent());
    Files.write(file, Arrays.copyOf(JPEG, JPEG.length + 100));
    Files.writeString(file.resolveSibling("note.txt"), "not a picture");
    Files.writeString(file.resolveSibling("broken.png"), "not a picture");
    try (SampleStore store = open()) {
      assertThat(store.set().samples()).containsExactly(new Sample(file, "ann", "A", null));
      assertThat(store.notices()).singleElement().asString().contains("broken.png is damaged");
    }
  }

  @Test
  void annAndAnnWithACapitalAreOnePerson() {
    try (SampleStore store = open()) {
      record(store, "Ann", "A", 1);
      record(store, "ann", "A", 2);
      assertThat(store.set().signers()).containsExactly("Ann");
      assertThat(store.counts("ANN")).isEqualTo(Map.of("A", 3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", ".", "..", "a/b", "a\\b", ".hidden", "train", "test", "con", "a\nb", "x."
      })
  void someNamesAreNoFolders(String name) {
    try (SampleStore store = open()) {
      assertThatThrownBy(() -> store.begin(name, "a")).isInstanceOf(UserException.class);
    }
  }

  @Test
  void aSecondOneIsKeptOutUntilTheFirstIsClosed() {
    SampleStore first = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("in use by another signcam");
    first.close();
    open().close();
  }

  @Test
  void aFolderThatCannotBeWrittenCanBeLookedAt() throws IOException {
    List<Sample> samples;
    try (SampleStore store = open()) {
      samples = record(store, "ann", "A", 2);
    }
    Files.write(samples.get(0).file(), new byte[0]);
    FaultyFiles disk = new FaultyFiles();
    disk.failAt(1, Fault.READ_ONLY);
    try (SampleStore store = SampleStore.open(disk.on(dir.resolve("samples")))) {
      assertThat(store.writable()).isFalse();
      assertThat(store.notices()).anyMatch(n -> n.contains("nothing can be recorded"));
      assertThat(store.set().size()).isEqualTo(1);
      assertThatThrownBy(() -> store.begin("ann", "a"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Read-only file system");
      List<Sample> all = store.set().samples();
      Deletion deletion = new Deletion(all, List.of());
      Path other = dir.resolve("other");
      Textures.write(other.resolve("ann/A/1.png"), 1, false);
      for (ThrowingCallable change :
          List.<ThrowingCallable>of(
              () -> store.delete(all),
              () -> store.setAside(all),
              () -> store.undo(deletion),
              store::restoreTrash,
              () -> store.emptyTrash(digests -> {}),
              () -> store.relabel(all, "B"),
              () -> store.moveTo(all, "bob"),
              () -> store.erase("ann"),
              () -> imported(store, other))) {
        assertThatThrownBy(change)
            .isInstanceOf(UserException.class)
            .hasMessageStartingWith("Nothing can be written to the samples in ");
      }
      assertThat(store.set().samples()).isEqualTo(all);
    }
    assertThat(samples.get(0).file()).exists();
  }

  private static void imported(SampleStore store, Path folder) {
    try (SampleImport found = SampleImport.look(store, List.of(folder), null, done -> {})) {
      found.run(done -> {});
    }
  }

  @Test
  void aFileInsteadOfAFolderIsRefused() throws IOException {
    Path file = Files.writeString(dir.resolve("samples"), "x");
    assertThatThrownBy(() -> SampleStore.open(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.toString());
  }
}
