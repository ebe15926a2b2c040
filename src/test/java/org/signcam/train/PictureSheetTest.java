package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.train.PictureSheet.Tile;

class PictureSheetTest {
  private static final int RED = 0xff0000;
  private static final int WHITE = 0xffffff;

  @TempDir Path dir;

  @BeforeAll
  static void natives() {
    OpenCv.load();
  }

  @Test
  void picturesStandInAGridWithTheirCaptionsBelow() throws IOException {
    Mat red = picture(300, 300);
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      tiles.add(
          new Tile(red, "rock → paper 0.9" + i + "\na second line that is far too long for it"));
    }
    BufferedImage sheet = drawn(tiles, 4, 160);
    red.release();
    assertThat(sheet.getWidth()).isEqualTo(12 + 4 * 172);
    assertThat(sheet.getHeight()).isEqualTo(12 + 2 * (160 + 12 + 2 * 18));
    assertThat(rgb(sheet, 12 + 80, 12 + 80)).isEqualTo(RED);
    assertThat(rgb(sheet, 12 + 2 * 172 + 80, 12 + 208 + 80)).isEqualTo(RED);
    assertThat(rgb(sheet, 12 + 3 * 172 + 80, 12 + 208 + 80)).isEqualTo(WHITE); // there are seven
    assertThat(ink(sheet, 12, 172, 160, 36)).isTrue();
    assertThat(ink(sheet, 172, 0, 12, sheet.getHeight())).isFalse(); // captions keep their column
  }

  @Test
  void aPictureThatIsNotSquareKeepsItsShape() throws IOException {
    Mat wide = picture(40, 80);
    BufferedImage sheet = drawn(List.of(new Tile(wide, "")), 4, 100);
    wide.release();
    assertThat(sheet.getWidth()).isEqualTo(124);
    assertThat(rgb(sheet, 12 + 50, 12 + 50)).isEqualTo(RED);
    assertThat(rgb(sheet, 12 + 50, 12 + 20)).isEqualTo(WHITE);
  }

  @Test
  void whatCannotBeDrawnOrWrittenIsSaid() {
    Mat grey = new Mat(4, 4, CvType.CV_8UC1, new Scalar(0));
    Mat red = picture(4, 4);
    assertThatThrownBy(() -> drawn(List.of(new Tile(grey, "")), 1, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8-bit BGR");
    assertThatThrownBy(() -> PictureSheet.write(dir, List.of(new Tile(red, "")), 1, 10))
        .isInstanceOf(UserException.class);
    grey.release();
    red.release();
  }

  private static Mat picture(int rows, int columns) {
    return new Mat(rows, columns, CvType.CV_8UC3, new Scalar(0, 0, 255));
  }

  private BufferedImage drawn(List<Tile> tiles, int columns, int side) throws IOException {
    Path file = dir.resolve("sheet.png");
    PictureSheet.write(file, tiles, columns, side);
    return ImageIO.read(file.toFile());
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  private static boolean ink(BufferedImage image, int x, int y, int width, int height) {
    for (int pixel : image.getRGB(x, y, width, height, null, 0, width)) {
      if ((pixel & 0xffffff) != WHITE) {
        return true;
      }
    }
    return false;
  }
}
