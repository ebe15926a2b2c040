package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;

class SampleSetTest {
  @TempDir Path dir;

  @Test
  void readsSignerLetterFolders() throws IOException {
    put("anna/A/0.jpg", "anna/nothing/0.jpg", "anna/B/10.jpg", "anna/B/2.jpg", "bo/A/0.png");
    SampleSet set = SampleSet.read(dir);
    assertThat(set.signers()).containsExactly("anna", "bo");
    assertThat(set.labels()).containsExactly("A", "B", "nothing");
    assertThat(names(set)).containsExactly("0.jpg", "2.jpg", "10.jpg", "0.jpg", "0.png");
    assertThat(set.layout())
        .isEqualTo(dir + " holds SIGNER/LETTER folders: 2 signers, 3 labels, 5 pictures.");
    assertThat(set.samples()).allMatch(s -> s.part() == null);
  }

  @Test
  void readsLetterFoldersAsOneUnknownSigner() throws IOException {
    Path root = put("x/A/0.jpg", "x/B/0.jpg").resolve("x");
    SampleSet set = SampleSet.read(root);
    assertThat(set.signers()).containsExactly("unknown (x)");
    assertThat(set.layout()).contains("names no signer: 1 signer, 2 labels, 2 pictures.");
  }

  @Test
  void readsAGivenSplit() throws IOException {
    put("train/A/0.jpg", "train/B/0.jpg", "valid/A/1.jpg", "test/B/1.jpg");
    SampleSet set = SampleSet.read(dir);
    assertThat(set.samples()).extracting(Sample::part).contains("train", "valid", "test");
    assertThat(set.signers()).hasSize(1);
    assertThat(set.labels()).containsExactly("A", "B");
    assertThat(set.layout()).contains("holds a given split (test, train, valid)");
  }

  @Test
  void aGivenSplitMayHoldSigners() throws IOException {
    put("train/anna/A/0.jpg", "test/bo/A/1.jpg");
    SampleSet set = SampleSet.read(dir);
    assertThat(set.signers()).containsExactly("anna", "bo");
    assertThat(set.samples().get(0).part()).isEqualTo("train");
  }

  @Test
  void aPartOfASplitMayBeEmptyAndEachHasALayoutOfItsOwn() throws IOException {
    put("train/anna/A/0.jpg", "train/stray.jpg", "valid/B/1.jpg", "valid/deep/er/2.jpg");
    put("valid/B/3.jpg", "notes/a/b/readme.txt");
    Files.createDirectories(dir.resolve("test/anna/A"));
    SampleSet set = SampleSet.read(dir);
    assertThat(set.layout())
        .contains(
            "holds a given split (train, valid), each of which holds LETTER folders and names")
        .contains("no signer or holds SIGNER/LETTER folders")
        .contains("2 pictures elsewhere left out");
    assertThat(set.size()).isEqualTo(3);
  }

  @Test
  void picturesOfOneNameAreInTheOrderOfTheirPartsAndPlaces() throws IOException {
    put("train/anna/A/0.jpg", "valid/anna/A/0.jpg", "test/anna/A/0.jpg", "train/anna/A/1.jpg");
    assertThat(SampleSet.read(dir).samples())
        .extracting(s -> s.part() + names(SampleSet.read(dir).with(List.of(s))))
        .containsExactly("train[0.jpg]", "train[1.jpg]", "valid[0.jpg]", "test[0.jpg]");
    put("one/bo/A/0.jpg", "two/bo/A/0.jpg");
    SampleSet two = SampleSet.read(List.of(dir.resolve("two"), dir.resolve("one")));
    assertThat(two.samples())
        .extracting(s -> dir.relativize(s.file()).getName(0).toString())
        .containsExactly("one", "two");
  }

  @Test
  void readsNamesThatSpeak() throws IOException {
    put("1_A_1.jpg", "1_A_2.jpg", "2_nothing_1.jpg", "readme.txt", "cover.jpg");
    SampleSet set = SampleSet.read(dir);
    assertThat(set.signers()).containsExactly("1", "2");
    assertThat(set.labels()).containsExactly("A", "nothing");
    assertThat(set.layout()).contains("names like 1_A_1.jpg").contains("1 picture elsewhere left");
  }

  @Test
  void namesThatSpeakInLetterFoldersStillNameTheSigner() throws IOException {
    put("A/1_A_1.jpg", "A/2_A_1.jpg", "B/1_B_1.jpg");
    assertThat(SampleSet.read(dir).signers()).containsExactly("1", "2");
  }

  @Test
  void datesInNamesAreNotTakenForSigners() throws IOException {
    put("A/2024_01_02.jpg", "B/2024_01_03.jpg");
    SampleSet set = SampleSet.read(dir);
    assertThat(set.labels()).containsExactly("A", "B");
    assertThat(set.signers()).hasSize(1);
  }

  @Test
  void aStraySnapshotDoesNotChangeWhatAFolderIs() throws IOException {
    put("anna/A/0.jpg", "anna/B/0.jpg", "anna/me.jpg");
    SampleSet set = SampleSet.read(dir);
    assertThat(set.labels()).containsExactly("A", "B");
    assertThat(set.layout()).contains("1 picture elsewhere left out");
  }

  @Test
  void hiddenFoldersAreNotLookedAt() throws IOException {
    put("anna/A/0.jpg", ".trash/A/0.jpg", "anna/.old/0.jpg", "anna/A/.hidden.jpg");
    assertThat(SampleSet.read(dir).size()).isEqualTo(1);
  }

  @Test
  void joinsSignersOfTheSameNameButNotUnknownOnes() throws IOException {
    put("one/anna/A/0.jpg", "two/anna/B/0.jpg", "p/x/A/0.jpg", "q/x/A/0.jpg");
    SampleSet known = SampleSet.read(List.of(dir.resolve("one"), dir.resolve("two")));
    assertThat(known.signers()).containsExactly("anna");
    SampleSet unknown = SampleSet.read(List.of(dir.resolve("p/x"), dir.resolve("q/x")));
    assertThat(unknown.signers()).containsExactly("unknown (x)", "unknown (x) 2");
    put("r/x/A/0.jpg");
    SampleSet three =
        SampleSet.read(List.of(dir.resolve("p/x"), dir.resolve("q/x"), dir.resolve("r/x")));
    assertThat(three.signers()).endsWith("unknown (x) 3");
  }

  @Test
  void aFolderGivenTwiceOrInsideAnotherIsRefused() throws IOException {
    put("all/anna/A/0.jpg", "all/bo/A/0.jpg");
    Path all = dir.resolve("all");
    assertThatThrownBy(() -> SampleSet.read(List.of(all, all)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("given twice");
    assertThatThrownBy(() -> SampleSet.read(List.of(all.resolve("anna"), all)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lies inside");
  }

  @Test
  void aMissingFolderAFileAndAnEmptyFolderAreSaid() throws IOException {
    put("note.txt");
    assertThatThrownBy(() -> SampleSet.read(dir.resolve("gone")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("gone");
    assertThatThrownBy(() -> SampleSet.read(dir.resolve("note.txt")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> SampleSet.read(dir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no pictures")
        .hasMessageContaining("SIGNER/LETTER");
  }

  @Test
  void picturesWithoutClassesAreSaid() throws IOException {
    put("000.jpg", "001.jpg");
    assertThatThrownBy(() -> SampleSet.read(dir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no folder a label");
  }

  @Test
  void aSplitBesideOtherFoldersIsRefusedRatherThanGuessed() throws IOException {
    put("train/anna/A/0.jpg", "frames/anna/0.jpg");
    assertThatThrownBy(() -> SampleSet.read(dir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("train beside frames");
  }

  @Test
  void theDigestFollowsContentsAndNamesAndNotThePlace() throws IOException {
    put("one/anna/A/0.jpg", "one/bo/A/0.jpg", "two/anna/A/0.jpg", "two/bo/A/0.jpg");
    SampleSet one = SampleSet.read(dir.resolve("one"));
    SampleSet two = SampleSet.read(dir.resolve("two"));
    assertThat(one.digest()).hasSize(64).isEqualTo(two.digest());
    Files.writeString(dir.resolve("two/bo/A/0.jpg"), "other"); // as long as before
    assertThat(two.digest()).isNotEqualTo(one.digest());
    Files.move(dir.resolve("one/bo/A/0.jpg"), dir.resolve("one/bo/A/1.jpg"));
    assertThat(SampleSet.read(dir.resolve("one")).digest())
        .isNotEqualTo(one.with(List.of()).digest());
  }

  @Test
  void theDigestDoesNotDependOnTheOrderOfFolders() throws IOException {
    put("one/anna/A/0.jpg", "two/bo/A/0.jpg");
    Path one = dir.resolve("one");
    Path two = dir.resolve("two");
    assertThat(SampleSet.read(List.of(one, two)).digest())
        .isEqualTo(SampleSet.read(List.of(two, one)).digest());
  }

  @Test
  void theRealTestSetIsReadAsDocumented() {
    Path real = Path.of("../shared/data/asl/test");
    Assumptions.assumeTrue(Files.isDirectory(real), "skipped: no ../shared/data/asl/test here");
    SampleSet set = SampleSet.read(real);
    assertThat(set.signers()).containsExactly("t01", "t02", "t03", "t04", "t05");
    assertThat(set.labels()).hasSize(25).endsWith("nothing");
    assertThat(set.size()).isEqualTo(895 + 474 + 62);
  }

  private Path put(String... files) throws IOException {
    for (String name : files) {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "bytes");
    }
    return dir;
  }

  private static List<String> names(SampleSet set) {
    return set.samples().stream().map(s -> s.file().getFileName().toString()).toList();
  }
}
