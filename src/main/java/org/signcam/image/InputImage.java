package org.signcam.image;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a region out of a frame and makes it the network's input picture: RGB, 8 bits a channel,
 * side×side×3 (height, width, channel), never mirrored. Normalising is the device's work. The
 * buffer is allocated once and used again for every frame, so one thread uses one instance.
 */
public final class InputImage implements AutoCloseable {
  static {
    OpenCv.load();
  }

  private final int side;
  private final ByteBuffer buffer; // side×side×3
  private final Mat rgb; // side×side, CV_8UC3, its pixels are the buffer's
  private final Mat resized; // side×side, CV_8UC3, BGR

  /**
   * @param side of the network's input, in pixels; 224 for most
   */
  public InputImage(int side) {
    if (side < 1) {
      throw new IllegalArgumentException("The input's side must be positive, not " + side);
    }
    this.side = side;
    buffer = ByteBuffer.allocateDirect(side * side * 3);
    rgb = new Mat(side, side, CvType.CV_8UC3, buffer);
    resized = new Mat(side, side, CvType.CV_8UC3);
  }

  /**
   * Fills the buffer from a frame. Shrinking averages the pixels covered (no aliasing), growing is
   * bilinear.
   *
   * @param bgr the frame, height×width, 8-bit BGR; left as it is
   * @param region in the frame's pixels; brought into the frame where it sticks out
   * @return the rewound direct buffer of side·side·3 bytes, valid until the next call
   */
  public ByteBuffer fill(Mat bgr, Region region) {
    if (bgr.type() != CvType.CV_8UC3 || bgr.empty()) {
      throw new IllegalArgumentException(
          "Expected an 8-bit BGR picture, found " + CvType.typeToString(bgr.type()) + " " + bgr);
    }
    Region inside = region.clampTo(bgr.cols(), bgr.rows());
    Mat square = bgr.submat(new Rect(inside.x(), inside.y(), inside.side(), inside.side()));
    try {
      if (inside.side() > side && inside.side() % 2 == 0 && side % 2 == 0) {
        // OpenCV averages on one core. No pixel reaches over the middle, so halves can part there.
        IntStream.range(0, 2).parallel().forEach(half -> shrinkHalf(square, half));
      } else {
        int interpolation = inside.side() > side ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
        Imgproc.resize(square, resized, new Size(side, side), 0, 0, interpolation);
      }
      Imgproc.cvtColor(resized, rgb, Imgproc.COLOR_BGR2RGB); // writes into the buffer
    } finally {
      square.release();
    }
    return buffer.rewind();
  }

  private void shrinkHalf(Mat square, int half) {
    int rows = square.rows() / 2;
    Mat from = square.rowRange(half * rows, (half + 1) * rows);
    Mat to = resized.rowRange(half * side / 2, (half + 1) * side / 2);
    Imgproc.resize(from, to, to.size(), 0, 0, Imgproc.INTER_AREA);
    from.release();
    to.release();
  }

  /** Width and height of the input, in pixels. */
  public int side() {
    return side;
  }

  /** Frees the native memory; the buffer last returned stays valid as long as it is referenced. */
  @Override
  public void close() {
    rgb.release();
    resized.release();
  }
}
