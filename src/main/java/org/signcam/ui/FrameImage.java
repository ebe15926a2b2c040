package org.signcam.ui;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The newest frame, ready to be painted mirrored at any size. OpenCV mirrors it, scales it to the
 * screen's own pixels and gives it the screen's layout, so that Java2D only moves ints: its own
 * mirroring costs more than all the rest. Buffers are reused: a new frame of the same size
 * allocates nothing.
 *
 * <p>Swing thread only. It owns native matrices; {@link #close} gives them back.
 */
final class FrameImage implements AutoCloseable {
  private static final double SHADE = 0.62; // of the light is left beside the square

  private final Mat mirrored = new Mat(); // height × width × 3, BGR
  private final Mat scaled = new Mat(); // as on the screen, BGR
  private ByteBuffer bytes = ByteBuffer.allocateDirect(0); // as on the screen, BGRx
  private IntBuffer ints; // the same
  private Mat screen; // the same
  private BufferedImage image;
  private Rectangle bright = new Rectangle();
  private boolean stale;

  /** Copies the frame; the caller keeps its own. */
  void set(Mat bgr) {
    Core.flip(bgr, mirrored, 1);
    stale = true;
  }

  boolean isEmpty() {
    return mirrored.empty();
  }

  int width() {
    return mirrored.cols();
  }

  int height() {
    return mirrored.rows();
  }

  /**
   * Paints the frame, mirrored left to right.
   *
   * @param view where to (user space of {@code g})
   * @param bright the part that is not shaded (likewise)
   */
  void paint(Graphics2D g, Rectangle view, Rectangle bright) {
    AffineTransform user = g.getTransform(); // scales and moves, nothing else
    Rectangle area = onScreen(user, view);
    Rectangle lit = onScreen(user, bright).intersection(area);
    if (lit.isEmpty()) {
      lit.setBounds(area.x, area.y, 0, 0);
    }
    lit.translate(-area.x, -area.y);
    scaleTo(Math.max(1, area.width), Math.max(1, area.height), lit);
    g.setTransform(new AffineTransform());
    g.drawImage(image, area.x, area.y, null);
    g.setTransform(user);
  }

  /** In the screen's whole pixels. */
  private static Rectangle onScreen(AffineTransform user, Rectangle part) {
    Rectangle2D area = user.createTransformedShape(part).getBounds2D();
    int x = (int) Math.round(area.getMinX());
    int y = (int) Math.round(area.getMinY());
    return new Rectangle(
        x, y, (int) Math.round(area.getMaxX()) - x, (int) Math.round(area.getMaxY()) - y);
  }

  private void scaleTo(int width, int height, Rectangle lit) {
    if (image == null || image.getWidth() != width || image.getHeight() != height) {
      resize(width, height);
      stale = true;
    }
    stale |= !lit.equals(bright);
    if (!stale) {
      return;
    }
    Mat source = mirrored;
    if (width != mirrored.cols() || height != mirrored.rows()) {
      Imgproc.resize(mirrored, scaled, new Size(width, height), 0, 0, method(width));
      source = scaled;
    }
    Imgproc.cvtColor(source, screen, Imgproc.COLOR_BGR2BGRA); // writes into the buffer
    shadeAround(lit);
    ints.get(0, ((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    bright = lit;
    stale = false;
  }

  /** Java2D's way, a translucent rectangle, costs more than all the rest of the painting. */
  private void shadeAround(Rectangle lit) {
    int right = lit.x + lit.width;
    int bottom = lit.y + lit.height;
    shade(0, 0, screen.cols(), lit.y);
    shade(0, bottom, screen.cols(), screen.rows() - bottom);
    shade(0, lit.y, lit.x, lit.height);
    shade(right, lit.y, screen.cols() - right, lit.height);
  }

  private void shade(int x, int y, int width, int height) {
    if (width > 0 && height > 0) {
      Mat part = screen.submat(y, y + height, x, x + width);
      part.convertTo(part, -1, SHADE);
      part.release();
    }
  }

  /** The average of an area costs ten times as much and differs where it is of many pixels. */
  private int method(int width) {
    if (width > mirrored.cols()) {
      return Imgproc.INTER_CUBIC;
    }
    return 2 * width > mirrored.cols() ? Imgproc.INTER_LINEAR : Imgproc.INTER_AREA;
  }

  private void resize(int width, int height) {
    int size = 4 * width * height;
    if (bytes.capacity() < size) { // a window that is made larger bit by bit keeps its buffer
      bytes = ByteBuffer.allocateDirect(size + size / 4).order(ByteOrder.nativeOrder());
      ints = bytes.asIntBuffer();
    }
    if (screen != null) {
      screen.release();
    }
    screen = new Mat(height, width, CvType.CV_8UC4, bytes);
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }

  @Override
  public void close() {
    mirrored.release();
    scaled.release();
    if (screen != null) {
      screen.release();
    }
    screen = null;
    image = null;
  }
}
