package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.image.Textures;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples",
        "samples dance",
        "samples check",
        "samples stats",
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
}
