package org.signcam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;

/**
 * A clip of a drawn hand that sways and shows one finger more every two seconds: what pictures of
 * the window and its tests show in place of a person. The light spot lies on the frame's left, so
 * that mirroring is seen.
 */
final class StandInFrames implements FrameSource {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;
  static final double FPS = 30;
  private static final int FRAMES_PER_POSE = 60;

  private final int length;
  private final BufferedImage image =
      new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
  private int next;
  private volatile boolean closed;

  /**
   * @param length in frames; then the clip is over
   */
  StandInFrames(int length) {
    this.length = length;
  }

  @Override
  public boolean read(Mat into) {
    if (next >= length) {
      return false;
    }
    draw(next++);
    into.create(HEIGHT, WIDTH, CvType.CV_8UC3);
    into.put(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    return true;
  }

  @Override
  public double mediaMillis() {
    return (next - 1) * 1000 / FPS;
  }

  @Override
  public CameraInfo info() {
    return new CameraInfo("Drawn hand", "drawn", WIDTH, HEIGHT, "BGR", FPS, false);
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  private void draw(int frame) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, new Color(0x6f8fae), WIDTH, HEIGHT, new Color(0x39506b)));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(new Color(255, 255, 255, 60));
    g.fill(new Ellipse2D.Double(-90, -80, 300, 300));
    double sway = Math.sin(frame / FPS * 1.6);
    g.translate(WIDTH / 2.0 + 8 * sway, HEIGHT / 2.0 + 20);
    g.rotate(0.05 * sway);
    drawHand(g, frame / FRAMES_PER_POSE % 5);
    g.dispose();
  }

  /** A right hand from behind, as many fingers up as said. */
  private static void drawHand(Graphics2D g, int fingersUp) {
    Color skin = new Color(0xe9c7a4);
    Color edge = new Color(0xc79a72);
    double[] x = {-48, -16, 16, 46};
    double[] tip = {-116, -138, -130, -100};
    g.setStroke(new BasicStroke(58, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.setColor(edge);
    g.draw(new Line2D.Double(0, 60, 0, 330));
    g.setStroke(new BasicStroke(52, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.setColor(skin);
    g.draw(new Line2D.Double(0, 60, 0, 330));
    for (int i = 0; i < 4; i++) {
      double top = i < fingersUp ? tip[i] : -40;
      finger(g, x[i], -20, x[i] * 1.12, top, edge, skin);
    }
    g.setColor(edge);
    g.fill(new RoundRectangle2D.Double(-66, -46, 132, 146, 60, 60));
    g.setColor(skin);
    g.fill(new RoundRectangle2D.Double(-62, -42, 124, 138, 56, 56));
    finger(g, 52, 66, 88, 6, edge, skin);
  }

  private static void finger(
      Graphics2D g, double x1, double y1, double x2, double y2, Color edge, Color skin) {
    g.setStroke(new BasicStroke(32, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(edge);
    g.draw(new Line2D.Double(x1, y1, x2, y2));
    g.setStroke(new BasicStroke(25, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(skin);
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }
}
