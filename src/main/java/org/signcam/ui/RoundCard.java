package org.signcam.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/**
 * Cards with round corners. A large smooth shape costs milliseconds a frame on X11, a plain
 * rectangle nothing: so the rectangle is filled and only its four corners are smooth.
 */
public final class RoundCard {
  public static final int RADIUS = 8;
  private static final Area CORNER = corner();

  private RoundCard() {}

  /** What lies outside the arc in the square at the top left. */
  private static Area corner() {
    Area area = new Area(new Rectangle2D.Double(0, 0, RADIUS, RADIUS));
    area.subtract(new Area(new Arc2D.Double(0, 0, 2 * RADIUS, 2 * RADIUS, 90, 90, Arc2D.PIE)));
    return area;
  }

  /** Fills the component and draws its edge; null for no edge. */
  public static void paint(Graphics2D g, Component c, Color fill, Color edge) {
    g.setColor(fill);
    g.fillRect(0, 0, c.getWidth(), c.getHeight());
    cutCorners(g, c);
    if (edge != null) {
      g.setColor(edge);
      g.draw(
          new RoundRectangle2D.Double(
              0.5, 0.5, c.getWidth() - 1.0, c.getHeight() - 1.0, 2 * RADIUS, 2 * RADIUS));
    }
  }

  /** Paints the parent's colour over the corners of whatever has been painted. */
  public static void cutCorners(Graphics2D g, Component c) {
    g.setColor(c.getParent() == null ? Palette.card() : c.getParent().getBackground());
    for (int right = 0; right <= 1; right++) {
      for (int down = 0; down <= 1; down++) {
        Graphics2D at = (Graphics2D) g.create();
        at.translate(right * c.getWidth(), down * c.getHeight());
        at.scale(1 - 2 * right, 1 - 2 * down);
        at.fill(CORNER);
        at.dispose();
      }
    }
  }
}
