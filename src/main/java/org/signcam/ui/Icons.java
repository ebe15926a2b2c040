package org.signcam.ui;

import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.Icon;
import javax.swing.UIManager;

/** The toolbar's icons, drawn on a field of 20 × 20 so that they are sharp at every scale. */
enum Icons implements Icon {
  FREEZE,
  RESUME,
  SNAPSHOT,
  FULL_SCREEN,
  PROJECTOR,
  HELP,
  TYPE_SPACE,
  DELETE_LETTER,
  CLEAR_TEXT,
  COPY_TEXT;

  private static final double FIELD = 20;

  /** Grows with the font, so that it does in projector mode. */
  private static int size() {
    return Math.round(UIManager.getFont("Label.font").getSize2D() * 1.5f);
  }

  @Override
  public int getIconWidth() {
    return size();
  }

  @Override
  public int getIconHeight() {
    return size();
  }

  @Override
  public void paintIcon(Component c, Graphics graphics, int x, int y) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    g.translate(x, y);
    g.scale(size() / FIELD, size() / FIELD);
    g.setColor(c.isEnabled() ? Palette.text() : Palette.muted());
    g.setStroke(new BasicStroke(1.7f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    switch (this) {
      case FREEZE -> {
        g.fill(new RoundRectangle2D.Double(5, 4, 3.4, 12, 2, 2));
        g.fill(new RoundRectangle2D.Double(11.6, 4, 3.4, 12, 2, 2));
      }
      case RESUME -> g.fill(path(true, 6, 3.5, 16, 10, 6, 16.5));
      case SNAPSHOT -> {
        g.draw(new RoundRectangle2D.Double(2, 5.5, 16, 11, 4, 4));
        g.draw(new Ellipse2D.Double(6.8, 7.8, 6.4, 6.4));
        g.draw(path(false, 7, 5.2, 8, 3.2, 12, 3.2, 13, 5.2));
      }
      case FULL_SCREEN -> {
        g.draw(path(false, 3, 7.5, 3, 3, 7.5, 3));
        g.draw(path(false, 12.5, 3, 17, 3, 17, 7.5));
        g.draw(path(false, 17, 12.5, 17, 17, 12.5, 17));
        g.draw(path(false, 7.5, 17, 3, 17, 3, 12.5));
      }
      case PROJECTOR -> {
        g.draw(new RoundRectangle2D.Double(2.5, 3, 15, 10, 2, 2));
        g.draw(path(false, 6.5, 17, 10, 13.2, 13.5, 17));
      }
      case HELP -> {
        g.draw(new Ellipse2D.Double(2.5, 2.5, 15, 15));
        Path2D hook = new Path2D.Double();
        hook.moveTo(7.6, 8);
        hook.curveTo(7.6, 4.6, 12.4, 4.6, 12.4, 7.8);
        hook.curveTo(12.4, 9.8, 10, 9.8, 10, 11.9);
        g.draw(hook);
        g.fill(new Ellipse2D.Double(9, 13.4, 2, 2));
      }
      case TYPE_SPACE -> g.draw(path(false, 3, 9.5, 3, 14, 17, 14, 17, 9.5));
      case DELETE_LETTER -> {
        g.draw(path(true, 7, 4.5, 18, 4.5, 18, 15.5, 7, 15.5, 2, 10));
        g.draw(path(false, 10, 7.8, 14.4, 12.2));
        g.draw(path(false, 14.4, 7.8, 10, 12.2));
      }
      case CLEAR_TEXT -> {
        g.draw(path(false, 3, 5.5, 17, 5.5));
        g.draw(path(false, 7.5, 5.3, 8.2, 3, 11.8, 3, 12.5, 5.3));
        g.draw(path(false, 4.8, 5.7, 5.7, 17, 14.3, 17, 15.2, 5.7));
        g.draw(path(false, 8.4, 8.7, 8.4, 13.8));
        g.draw(path(false, 11.6, 8.7, 11.6, 13.8));
      }
      case COPY_TEXT -> {
        g.draw(new RoundRectangle2D.Double(7, 7, 10, 10, 3, 3));
        g.draw(path(false, 4, 13, 3, 12.6, 3, 4.6, 4.6, 3, 12.6, 3, 13, 4));
      }
    }
    g.dispose();
  }

  private static Shape path(boolean closed, double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    if (closed) {
      path.closePath();
    }
    return path;
  }
}
