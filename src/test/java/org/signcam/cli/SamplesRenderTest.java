package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.signcam.hand.Handshapes;
import org.signcam.image.Pictures;
import org.signcam.samples.SampleSet;

/** {@code samples render}. */
class SamplesRenderTest {
  private static final String[] SMALL = {
    "--signers", "2", "--each", "1", "--nothing", "2", "--letters", "A,B"
  };

  @TempDir Path dir;
  private final Door door = new Door();

  private int render(Path folder, String... more) {
    Object[] words = new Object[3 + more.length];
    words[0] = "samples";
    words[1] = "render";
    words[2] = folder;
    System.arraycopy(more, 0, words, 3, more.length);
    return door.run(words);
  }

  @Test
  void drawnSignersAreSamplesWithLandmarks() throws IOException {
    Path folder = dir.resolve("new").resolve("drawn");
    assertThat(render(folder, SMALL)).isZero();
    assertThat(door.out)
        .isEqualTo(
            folder
                + ": 8 pictures of 2 drawn signers; landmarks.csv says where the hands' points"
                + " are.\n");
    SampleSet set = SampleSet.read(List.of(folder));
    assertThat(set.signers()).containsExactly("drawn-1-0001", "drawn-1-0002");
    assertThat(set.labels()).containsExactly("A", "B", "nothing");
    assertThat(set.size()).isEqualTo(8);
    List<String> lines = Files.readAllLines(folder.resolve("landmarks.csv"));
    assertThat(lines).hasSize(5).allMatch(line -> line.split(",", -1).length == 66);
    assertThat(lines.get(1)).startsWith("drawn-1-0001/A/0001.jpg,1,");
    assertThat(door.run("samples", "check", folder)).isZero();
    for (String label : List.of("A", "B", "nothing")) {
      Mat picture =
          Pictures.read(folder.resolve("drawn-1-0001").resolve(label).resolve("0001.jpg"));
      assertThat(picture.width()).isEqualTo(picture.height()).isBetween(100, 400);
      assertThat(Core.mean(picture).val[1]).isBetween(10.0, 245.0);
      picture.release();
    }
  }

  @Test
  void whatWasCutOffGoesOnAndIsTheSame() throws IOException {
    Path one = dir.resolve("one");
    assertThat(render(one, SMALL)).isZero();
    Path lost = one.resolve("drawn-1-0002").resolve("B").resolve("0001.jpg");
    byte[] before = Files.readAllBytes(lost);
    Files.delete(lost);
    Files.delete(one.resolve("landmarks.csv"));
    assertThat(render(one, SMALL)).isZero();
    assertThat(lost).hasBinaryContent(before);
    assertThat(one.resolve("landmarks.csv")).exists();
    assertThat(render(dir.resolve("two"), SMALL)).isZero();
    assertThat(dir.resolve("two/drawn-1-0002/B/0001.jpg")).hasBinaryContent(before);
    assertThat(render(one, "--signers", "3")).isEqualTo(1);
    assertThat(door.err).contains("with other settings or by another version").hasLineCount(1);
    assertThat(lost).hasBinaryContent(before);
  }

  @Test
  void aFolderOfPhotographsIsLeftAlone() throws IOException {
    Path own = Files.createDirectories(dir.resolve("ann/A"));
    assertThat(render(dir, SMALL)).isEqualTo(1);
    assertThat(door.err).contains("name a new folder").hasLineCount(1);
    assertThat(own.getParent().getParent()).isDirectoryContaining(p -> p.endsWith("ann"));
    assertThat(dir.resolve("drawn-1-0001")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--letters,J,1,no still handshape for 'J'",
    "--letters,nothing,1,no still handshape for 'NOTHING'",
    "--tones,GREEN,2,GREEN",
    "--signers,0,2,--signers from 1",
    "--each,-1,2,--signers from 1",
    "--signers,2000000000,1,at most 200000",
    "--each,2000000000,1,at most 200000"
  })
  void whatCannotBeDrawnIsSaid(String option, String value, int code, String words) {
    assertThat(render(dir.resolve("none"), option, value)).isEqualTo(code);
    assertThat(door.err).contains(words);
    assertThat(door.out).isEmpty();
    assertThat(dir.resolve("none")).doesNotExist();
  }

  @Test
  void aFileIsNoFolderAndADamagedNoteIsAnotherDrawing() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    assertThat(render(file, SMALL)).isEqualTo(1);
    assertThat(door.err).contains("is a file; name a new folder").hasLineCount(1);
    Path folder = dir.resolve("drawn");
    assertThat(render(folder, SMALL)).isZero();
    Files.write(folder.resolve("rendered.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(render(folder, SMALL)).isEqualTo(1);
    assertThat(door.err).contains("with other settings or by another version").hasLineCount(1);
  }

  @Test
  void namesAreTheSameInEveryLocaleAndLettersCountOnce() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(render(dir.resolve("ar"), "--signers", "1", "--each", "1", "--letters", "b,B"))
          .isZero();
    } finally {
      Locale.setDefault(before);
    }
    assertThat(dir.resolve("ar/drawn-1-0001/B/0001.jpg")).exists();
    assertThat(Files.readAllLines(dir.resolve("ar/landmarks.csv")))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("file,presence,handedness,x0,y0,z0,x1");
  }

  /** What is by chance in one's picture is not what is in the neighbour's. */
  @Test
  void signersDoNotShareTheirSquares() {
    Path folder = dir.resolve("squares");
    assertThat(render(folder, "--signers", "6", "--each", "1", "--nothing", "0")).isZero();
    int same = 0;
    int pairs = 0;
    List<String> letters = Handshapes.letters();
    for (int signer = 1; signer < 6; signer++) {
      for (int i = 1; i < letters.size(); i++) {
        pairs++;
        same +=
            side(folder, signer, letters.get(i)) == side(folder, signer + 1, letters.get(i - 1))
                ? 1
                : 0;
      }
    }
    assertThat((double) same / pairs).isLessThan(0.1);
  }

  private static int side(Path folder, int signer, String letter) {
    Mat picture =
        Pictures.read(folder.resolve("drawn-1-000" + signer + "/" + letter + "/0001.jpg"));
    int side = picture.width();
    picture.release();
    return side;
  }

  @Test
  void onePersonHasOneSkin() {
    Path folder = dir.resolve("dark");
    assertThat(render(folder, "--signers", "1", "--each", "2", "--letters", "B", "--tones", "DARK"))
        .isZero();
    assertThat(render(dir.resolve("light"), "--signers", "1", "--letters", "B", "--tones", "LIGHT"))
        .isZero();
    assertThat(middle(folder, 1)).isLessThan(middle(dir.resolve("light"), 1) - 40);
    assertThat(middle(folder, 2)).isLessThan(middle(dir.resolve("light"), 2) - 40);
  }

  /** How bright the palm is, 0–255. */
  private static double middle(Path folder, int number) {
    Mat picture = Pictures.read(folder.resolve("drawn-1-0001/B/000" + number + ".jpg"));
    int side = picture.width();
    Mat part = picture.submat(side / 2, side * 5 / 8, side * 7 / 16, side * 9 / 16);
    double mean = Core.mean(part).val[1];
    part.release();
    picture.release();
    return mean;
  }
}
