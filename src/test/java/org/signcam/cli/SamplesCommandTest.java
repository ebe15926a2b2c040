package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.image.Region;
import org.signcam.image.Textures;
import org.signcam.samples.RecordingSession;
import org.signcam.samples.SampleStore;

class SamplesCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private Path samples;

  @BeforeEach
  void twoSigners() throws IOException {
    samples = dir.resolve("s");
    int seed = 0;
    for (String signer : List.of("ann", "bob")) {
      for (int i = 0; i < 10; i++) {
        put("s/" + signer + "/A/" + i + ".png", seed++);
        put("s/" + signer + "/B/" + i + ".png", seed++);
      }
    }
  }

  @Test
  void goodSamplesAreClean() {
    assertThat(door.run("samples", "check", samples)).isZero();
    assertThat(door.out).isEqualTo("40 pictures checked: nothing found that makes figures lie.\n");
    assertThat(door.err).contains("holds SIGNER/LETTER folders");
    assertThat(door.run("samples", "check", samples, "--validation", "bob")).isZero();
    assertThat(door.out).startsWith("Sides: train 20, validation 20.\n");
    assertThat(door.run("samples", "check", samples, "--split", "signer")).isZero();
  }

  @Test
  void aPictureOnTwoSidesIsNamedAndTheExitIsOne() throws IOException {
    put("s/bob/B/copy.png", 0); // of ann/A/0.png
    assertThat(door.run("samples", "check", samples, "--validation", "bob")).isEqualTo(1);
    assertThat(door.out)
        .contains("In validation and in train too; take them out of one (1):")
        .contains(Path.of("bob", "B", "copy.png") + " = ")
        .contains("(exact copy, labelled B and A)")
        .endsWith("41 pictures checked (1 on two sides): figures measured on them would lie.\n");
    assertThat(door.run("samples", "check", samples)).isEqualTo(1);
    assertThat(door.out).contains("Of two signers");
    assertThat(door.run("samples", "check", samples, "--validation", "none")).isEqualTo(1);
    assertThat(door.out).contains("on one side under two labels");
  }

  @Test
  void aFolderHeldOutIsComparedWithTheRest() throws IOException {
    put("t/cy/A/0.png", 1000);
    put("t/cy/A/mirror.jpg", 0, true);
    Path test = dir.resolve("t");
    assertThat(door.run("samples", "check", samples, "--test", test, "--json")).isEqualTo(1);
    JsonObject found = door.json().get(0);
    assertThat(door.out.lines()).hasSize(1);
    assertThat(found.get("clean").getAsBoolean()).isFalse();
    assertThat(found.getAsJsonObject("sides").get("test").getAsInt()).isEqualTo(2);
    JsonObject leak = found.getAsJsonArray("leaks").get(0).getAsJsonObject();
    assertThat(leak.get("kind").getAsString()).isEqualTo("mirrored");
    assertThat(leak.get("side").getAsString()).isEqualTo("test");
    assertThat(leak.get("like").getAsString()).endsWith("0.png");
    assertThat(door.run("samples", "check", samples, "--validation", test)).isEqualTo(1);
    assertThat(door.out).contains("Sides: train 40, validation 2.");
    assertThat(door.run("samples", "check", samples, "--split", "random", "--test", test))
        .isEqualTo(1);
    assertThat(door.out).contains("Sides: train 33, validation 7, test 2.");
  }

  @Test
  void aRandomSplitHasSignersOnAllSides() {
    assertThat(door.run("samples", "check", samples, "--split", "random")).isEqualTo(1);
    assertThat(door.out)
        .contains("Sides: train 28, validation 6, test 6.")
        .contains("Signers on more than one side; figures on them are too good (2):");
  }

  @Test
  void aSplitThatTheFoldersGiveIsTakenAndItsUnknownSignerIsOnlyAWarning() throws IOException {
    put("g/train/A/0.png", 1);
    put("g/valid/A/1.png", 2);
    put("g/test/A/2.png", 3);
    assertThat(door.run("samples", "check", dir.resolve("g"))).isZero();
    assertThat(door.out)
        .contains("Sides: train 1, validation 1, test 1.")
        .contains("unknown (g): maybe several people");
  }

  @Test
  void manyAreCutShortUnlessAllAreAskedFor() throws IOException {
    for (int i = 0; i < 10; i++) {
      Files.write(samples.resolve("ann/A/" + i + ".png"), new byte[] {1, 2, 3});
    }
    assertThat(door.run("samples", "check", samples)).isEqualTo(1);
    assertThat(door.out)
        .contains("Cannot be read; copy again or delete (10):")
        .contains("and 2 more; --all names them")
        .contains("(10 cannot be read)");
    assertThat(door.run("samples", "check", samples, "--all")).isEqualTo(1);
    assertThat(door.out).contains("9.png").doesNotContain("more; --all");
  }

  @Test
  void lettersThatSignersLackAreGrouped() throws IOException {
    put("s/cy/C/0.png", 900);
    assertThat(door.run("samples", "check", samples)).isZero();
    assertThat(door.out)
        .contains("Letters that signers lack (2):\n  C: ann, bob\n  A B: cy\n")
        .contains("Labels with fewer than 20 pictures (1):\n  C 1\n")
        .contains("Signers with fewer than 20 pictures (1):\n  cy 1\n");
  }

  @Test
  void statsAreTablesOrALine() throws IOException {
    put("s/ann/C/0.png", 900);
    assertThat(door.run("samples", "stats", samples)).isZero();
    assertThat(door.out)
        .contains("SIGNER  A   B   C  ALL")
        .contains("bob     10  10  -  20")
        .contains("all     20  20  1  41")
        .contains("LUMINANCE");
    assertThat(door.run("samples", "stats", samples, "--json")).isZero();
    JsonObject ann = door.json().get(0).getAsJsonObject("by_signer").getAsJsonObject("ann");
    assertThat(ann.getAsJsonObject("by_label").get("C").getAsInt()).isEqualTo(1);
    assertThat(ann.getAsJsonObject("width").get("median").getAsDouble()).isEqualTo(160);
    Files.write(samples.resolve("ann/A/0.png"), new byte[] {1, 2, 3});
    assertThat(door.run("samples", "stats", samples)).isEqualTo(1);
    assertThat(door.err).contains("0.png");
  }

  @Test
  void withoutAFolderWhatWasRecordedIsMeant() throws IOException {
    System.setProperty("signcam.home", dir.toString());
    Files.createDirectories(dir.resolve("samples"));
    for (String command : new String[] {"check", "stats"}) {
      assertThat(door.run("samples", command)).isEqualTo(1);
      assertThat(door.err).contains("Found no pictures in " + dir.resolve("samples"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples",
        "samples dance",
        "samples check x --split thirds",
        "samples check x --split random --validation ann",
        "samples check x --seed one"
      })
  void aWrongCommandLineIsTwo(String line) {
    assertThat(door.run((Object[]) line.split(" "))).isEqualTo(2);
    assertThat(door.err).isNotBlank().doesNotContain("\tat ");
    assertThat(door.out).isEmpty();
  }

  @Test
  void whatTheUserCanMendIsASentence() {
    assertThat(door.run("samples", "check", dir.resolve("gone"))).isEqualTo(1);
    assertThat(door.err).startsWith("signcam: Expected a folder of samples");
    assertThat(door.run("samples", "check", samples, "--validation", "zoe")).isEqualTo(1);
    assertThat(door.err).contains("zoe").contains("ann, bob");
    assertThat(door.run("samples", "check", samples, "--test", samples.resolve("ann")))
        .isEqualTo(1);
    assertThat(door.err).contains("lies inside");
  }

  private void put(String name, int seed) throws IOException {
    put(name, seed, false);
  }

  private void put(String name, int seed, boolean mirrored) throws IOException {
    Textures.write(dir.resolve(name), seed, mirrored);
  }

  @Test
  void anImportIsLookedAtThenCopiedAndCountedAndErased() throws IOException {
    System.setProperty("signcam.cache", dir.resolve("cache").toString());
    try {
      Path store = dir.resolve("store");
      put("s/bob/B/copy.png", 0); // of ann/A/0.png
      assertThat(door.run("samples", "import", samples, "--into", store, "--dry-run")).isZero();
      assertThat(door.out)
          .contains("ann  20  A 10  B 10")
          .contains("40 pictures would be copied to " + store)
          .contains("left out: 1 there already, 0 that cannot be read");
      assertThat(store.resolve("ann")).doesNotExist();

      Files.writeString(samples.resolve("bob/A/broken.jpg"), "no picture");
      assertThat(door.run("samples", "import", samples, "--into", store, "--json")).isEqualTo(1);
      assertThat(door.json().get(0).get("copied").getAsInt()).isEqualTo(40);
      assertThat(door.err).contains("broken.jpg");
      assertThat(door.run("samples", "stats", store)).isZero();

      assertThat(door.run("samples", "erase", "ann", "--samples", store)).isZero();
      assertThat(door.out).startsWith("20 pictures of ann and 0 cached");
      assertThat(store.resolve("ann")).doesNotExist();
      assertThat(door.run("samples", "erase", "ann", "--samples", store)).isEqualTo(1);
      assertThat(door.err).contains("There is no signer \"ann\"");
    } finally {
      System.clearProperty("signcam.cache");
    }
  }

  @Test
  void lettersOfNobodyNeedASigner() {
    Path store = dir.resolve("store");
    Path ann = samples.resolve("ann");
    assertThat(door.run("samples", "import", ann, "--into", store, "--dry-run")).isZero();
    assertThat(door.out).contains("Give --signer NAME");
    assertThat(door.run("samples", "import", ann, "--into", store)).isEqualTo(1);
    assertThat(door.err).contains("Whose hands");
    assertThat(door.run("samples", "import", ann, "--into", store, "--signer", "cy")).isZero();
    assertThat(store.resolve("cy/A/0.png")).exists();
  }

  @Test
  void theTrashIsCountedRestoredAndEmptied() {
    try (SampleStore store = SampleStore.open(samples)) {
      store.delete(store.set().samples().subList(0, 3));
    }
    assertThat(door.run("samples", "trash", "--samples", samples)).isZero();
    assertThat(door.out).isEqualTo("3 pictures in the trash.\n");
    assertThat(door.run("samples", "trash", "--samples", samples, "--restore")).isZero();
    assertThat(door.out).isEqualTo("3 pictures brought back.\n");
    try (SampleStore store = SampleStore.open(samples)) {
      assertThat(store.set().size()).isEqualTo(40);
      store.delete(store.set().samples().subList(0, 3));
      assertThat(door.run("samples", "trash", "--samples", samples, "--empty")).isEqualTo(1);
      assertThat(door.err).contains("in use by another signcam");
    }
    assertThat(door.run("samples", "trash", "--samples", samples, "--empty")).isZero();
    assertThat(door.out).isEqualTo("3 pictures deleted for good.\n");
    assertThat(door.run("samples", "trash", "--empty", "--restore")).isEqualTo(2);
    assertThat(door.run("samples", "trash", "--samples", dir.resolve("none"))).isEqualTo(1);
  }

  @Test
  void anExportIsReadAsTheSameSigners() {
    Path zip = dir.resolve("out.zip");
    assertThat(door.run("samples", "export", zip, "--samples", samples, "--signer", "ann"))
        .isZero();
    assertThat(door.out).isEqualTo("20 pictures written to " + zip + ".\n");
    Path store = dir.resolve("store");
    assertThat(door.run("samples", "import", zip, "--into", store, "--json")).isZero();
    assertThat(door.json().get(0).getAsJsonObject("found").keySet()).containsExactly("ann");
    assertThat(door.run("samples", "export", zip, "--samples", samples)).isEqualTo(1);
    assertThat(
            door.run("samples", "export", dir.resolve("x"), "--samples", samples, "--signer", "cy"))
        .isEqualTo(1);
    assertThat(door.err).contains("There is no signer \"cy\"");
  }

  @Test
  void sessionsAndBurstsAreCountedWhereThereAreAny() throws IOException {
    byte[] jpeg = Files.readAllBytes(Textures.write(dir.resolve("one.jpg"), 7, false));
    Path store = dir.resolve("store");
    try (SampleStore made = SampleStore.open(store);
        RecordingSession session = made.begin("ann", "a camera")) {
      for (int i = 0; i < 4; i++) {
        session.nextBurst();
        session.add("A", jpeg, new Region(5, 5, 100), Instant.now());
      }
    }
    assertThat(door.run("samples", "stats", store)).isZero();
    assertThat(door.out)
        .containsPattern("SIGNER +A +ALL +SESSIONS +BURSTS\n")
        .containsPattern("ann +4 +4 +1 +4\n")
        .containsPattern("ann +100 +100 "); // the region is measured
    assertThat(door.run("samples", "stats", samples)).isZero();
    assertThat(door.out).doesNotContain("BURSTS");
  }
}
