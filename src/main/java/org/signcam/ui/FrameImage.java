package org.signcam.ui;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The newest frame, ready to be painted mirrored at any size. OpenCV scales it to the screen's own
 * pixels (area average when smaller, cubic when larger), which is sharper and about ten times
 * faster than Java2D's scaling; Java2D then only mirrors it. Buffers are reused: a new frame of the
 * same size allocates nothing.
 *
 * <p>Swing thread only. It owns two native matrices; {@link #close} gives them back.
 */
final class FrameImage implements AutoCloseable {
  private final Mat frame = new Mat(); // height × width × 3, BGR, as the camera gave it
  private final Mat scaled = new Mat();
  private BufferedImage image;
  private boolean stale;

  /** Copies the frame; the caller keeps its own. */
  void set(Mat bgr) {
    bgr.copyTo(frame);
    stale = true;
  }

  boolean isEmpty() {
    return frame.empty();
  }

  int width() {
    return frame.cols();
  }

  int height() {
    return frame.rows();
  }

  /** Paints the frame, mirrored left to right, into {@code view} (user space of {@code g}). */
  void paint(Graphics2D g, Rectangle view) {
    AffineTransform screen = g.getTransform();
    double sx = Math.hypot(screen.getScaleX(), screen.getShearY());
    double sy = Math.hypot(screen.getScaleY(), screen.getShearX());
    int width = Math.max(1, (int) Math.round(view.width * sx));
    int height = Math.max(1, (int) Math.round(view.height * sy));
    scaleTo(width, height);
    AffineTransform mirrored =
        new AffineTransform(
            -view.width / (double) width,
            0,
            0,
            view.height / (double) height,
            view.x + view.width,
            view.y);
    g.drawImage(image, mirrored, null);
  }

  private void scaleTo(int width, int height) {
    if (image == null || image.getWidth() != width || image.getHeight() != height) {
      image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      stale = true;
    }
    if (!stale) {
      return;
    }
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    if (width == frame.cols() && height == frame.rows()) {
      frame.get(0, 0, pixels);
    } else {
      int method = width < frame.cols() ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC;
      Imgproc.resize(frame, scaled, new Size(width, height), 0, 0, method);
      scaled.get(0, 0, pixels);
    }
    stale = false;
  }

  @Override
  public void close() {
    frame.release();
    scaled.release();
    image = null;
  }
}
