package org.signcam.train;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Hands cut out on black, as some collections have them and no webcam does. */
final class Cutout {
  /** Up to this value, 0–255, in all channels a pixel is taken for the black of a cut-out. */
  private static final int BLACK = 18;

  /** Least share of black along the picture's border that makes it a cut-out. */
  private static final double BLACK_BORDER = 0.7;

  private Cutout() {}

  /** Whether most of the picture's border is black. */
  static boolean onBlack(Mat bgr) {
    Mat border = new Mat();
    Mat[] sides = {
      bgr.row(0), bgr.row(bgr.rows() - 1), bgr.col(0).t(), bgr.col(bgr.cols() - 1).t()
    };
    Core.hconcat(java.util.Arrays.asList(sides), border);
    Mat black = new Mat();
    Core.inRange(border, Scalar.all(0), Scalar.all(BLACK), black);
    boolean is = Core.countNonZero(black) > BLACK_BORDER * border.cols();
    for (Mat side : sides) {
      side.release();
    }
    border.release();
    black.release();
    return is;
  }

  /** Puts {@code room} where {@code bgr} is black, with a soft edge; releases the room. */
  static Mat replaceBlack(Mat bgr, Mat room) {
    Mat hand = new Mat();
    Core.inRange(bgr, Scalar.all(0), Scalar.all(BLACK), hand);
    Core.bitwise_not(hand, hand);
    Imgproc.morphologyEx(
        hand, hand, Imgproc.MORPH_CLOSE, Mat.ones(5, 5, CvType.CV_8U)); // dark nails, creases
    Imgproc.GaussianBlur(hand, hand, new Size(0, 0), 1);
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
