package org.signcam.train;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Cuts hands out and puts them in front of something else. */
final class Cutout {
  /** Up to this value, 0–255, in all channels a pixel is taken for the black of a cut-out. */
  private static final int BLACK = 18;

  /** Least share of black along the picture's border that makes it a cut-out. */
  private static final double BLACK_BORDER = 0.7;

  private Cutout() {}

  /** Whether most of the picture's border is black, as some collections have it and no webcam. */
  static boolean onBlack(Mat bgr) {
    Mat black = new Mat();
    Core.inRange(bgr, Scalar.all(0), Scalar.all(BLACK), black);
    Mat[] edges = {
      black.row(0), black.row(black.rows() - 1), black.col(0), black.col(black.cols() - 1)
    };
    int count = 0;
    for (Mat edge : edges) {
      count += Core.countNonZero(edge);
      edge.release();
    }
    black.release();
    return count > BLACK_BORDER * 2 * (bgr.rows() + bgr.cols());
  }

  /** H×W uint8: 255 where the picture is not black. */
  static Mat notBlack(Mat bgr) {
    Mat hand = new Mat();
    Core.inRange(bgr, Scalar.all(0), Scalar.all(BLACK), hand);
    Core.bitwise_not(hand, hand);
    Mat square = Mat.ones(5, 5, CvType.CV_8U);
    Imgproc.morphologyEx(hand, hand, Imgproc.MORPH_CLOSE, square); // dark nails, creases
    square.release();
    return hand;
  }

  /**
   * Puts {@code room} behind the hand, with a soft edge; releases the room and the mask.
   *
   * @param hand H×W uint8, 255 on the hand
   * @param room H×W×3 uint8 BGR
   * @param softness standard deviation of the edge, px
   */
  static Mat before(Mat bgr, Mat hand, Mat room, double softness) {
    Imgproc.GaussianBlur(hand, hand, new Size(0, 0), softness);
    Mat share = new Mat();
    Imgproc.cvtColor(hand, share, Imgproc.COLOR_GRAY2BGR);
    Mat front = new Mat();
    Core.multiply(bgr, share, front, 1 / 255.0);
    Core.bitwise_not(share, share);
    Mat out = new Mat();
    Core.multiply(room, share, out, 1 / 255.0);
    Core.add(front, out, out);
    for (Mat m : new Mat[] {hand, share, front, room}) {
      m.release();
    }
    return out;
  }
}
