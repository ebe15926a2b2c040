package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signcam.base.UserException;

/** Deleting, relabelling, moving and erasing. */
class StoreEditsTest extends StoredSamples {
  @Test
  void whatWasDeletedIsInTheTrashAndComesBack() throws IOException {
    try (SampleStore store = open()) {
      List<Sample> samples = record(store, "ann", "A", 3);
      SampleSet before = store.set();
      SampleStore.Deletion deletion = store.delete(samples.subList(0, 2));
      assertThat(store.set().samples()).containsExactly(samples.get(2));
      assertThat(Files.readAllLines(index(samples.get(2)))).hasSize(1);
      assertThat(store.inTrash()).isEqualTo(2);
      assertThat(store.undo(deletion)).containsExactlyElementsOf(deletion.samples());
      assertThat(store.set().samples()).isEqualTo(before.samples());
      assertThat(store.inTrash()).isZero();

      store.delete(samples);
      assertThat(store.restoreTrash()).isEqualTo(3);
      assertThat(store.set().samples()).isEqualTo(before.samples());

      SampleStore.Deletion last = store.delete(samples.subList(0, 1));
      List<String> told = new ArrayList<>();
      assertThat(store.emptyTrash(told::addAll)).isEqualTo(1);
      assertThat(told).as("for what others keep of it").hasSize(1);
      assertThat(store.undo(last)).isEmpty();
      assertThat(store.set().size()).isEqualTo(2);
      assertThatThrownBy(() -> store.delete(samples)).hasMessageContaining("not there any more");
    }
    try (SampleStore store = open()) {
      assertThat(store.notices()).isEmpty();
    }
  }

  @Test
  void whoseTrashIsThereIsStillSomebodyOfWhomThereIsSomething() {
    try (SampleStore store = open()) {
      List<Sample> ann = record(store, "ann", "A", 3);
      List<Sample> bob = record(store, "bob", "A", 2);
      record(store, "cy", "A", 1);
      store.delete(ann);
      store.setAside(bob.subList(0, 1));
      assertThat(store.everybody()).containsExactlyInAnyOrder("ann", "bob", "cy");
      assertThat(store.set().signers()).containsExactly("bob", "cy");
      assertThat(store.held(" ann ")).isEqualTo(3);
      assertThat(SampleStore.signerName(" ann ")).isEqualTo("ann");
      assertThat(SampleStore.labelName(" A ")).isEqualTo("A");
    }
  }

  @Test
  void relabellingAndMovingKeepRegionAndBurst() {
    try (SampleStore store = open()) {
      List<Sample> samples = record(store, "ann", "A", 3);
      Sample relabelled = store.relabel(samples.subList(0, 1), "B").get(0);
      assertThat(relabelled.label()).isEqualTo("B");
      assertThat(relabelled.burst()).isEqualTo(samples.get(0).burst());
      Sample moved = store.moveTo(samples.subList(1, 2), "bob").get(0);
      assertThat(moved.signer()).isEqualTo("bob");
      assertThat(moved.region()).isEqualTo(MadePictures.REGION);
      assertThat(moved.burst()).startsWith("bob/");
      assertThat(store.relabel(List.of(moved), "A")).containsExactly(moved);
      assertThat(SampleSet.read(store.root()).samples()).isEqualTo(store.set().samples());
      assertThatThrownBy(() -> store.relabel(List.of(moved), "../A"))
          .isInstanceOf(UserException.class);
    }
    try (SampleStore store = open()) {
      assertThat(store.notices()).isEmpty();
      assertThat(store.set().signers()).containsExactly("ann", "bob");
    }
  }

  @Test
  void nothingIsEverMovedOverAnother() throws IOException {
    try (SampleStore store = open()) {
      List<Sample> samples = record(store, "ann", "A", 2);
      Path there = dir.resolve("samples/ann/B").resolve(samples.get(0).file().getFileName());
      Files.createDirectories(there.getParent());
      Files.write(there, MadePictures.jpeg(10));
      Sample moved = store.relabel(samples.subList(0, 1), "B").get(0);
      assertThat(moved.file()).isNotEqualTo(there).exists();
      assertThat(there).hasBinaryContent(MadePictures.jpeg(10));
    }
  }

  @Test
  void anErasedSignerIsNowhereAndTheDigestsAreTold() throws IOException {
    try (SampleStore store = open()) {
      List<Sample> samples = record(store, "ann", "A", 3);
      Sample other = record(store, "bob", "A", 1).get(0);
      String digest = SampleSet.sha256(Files.readAllBytes(samples.get(0).file()));
      store.delete(samples.subList(0, 1));
      store.setAside(samples.subList(1, 2));
      List<String> told = new ArrayList<>();
      SampleStore.Erased erased =
          store.erase(
              "ann",
              digests -> {
                assertThat(samples.get(2).file()).exists(); // so that it can be tried again
                told.addAll(digests);
              });
      assertThat(erased.pictures()).isEqualTo(3);
      assertThat(told).hasSize(3).contains(digest).isEqualTo(erased.digests());
      assertThat(store.set().samples()).containsExactly(other);
      Files.walkFileTree(
          store.root(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              assertThat(file.toString()).doesNotContain("ann");
              return FileVisitResult.CONTINUE;
            }
          });
      assertThatThrownBy(() -> store.erase("ann")).hasMessageContaining("no signer \"ann\"");
    }
  }

  @Test
  void whatALinkLeadsToIsNeitherErasedNorSaidToBe() throws IOException {
    Path elsewhere = Files.createDirectories(dir.resolve("elsewhere/A"));
    Files.write(elsewhere.resolve("1.jpg"), JPEG);
    Files.createDirectories(dir.resolve("samples/bob"));
    Files.createSymbolicLink(dir.resolve("samples/ann"), elsewhere.getParent());
    Files.createSymbolicLink(dir.resolve("samples/bob/A"), elsewhere);
    try (SampleStore store = SampleStore.open(dir.resolve("samples"))) {
      assertThat(store.set().signers()).containsExactly("ann", "bob");
      for (String signer : store.set().signers()) {
        assertThatThrownBy(
                () ->
                    store.erase(
                        signer,
                        digests -> {
                          throw new AssertionError("nothing is erased elsewhere either");
                        }))
            .isInstanceOf(UserException.class)
            .hasMessageContaining("is a link");
      }
      assertThat(elsewhere.resolve("1.jpg")).exists();
    }
  }

  @Test
  void aPictureNeverTakesThePlaceOfAnother() throws IOException {
    try (SampleStore store = open();
        RecordingSession session = store.begin("ann", "a")) {
      Sample first = session.add("A", JPEG, null, TIME);
      Path next = first.file().resolveSibling(session.name() + "-b001-0002.jpg");
      Files.writeString(next, "moved here");
      Sample second = session.add("A", JPEG, null, TIME);
      assertThat(second.file()).isNotEqualTo(next);
      assertThat(next).hasContent("moved here");
    }
  }

  @Test
  void aSignerWhoIsBeingRecordedIsNotErasedAndOthersAre() {
    try (SampleStore store = open()) {
      record(store, "bob", "A", 1);
      try (RecordingSession session = store.begin("ann", "a")) {
        assertThat(session.signer()).isEqualTo("ann");
        assertThatThrownBy(() -> store.erase("ann")).hasMessageContaining("being recorded");
        assertThat(store.erase("bob").pictures()).isEqualTo(1);
      }
    }
  }
}
