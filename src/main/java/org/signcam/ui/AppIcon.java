package org.signcam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** The program's icon: a raised hand in the square, drawn at any size. */
final class AppIcon {
  private AppIcon() {}

  static BufferedImage paint(int size) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.scale(size / 64.0, size / 64.0);
    g.setColor(new Color(0x1d4fd7));
    g.fill(new RoundRectangle2D.Double(2, 2, 60, 60, 18, 18));
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(6.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double[][] fingers = {{23, 34, 21, 18}, {30, 32, 30, 13}, {37, 32, 39, 15}, {43, 35, 47, 22}};
    for (double[] f : fingers) {
      g.draw(new Line2D.Double(f[0], f[1], f[2], f[3]));
    }
    g.draw(new Line2D.Double(24, 44, 14, 34)); // the thumb
    g.fill(new RoundRectangle2D.Double(20, 31, 26.5, 22, 16, 16));
    g.dispose();
    return image;
  }
}
