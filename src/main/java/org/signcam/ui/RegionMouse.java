package org.signcam.ui;

import java.awt.Cursor;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import javax.swing.SwingUtilities;
import org.signcam.image.MirroredView;
import org.signcam.image.Region;

/** The mouse on the preview: drags the square, pulls its edges and corners, the wheel resizes. */
final class RegionMouse extends MouseAdapter {
  private static final double REACH = 10; // of an edge, in view units
  private static final int WHEEL_STEP = 8; // frame pixels a notch

  private final PreviewPanel preview;
  private Grip grip = Grip.NONE;
  private Region start;
  private double startX;
  private double startY;

  RegionMouse(PreviewPanel preview) {
    this.preview = preview;
  }

  void install() {
    preview.addMouseListener(this);
    preview.addMouseMotionListener(this);
    preview.addMouseWheelListener(this);
  }

  private Grip gripAt(MouseEvent e) {
    MirroredView map = preview.map();
    if (map == null || preview.region() == null) {
      return Grip.NONE;
    }
    return Grip.at(map.toView(preview.region()), e.getX(), e.getY(), REACH);
  }

  @Override
  public void mouseMoved(MouseEvent e) {
    preview.setCursor(Cursor.getPredefinedCursor(gripAt(e).cursor));
  }

  @Override
  public void mousePressed(MouseEvent e) {
    preview.requestFocusInWindow();
    grip = SwingUtilities.isLeftMouseButton(e) ? gripAt(e) : Grip.NONE;
    start = preview.region();
    startX = e.getX();
    startY = e.getY();
  }

  @Override
  public void mouseReleased(MouseEvent e) {
    grip = Grip.NONE;
    mouseMoved(e);
  }

  @Override
  public void mouseDragged(MouseEvent e) {
    MirroredView map = preview.map();
    if (grip == Grip.NONE || map == null) {
      return;
    }
    double dx = (e.getX() - startX) / map.scale();
    double dy = (e.getY() - startY) / map.scale();
    preview.changeRegion(grip.drag(start, dx, dy, map.frameWidth(), map.frameHeight()));
  }

  @Override
  public void mouseWheelMoved(MouseWheelEvent e) {
    MirroredView map = preview.map();
    if (map != null && gripAt(e) != Grip.NONE) {
      int by = (int) Math.round(-e.getPreciseWheelRotation() * WHEEL_STEP);
      preview.changeRegion(Grip.grow(preview.region(), by, map.frameWidth(), map.frameHeight()));
    }
  }
}
