package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.OpenCv;

class HandMasksTest {
  private static final int SIDE = 200;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  /** An open hand: five straight fingers of four points each above a wrist. */
  private static float[] points() {
    float[] points = new float[63];
    points[0] = 0.5f;
    points[1] = 0.85f;
    for (int finger = 0; finger < 5; finger++) {
      for (int joint = 0; joint < 4; joint++) {
        int i = 3 * (1 + 4 * finger + joint);
        points[i] = 0.3f + 0.1f * finger;
        points[i + 1] = 0.6f - 0.12f * joint;
      }
    }
    return points;
  }

  /** The hand in skin colour and where it is, on noise of another colour. */
  private static Mat[] drawn() {
    Mat bgr = new Mat(SIDE, SIDE, CvType.CV_8UC3);
    Core.setRNGSeed(1);
    Core.randu(bgr, 60, 110);
    Mat truth = Mat.zeros(SIDE, SIDE, CvType.CV_8U);
    float[] p = points();
    for (int finger = 0; finger < 5; finger++) {
      Point base = new Point(p[3 + 12 * finger] * SIDE, p[4 + 12 * finger] * SIDE);
      Point tip = new Point(p[12 + 12 * finger] * SIDE, p[13 + 12 * finger] * SIDE);
      Imgproc.line(truth, base, tip, new Scalar(255), 14);
      Imgproc.line(truth, new Point(0.5 * SIDE, 0.85 * SIDE), base, new Scalar(255), 22);
    }
    bgr.setTo(new Scalar(120, 150, 225), truth);
    return new Mat[] {bgr, truth};
  }

  @Test
  void theHandIsCutOutAndLittleElse() throws Exception {
    Mat[] drawn = drawn();
    Path file = folder.resolve("hand.png");
    Imgcodecs.imwrite(file.toString(), drawn[0]);
    Mat mask = new HandMasks(folder).of(file, drawn[0], points());
    assertThat(mask.size()).isEqualTo(drawn[0].size());
    Imgproc.threshold(mask, mask, 127, 255, Imgproc.THRESH_BINARY);
    Mat both = new Mat();
    Core.bitwise_and(mask, drawn[1], both);
    double common = Core.countNonZero(both);
    assertThat(common / Core.countNonZero(drawn[1])).as("of the hand").isGreaterThan(0.9);
    assertThat(common / Core.countNonZero(mask)).as("of the mask").isGreaterThan(0.9);
  }

  @Test
  void aMaskIsCutOnceAndADamagedOneIsNoMask() throws Exception {
    Mat bgr = drawn()[0];
    Path file = folder.resolve("hand.png");
    Imgcodecs.imwrite(file.toString(), bgr);
    HandMasks masks = new HandMasks(folder);
    Mat first = masks.of(file, bgr, points());
    List<Path> kept;
    try (var files = Files.list(folder.resolve("hand-masks"))) {
      kept = files.toList();
    }
    assertThat(kept).hasSize(1);
    // Another picture under the same name and points would now get the kept mask.
    Mat again = masks.of(file, new Mat(SIDE, SIDE, CvType.CV_8UC3, Scalar.all(9)), points());
    assertThat(Core.norm(first, again, Core.NORM_INF)).isZero();
    Files.write(kept.get(0), new byte[] {1, 2, 3});
    assertThat(masks.of(file, bgr, points())).isNull();
  }

  @Test
  void whereThereIsNoHandThereIsNoMask() throws Exception {
    Path file = folder.resolve("wall.png");
    Mat wall = new Mat(SIDE, SIDE, CvType.CV_8UC3, new Scalar(200, 200, 200));
    Imgcodecs.imwrite(file.toString(), wall);
    float[] onOnePoint = new float[63];
    assertThat(new HandMasks(folder).of(file, wall, onOnePoint)).isNull();
  }
}
