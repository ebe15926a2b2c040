package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.image.OpenCv;

class SamenessTest {
  static {
    OpenCv.load();
  }

  private final Mat grey = new Mat(48, 64, CvType.CV_8UC3, new Scalar(90, 90, 90));
  private final Mat light = new Mat(48, 64, CvType.CV_8UC3, new Scalar(200, 200, 200));
  private final Sameness sameness = new Sameness();

  @AfterEach
  void free() {
    sameness.close();
    grey.release();
    light.release();
  }

  @Test
  void aStillPictureIsTheSameFromTheSecondFrameOn() {
    assertThat(sameness.same(grey)).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(sameness.same(grey)).isTrue();
    }
  }

  @Test
  void afterAChangeItIsTheSameFromTheThirdFrameOn() {
    sameness.same(grey);
    assertThat(sameness.same(light)).isFalse();
    assertThat(sameness.same(light)).as("the one before was not kept").isFalse();
    assertThat(sameness.same(light)).isTrue();
    assertThat(sameness.same(grey)).isFalse();
  }

  /** A pointer that moves over a slide: between the rows that are looked at first. */
  @Test
  void oneOtherPixelAnywhereIsAChange() {
    for (int y = 0; y < grey.rows(); y++) {
      sameness.same(grey);
      sameness.same(grey);
      assertThat(sameness.same(grey)).isTrue();
      grey.put(y, 5, new byte[] {1, 2, 3});
      assertThat(sameness.same(grey)).as("row %d", y).isFalse();
    }
  }

  @Test
  void aFrameOfAnotherSizeIsAChange() {
    sameness.same(grey);
    Mat small = grey.submat(0, 24, 0, 32);
    assertThat(sameness.same(small)).isFalse();
    small.release();
  }
}
