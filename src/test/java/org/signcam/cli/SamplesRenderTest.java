package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
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
    assertThat(door.err).contains("holds other things already");
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
  @CsvSource({"--letters,J,1", "--tones,GREEN,2", "--signers,0,2", "--each,-1,2"})
  void whatCannotBeDrawnIsSaid(String option, String value, int code) {
    assertThat(render(dir.resolve("none"), option, value)).isEqualTo(code);
    assertThat(door.err).contains(value.equals("0") ? "--signers from 1" : "");
    assertThat(door.out).isEmpty();
    assertThat(dir.resolve("none")).doesNotExist();
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
