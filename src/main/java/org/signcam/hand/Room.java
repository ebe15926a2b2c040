package org.signcam.hand;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** What is behind a hand: rooms as a webcam sees them, furnished by chance. */
public enum Room {
  /** A bare wall, in the lamp's light. */
  WALL,
  /** A shelf of books. */
  BOOKS,
  /** A window by day, with curtains. */
  WINDOW,
  /** A desk with a screen, at night. */
  DESK,
  /** Cupboards and tiles. */
  KITCHEN,
  /** A door, pictures on the wall. */
  HALL;

  /**
   * Draws it.
   *
   * @param seed of the furniture
   * @return width×height, RGB, as sharp as things are: a camera's depth of field is the camera's
   */
  BufferedImage draw(int width, int height, long seed) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    new Painter(g, width, height, new SplittableRandom(seed)).paint(this);
    g.dispose();
    return picture;
  }

  /** One picture; lengths are shares of its height. */
  private static final class Painter {
    private final Graphics2D g;
    private final SplittableRandom random;
    private final double wide;

    Painter(Graphics2D g, int width, int height, SplittableRandom random) {
      this.g = g;
      this.random = random;
      wide = (double) width / height;
      g.scale(height, height);
    }

    void paint(Room room) {
      wall();
      switch (room) {
        case WALL -> corner();
        case BOOKS -> books();
        case WINDOW -> window();
        case DESK -> desk();
        case KITCHEN -> kitchen();
        case HALL -> hall();
      }
    }

    private void wall() {
      float hue = (float) random.nextDouble();
      float saturation = (float) between(0.02, 0.22);
      float brightness = (float) between(0.45, 0.95);
      Color lit = Color.getHSBColor(hue, saturation, brightness);
      Color dim = Color.getHSBColor(hue, saturation, brightness * (float) between(0.55, 0.85));
      boolean left = random.nextBoolean();
      g.setPaint(
          new GradientPaint(left ? 0 : (float) wide, 0, lit, left ? (float) wide : 0, 1, dim));
      g.fill(new Rectangle2D.Double(0, 0, wide, 1));
    }

    private void corner() {
      if (random.nextBoolean()) {
        double x = between(0.05, 0.3) * wide;
        box(0, 0, x, 1, new Color(0, 0, 0, 50));
      }
      double floor = between(0.8, 1.1);
      box(0, floor, wide, 1 - floor + 0.01, new Color(60, 50, 45));
    }

    private void books() {
      Color wood = colour(0.07, 0.4, 0.25, 0.55);
      double left = between(-0.1, 0.4);
      double width = between(0.7, 1.1);
      double step = between(0.24, 0.32);
      box(left, 0, width, 1, wood.darker());
      for (double y = between(0.1, 0.2); y < 1.2; y += step) {
        double x = left + 0.02;
        while (x < left + width - 0.06) {
          double thick = between(0.012, 0.045);
          double tall = step * between(0.55, 0.88);
          if (random.nextDouble() < 0.88) {
            box(x, y - tall, thick, tall, colour(random.nextDouble(), between(0.1, 0.5), 0.2, 0.7));
          }
          x += thick + 0.003;
        }
        box(left, y, width, 0.022, wood);
      }
    }

    private void window() {
      double x = between(0.1, 0.5) * wide;
      double w = between(0.45, 0.7);
      double y = between(-0.1, 0.1);
      double h = between(0.6, 0.8);
      box(x - 0.03, y - 0.03, w + 0.06, h + 0.06, new Color(235, 235, 230));
      g.setPaint(
          new GradientPaint(
              0,
              (float) y,
              new Color(205, 225, 250),
              0,
              (float) (y + h),
              new Color(250, 250, 245)));
      g.fill(new Rectangle2D.Double(x, y, w, h));
      for (int i = 0; i < 5; i++) {
        double tree = between(0.08, 0.2);
        g.setColor(colour(0.3, 0.35, 0.4, 0.7));
        g.fill(
            new Ellipse2D.Double(between(x, x + w - tree), y + h - tree * 0.9, tree, tree * 0.9));
      }
      box(x + w / 2 - 0.012, y, 0.024, h, new Color(225, 225, 220));
      box(x, y + h * 0.4, w, 0.02, new Color(225, 225, 220));
      Color cloth = colour(random.nextDouble(), 0.25, 0.4, 0.9);
      for (int side = 0; side < 2; side++) {
        double from = side == 0 ? x - 0.2 : x + w - 0.06;
        for (int fold = 0; fold < 8; fold++) {
          box(from + fold * 0.0325, 0, 0.033, 0.95, fold % 2 == 0 ? cloth : cloth.darker());
        }
      }
    }

    private void desk() {
      box(0, 0, wide, 1, new Color(10, 12, 20, 120));
      double table = between(0.72, 0.85);
      box(0, table, wide, 0.4, colour(0.08, 0.45, 0.15, 0.5));
      double x = between(0.02, 0.5) * wide;
      double w = between(0.4, 0.55);
      box(x, table - 0.36, w, 0.31, new Color(20, 20, 24));
      Color screen = colour(between(0.5, 0.65), 0.4, 0.5, 0.95);
      box(x + 0.015, table - 0.345, w - 0.03, 0.28, screen);
      for (int line = 0; line < 9; line++) {
        box(
            x + 0.04,
            table - 0.325 + line * 0.028,
            between(0.1, w - 0.1),
            0.01,
            new Color(255, 255, 255, 120));
      }
      box(x + w / 2 - 0.03, table - 0.05, 0.06, 0.05, new Color(30, 30, 34));
      double lamp = between(0.1, 0.9) * wide;
      g.setColor(new Color(255, 225, 170, 230));
      g.fill(new Ellipse2D.Double(lamp, between(0.05, 0.3), 0.14, 0.1));
      box(lamp + 0.065, 0.3, 0.01, table - 0.3, new Color(40, 36, 34));
    }

    private void kitchen() {
      Color front = colour(random.nextDouble(), 0.25, 0.5, 0.95);
      double width = between(0.3, 0.42);
      double bottom = between(0.3, 0.42);
      for (double x = between(-0.3, 0); x < wide; x += width) {
        round(x + 0.005, -0.1, width - 0.01, bottom + 0.1, front);
        round(x + 0.035, -0.05, width - 0.07, bottom, front.brighter());
        box(x + width - 0.045, bottom - 0.09, 0.012, 0.06, new Color(120, 120, 120));
        round(x + 0.005, 0.84, width - 0.01, 0.4, front);
      }
      double tile = between(0.06, 0.1);
      for (double y = bottom + 0.02; y < 0.78; y += tile) {
        for (double x = 0; x < wide; x += tile) {
          int light = 215 + random.nextInt(25);
          box(x, y, tile - 0.005, tile - 0.005, new Color(light, light, light - 6));
        }
      }
      box(0, 0.78, wide, 0.06, colour(0.08, 0.2, 0.25, 0.6));
      for (int thing = 0; thing < 4; thing++) {
        double w = between(0.05, 0.12);
        double h = between(0.08, 0.2);
        round(between(0, wide), 0.78 - h, w, h, colour(random.nextDouble(), 0.5, 0.3, 0.9));
      }
    }

    private void hall() {
      double x = between(0, 0.7) * wide;
      Color wood = colour(0.08, between(0, 0.4), 0.35, 0.95);
      box(x - 0.03, 0.02, 0.5, 1, wood.darker());
      box(x, 0.05, 0.44, 1, wood);
      for (int panel = 0; panel < 2; panel++) {
        round(x + 0.06, 0.12 + panel * 0.44, 0.32, 0.36, wood.brighter());
        round(x + 0.075, 0.135 + panel * 0.44, 0.29, 0.33, wood);
      }
      g.setColor(new Color(190, 180, 150));
      g.fill(new Ellipse2D.Double(x + 0.38, 0.52, 0.035, 0.035));
      for (int picture = 0; picture < 3; picture++) {
        double w = between(0.12, 0.24);
        double h = between(0.12, 0.24);
        double px = x + 0.55 + picture * 0.28;
        double py = between(0.1, 0.4);
        box(px - 0.012, py - 0.012, w + 0.024, h + 0.024, new Color(40, 34, 30));
        box(px, py, w, h, colour(random.nextDouble(), 0.4, 0.4, 0.9));
        Path2D hill = new Path2D.Double();
        hill.moveTo(px, py + h);
        hill.quadTo(px + w * between(0.2, 0.8), py + h * between(0, 0.5), px + w, py + h);
        g.setColor(colour(random.nextDouble(), 0.4, 0.2, 0.7));
        g.fill(hill);
      }
    }

    private void box(double x, double y, double w, double h, Color colour) {
      g.setColor(colour);
      g.fill(new Rectangle2D.Double(x, y, w, h));
    }

    private void round(double x, double y, double w, double h, Color colour) {
      g.setColor(colour);
      g.fill(new RoundRectangle2D.Double(x, y, w, h, 0.02, 0.02));
    }

    private Color colour(double hue, double saturation, double dark, double bright) {
      return Color.getHSBColor((float) hue, (float) saturation, (float) between(dark, bright));
    }

    private double between(double from, double to) {
      return from + random.nextDouble() * (to - from);
    }
  }
}
