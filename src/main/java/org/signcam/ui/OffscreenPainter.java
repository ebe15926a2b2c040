package org.signcam.ui;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import org.signcam.camera.Frame;
import org.signcam.recognize.Reading;

/** Picture and letter as the window paints them, into an image of 1280×720 px: to time it. */
public final class OffscreenPainter implements AutoCloseable {
  static final Dimension SIZE = new Dimension(1280, 720);

  private final BufferedImage image =
      new BufferedImage(SIZE.width, SIZE.height, BufferedImage.TYPE_INT_RGB);
  private PreviewPanel preview; // Swing thread, as the others
  private ReadingPanel letter;

  /** Not for the Swing thread. */
  public OffscreenPainter() {
    onSwing(
        () -> {
          preview = new PreviewPanel(region -> {});
          letter = new ReadingPanel();
          JPanel stage = new JPanel(new PictureAndSide(14, 58));
          stage.add(preview);
          stage.add(letter);
          stage.addNotify(); // so that it can be laid out
          stage.setSize(SIZE);
          stage.validate();
        });
  }

  /**
   * Paints a frame and its reading on the Swing thread; returns when that is done.
   *
   * @return how long the painting took, ms
   */
  public double paint(Frame frame, Reading reading) {
    double[] millis = new double[1];
    onSwing(
        () -> {
          long start = System.nanoTime();
          preview.showFrame(frame.bgr());
          preview.setRegion(reading.region());
          letter.show(ReadingView.of(reading, -1));
          paint(image, preview, letter);
          millis[0] = (System.nanoTime() - start) / 1e6;
        });
    return millis[0];
  }

  /** Paints parts of a view where they lie in it; Swing thread. */
  static void paint(BufferedImage image, Component... parts) {
    Graphics2D g = image.createGraphics();
    for (Component part : parts) {
      var own = (Graphics2D) g.create(part.getX(), part.getY(), part.getWidth(), part.getHeight());
      part.paint(own);
      own.dispose();
    }
    g.dispose();
  }

  /** Runs a task on the Swing thread and waits for it. */
  static void onSwing(Runnable task) {
    try {
      SwingUtilities.invokeAndWait(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("Painting offscreen", e.getCause());
    }
  }

  @Override
  public void close() {
    onSwing(preview::release);
  }
}
