package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class InputImageTest {
  private final Mat frame = new Mat(100, 160, CvType.CV_8UC3);

  @BeforeAll
  static void load() {
    OpenCv.load();
    OpenCv.load(); // a second time does nothing
  }

  @AfterEach
  void release() {
    frame.release();
  }

  /** Blue tells the column, green the row, red is 7. */
  private void paintCoordinates() {
    for (int y = 0; y < frame.rows(); y++) {
      for (int x = 0; x < frame.cols(); x++) {
        frame.put(y, x, new byte[] {(byte) x, (byte) y, 7});
      }
    }
  }

  private static int[] pixel(ByteBuffer rgb, int side, int x, int y) {
    int at = (y * side + x) * 3;
    return new int[] {rgb.get(at) & 0xff, rgb.get(at + 1) & 0xff, rgb.get(at + 2) & 0xff};
  }

  @Test
  void theColoursAreRgbInThatOrder() {
    frame.setTo(new Scalar(10, 20, 30)); // blue, green, red
    try (InputImage input = new InputImage(8)) {
      assertThat(pixel(input.fill(frame, new Region(0, 0, 50)), 8, 3, 3))
          .containsExactly(30, 20, 10);
    }
  }

  @Test
  void aRegionOfTheInputsSizeIsCopiedPixelByPixelAndNotMirrored() {
    paintCoordinates();
    try (InputImage input = new InputImage(40)) {
      ByteBuffer rgb = input.fill(frame, new Region(30, 20, 40));
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 40; x++) {
          assertThat(pixel(rgb, 40, x, y)).containsExactly(7, 20 + y, 30 + x);
        }
      }
    }
  }

  @Test
  void shrinkingAveragesThePixelsCovered() {
    paintCoordinates();
    try (InputImage input = new InputImage(20)) {
      ByteBuffer rgb = input.fill(frame, new Region(10, 6, 60)); // 3×3 pixels become one
      assertThat(pixel(rgb, 20, 0, 0)).containsExactly(7, 7, 11);
      assertThat(pixel(rgb, 20, 19, 19)).containsExactly(7, 64, 68);
    }
  }

  @Test
  void halvesShrunkOnTheirOwnAreTheWholeShrunk() {
    Mat noise = new Mat(480, 640, CvType.CV_8UC3);
    Mat whole = new Mat();
    byte[] expected = new byte[224 * 224 * 3];
    byte[] found = new byte[expected.length];
    Core.setRNGSeed(5);
    Core.randu(noise, 0, 256);
    try (InputImage input = new InputImage(224)) {
      for (int side = 225; side <= 480; side++) {
        Mat square = noise.submat(0, side, 7, 7 + side);
        Imgproc.resize(square, whole, new Size(224, 224), 0, 0, Imgproc.INTER_AREA);
        Imgproc.cvtColor(whole, whole, Imgproc.COLOR_BGR2RGB);
        whole.get(0, 0, expected);
        input.fill(noise, new Region(7, 0, side)).get(found);
        assertThat(found).as("from %d px", side).isEqualTo(expected);
        square.release();
      }
    } finally {
      noise.release();
      whole.release();
    }
  }

  @Test
  void growingInterpolates() {
    paintCoordinates();
    try (InputImage input = new InputImage(64)) {
      ByteBuffer rgb = input.fill(frame, new Region(40, 40, 32));
      assertThat(pixel(rgb, 64, 0, 0)).containsExactly(7, 40, 40);
      assertThat(pixel(rgb, 64, 63, 63)).containsExactly(7, 71, 71);
      assertThat(pixel(rgb, 64, 31, 32)).containsExactly(7, 56, 55);
    }
  }

  @Test
  void aRegionPartlyOutsideIsMovedIn() {
    paintCoordinates();
    try (InputImage input = new InputImage(40)) {
      ByteBuffer rgb = input.fill(frame, new Region(150, -10, 40));
      assertThat(pixel(rgb, 40, 0, 0)).containsExactly(7, 0, 120);
      assertThat(pixel(rgb, 40, 39, 39)).containsExactly(7, 39, 159);
    }
  }

  @Test
  void theSameBufferIsFilledEveryTime() {
    try (InputImage input = new InputImage(16)) {
      frame.setTo(new Scalar(1, 1, 1));
      ByteBuffer first = input.fill(frame, new Region(0, 0, 90));
      assertThat(first.isDirect()).isTrue();
      assertThat(first.remaining()).isEqualTo(16 * 16 * 3);
      first.get(); // a reader moves the position
      frame.setTo(new Scalar(2, 2, 2));
      ByteBuffer second = input.fill(frame, new Region(0, 0, 40));
      assertThat(second).isSameAs(first);
      assertThat(second.position()).isZero();
      assertThat(second.get(0)).isEqualTo((byte) 2);
    }
  }

  @Test
  void aSideIsOnePixelAtLeast() {
    frame.setTo(new Scalar(10, 20, 30));
    try (InputImage input = new InputImage(1)) {
      assertThat(input.side()).isEqualTo(1);
      assertThat(pixel(input.fill(frame, new Region(0, 0, 50)), 1, 0, 0))
          .containsExactly(30, 20, 10);
    }
    assertThatThrownBy(() -> new InputImage(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGreyFrameIsRefused() {
    Mat grey = new Mat(50, 50, CvType.CV_8UC1);
    try (InputImage input = new InputImage(16)) {
      assertThatThrownBy(() -> input.fill(grey, new Region(0, 0, 40)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("8-bit BGR");
    } finally {
      grey.release();
    }
  }
}
