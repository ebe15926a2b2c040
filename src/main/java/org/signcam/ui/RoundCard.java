package org.signcam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.function.Consumer;

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
    fillRect(g, 0, 0, c.getWidth(), c.getHeight());
    cutCorners(g, c);
    if (edge != null) {
      g.setColor(edge);
      drawEdge(g, c, 1);
    }
  }

  /** Draws the component's edge, so many units thick, inside it. */
  public static void drawEdge(Graphics2D g, Component c, int thick) {
    double arc = 2.0 * RADIUS - thick;
    atEachCorner(
        g,
        c,
        corner -> {
          corner.setStroke(new BasicStroke(thick));
          corner.draw(new Arc2D.Double(thick / 2.0, thick / 2.0, arc, arc, 90, 90, Arc2D.OPEN));
        });
    int width = c.getWidth() - 2 * RADIUS;
    int height = c.getHeight() - 2 * RADIUS;
    fillRect(g, RADIUS, 0, width, thick);
    fillRect(g, RADIUS, c.getHeight() - thick, width, thick);
    fillRect(g, 0, RADIUS, thick, height);
    fillRect(g, c.getWidth() - thick, RADIUS, thick, height);
  }

  /** Fills a rectangle of whole units, which needs no smoothing: that costs ten times as much. */
  public static void fillRect(Graphics2D g, int x, int y, int width, int height) {
    Object smoothing = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    g.fillRect(x, y, width, height);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smoothing);
  }

  /** Paints the parent's colour over the corners of whatever has been painted. */
  public static void cutCorners(Graphics2D g, Component c) {
    g.setColor(c.getParent() == null ? Palette.card() : c.getParent().getBackground());
    atEachCorner(g, c, corner -> corner.fill(CORNER));
  }

  /** With every corner's graphics, turned so that the corner is the top left one. */
  private static void atEachCorner(Graphics2D g, Component c, Consumer<Graphics2D> painter) {
    for (int right = 0; right <= 1; right++) {
      for (int down = 0; down <= 1; down++) {
        Graphics2D at = (Graphics2D) g.create();
        at.translate(right * c.getWidth(), down * c.getHeight());
        at.scale(1 - 2 * right, 1 - 2 * down);
        painter.accept(at);
        at.dispose();
      }
    }
  }
}
