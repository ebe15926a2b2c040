package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signcam.base.FaultyFiles;
import org.signcam.base.FaultyFiles.Fault;
import org.signcam.base.UserException;

/** Whatever the disk does, what was acknowledged is there. */
class StoreFaultsTest {
  private static final byte[] JPEG = MadePictures.jpeg(180);
  private static final Instant TIME = Instant.parse("2026-11-22T14:30:05.123Z");

  @TempDir private Path folder;
  private final FaultyFiles disk = new FaultyFiles();

  @AfterAll
  static void count() {
    System.out.println("disk faults injected into the sample store: " + FaultyFiles.injected());
  }

  /** What the program was told to be safe. */
  private static final class Acknowledged {
    final List<String> digests = new ArrayList<>();

    void add(Sample sample) throws IOException {
      digests.add(SampleSet.sha256(Files.readAllBytes(sample.file())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whicheverStepFailsEveryAcknowledgedPictureIsThereAndWhole(Fault fault) throws IOException {
    run(folder.resolve("healthy"), Integer.MAX_VALUE, fault, new Acknowledged());
    assertThat(disk.operations()).isGreaterThan(40);
    for (int n : disk.telling(fault)) {
      Path root = folder.resolve("failed-at-" + n);
      Acknowledged acknowledged = new Acknowledged();
      run(root, n, fault, acknowledged);
      assertThat(disk.deleted()) // what was never finished, and indexes of no picture
          .as("deleted")
          .allMatch(name -> name.endsWith(".part") || name.endsWith(".jsonl"));
      check(root, n, acknowledged);
    }
  }

  /** Records, deletes, takes back, relabels, moves and deletes. */
  private void run(Path root, int failing, Fault fault, Acknowledged acknowledged) {
    disk.failAt(failing, fault);
    try (SampleStore store = SampleStore.open(disk.on(root))) {
      List<Sample> samples = new ArrayList<>();
      attempt(() -> record(store, samples, acknowledged, "A", "B"));
      attempt(() -> store.undo(store.delete(samples.subList(0, 1))));
      attempt(() -> samples.set(1, store.relabel(samples.subList(1, 2), "C").get(0)));
      attempt(() -> store.moveTo(samples.subList(1, 2), "bob"));
      attempt(() -> store.delete(samples.subList(0, 1)));
    } catch (UserException e) {
      // it could not even be opened
    } finally {
      disk.heal();
    }
  }

  /** A picture a letter; other letters are other bursts. */
  private static void record(
      SampleStore store, List<Sample> samples, Acknowledged acknowledged, String... letters)
      throws IOException {
    try (RecordingSession session = store.begin("ann", "a camera")) {
      String last = "";
      for (String letter : letters) {
        if (!letter.equals(last)) {
          session.nextBurst();
        }
        last = letter;
        Sample sample = session.add(letter, JPEG, MadePictures.REGION, TIME);
        acknowledged.add(sample);
        samples.add(sample);
      }
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (UserException | IndexOutOfBoundsException e) {
      // said to the user; and what was never recorded cannot be moved
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void check(Path root, int n, Acknowledged acknowledged) throws IOException {
    if (acknowledged.digests.isEmpty()) {
      return;
    }
    List<String> notices;
    try (SampleStore store = SampleStore.open(disk.on(root))) {
      notices = store.notices();
      assertThat(notices).as("failed at %d", n).noneMatch(s -> s.contains("damaged"));
      Set<String> there =
          Set.copyOf(
              MadePictures.digests(root).entrySet().stream()
                  .filter(e -> !e.getKey().startsWith(".aside"))
                  .map(Map.Entry::getValue)
                  .collect(Collectors.toSet()));
      assertThat(there).as("failed at %d", n).containsAll(acknowledged.digests);
      assertThat(store.set().size() + store.inTrash())
          .isGreaterThanOrEqualTo(acknowledged.digests.size());
      for (Sample sample : store.set().samples()) {
        assertThat(sample.region()).isEqualTo(MadePictures.REGION);
        assertThat(sample.burst()).matches(sample.signer() + "/\\d{8}T\\d{6}/00[12]");
        sample.read().release();
      }
      if (!store.set().isEmpty()) {
        assertThat(SampleSet.read(disk.on(root)).samples()).isEqualTo(store.set().samples());
      }
    }
    try (SampleStore again = SampleStore.open(disk.on(root))) {
      assertThat(again.notices()).as("repaired once, failed at %d: %s", n, notices).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whicheverStepOfARepairFailsNothingIsLost(Fault fault) throws IOException {
    Path broken = folder.resolve("broken");
    Acknowledged good = new Acknowledged();
    breakSome(broken, good);
    Map<String, String> before = MadePictures.digests(broken);
    Path healthy = copy(broken, before.keySet(), folder.resolve("repaired"));
    disk.failAt(Integer.MAX_VALUE, fault);
    SampleStore.open(disk.on(healthy)).close();
    for (int n : disk.telling(fault)) {
      Path root = copy(broken, before.keySet(), folder.resolve("failed-at-" + n));
      disk.failAt(n, fault);
      try (SampleStore store = SampleStore.open(disk.on(root))) {
        assertThat(store.set().size()).isGreaterThanOrEqualTo(good.digests.size());
      } catch (UserException e) {
        assertThat(e).hasMessageContaining(root.toString());
      }
      disk.heal();
      try (SampleStore store = SampleStore.open(disk.on(root))) {
        assertThat(store.set().size()).isEqualTo(good.digests.size());
        assertThat(MadePictures.digests(root).values())
            .as("pictures, whole or broken, after step %d", n)
            .containsAll(
                before.entrySet().stream()
                    .filter(e -> !e.getKey().endsWith(".jsonl"))
                    .map(Map.Entry::getValue)
                    .toList());
      }
    }
  }

  private static Path copy(Path from, Set<String> files, Path to) throws IOException {
    for (String file : files) {
      Files.createDirectories(to.resolve(file).getParent());
      Files.copy(from.resolve(file), to.resolve(file));
    }
    return to;
  }

  private void breakSome(Path root, Acknowledged good) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (SampleStore store = SampleStore.open(disk.on(root))) {
      record(store, samples, good, "A", "A", "B");
      record(store, samples, good, "A", "A", "B");
    }
    Path ann = root.resolve("ann");
    byte[] whole = Files.readAllBytes(samples.get(0).file());
    Files.write(ann.resolve("A/20200101T000000-b001-0001.jpg"), new byte[0]);
    Files.write(
        ann.resolve("A/20200101T000000-b001-0002.jpg"), java.util.Arrays.copyOf(whole, 400));
    Files.write(ann.resolve("A/20200101T000000-b001-0003.jpg"), new byte[whole.length]);
    Files.write(ann.resolve("B/.x.jpg.1-2.part"), new byte[] {1, 2, 3});
    Path index =
        SessionIndex.file(
            ann, PictureName.parse(SampleFolder.name(samples.get(0).file())).session());
    Files.writeString(index, "not a line\n" + Files.readString(index));
    Path other =
        SessionIndex.file(
            ann, PictureName.parse(SampleFolder.name(samples.get(5).file())).session());
    String text = Files.readString(other);
    Files.writeString(other, text.substring(0, text.length() - 30));
  }

  @Test
  void onAFullDiskRecordingSaysSoAndDeletingStillWorks() throws IOException {
    try (SampleStore store = SampleStore.open(disk.on(folder))) {
      List<Sample> samples = new ArrayList<>();
      record(store, samples, new Acknowledged(), "A", "A", "B");
      disk.failAt(1, Fault.DISK_FULL);
      attempt(
          () -> {
            try {
              record(store, new ArrayList<>(), new Acknowledged(), "A");
              throw new AssertionError("recorded on a full disk");
            } catch (UserException e) {
              assertThat(e).hasMessageContaining("No space left on device");
            }
          });
      assertThat(store.set().size()).isEqualTo(3);
      disk.heal();
      store.delete(samples.subList(0, 1));
      disk.failAt(1, Fault.DISK_FULL);
      store.delete(samples.subList(1, 2)); // its folder in the trash is there
      assertThat(store.set().size()).isEqualTo(1);
    }
  }
}
