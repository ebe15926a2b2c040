package org.signcam.hand;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What else a training picture shows behind a hand: whoever signs, or things of any shape and
 * colour, for a network that has seen everything behind a hand looks at the hand (domain
 * randomization: Tobin et al. 2017, https://arxiv.org/abs/1703.06907). Lengths are shares of the
 * picture's height.
 */
public final class Backdrop {
  private static final int MOST_THINGS = 40;

  private final Graphics2D g;
  private final SplittableRandom random;
  private final double wide;

  private Backdrop(Graphics2D g, double wide, SplittableRandom random) {
    this.g = g;
    this.wide = wide;
    this.random = random;
  }

  /**
   * Paints the one who signs, beside the middle of the picture: shoulders, a neck, a face, hair.
   *
   * @param room width×height of 0xRRGGBB, painted over
   */
  public static void somebody(int[] room, int width, int height, Tone tone, long seed) {
    paint(room, width, height, seed, backdrop -> backdrop.somebody(tone));
  }

  /**
   * Covers the room with things.
   *
   * @param room width×height of 0xRRGGBB, painted over
   */
  public static void things(int[] room, int width, int height, long seed) {
    paint(room, width, height, seed, Backdrop::things);
  }

  private static void paint(
      int[] room, int width, int height, long seed, Consumer<Backdrop> painter) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, width, height, room, 0, width);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.scale(height, height);
    painter.accept(new Backdrop(g, (double) width / height, new SplittableRandom(seed)));
    g.dispose();
    picture.getRGB(0, 0, width, height, room, 0, width);
  }

  private double between(double from, double to) {
    return from + random.nextDouble() * (to - from);
  }

  private void somebody(Tone tone) {
    double side = random.nextBoolean() ? 1 : -1;
    double x = wide / 2 + side * between(0.08, 0.38);
    double y = between(0.24, 0.5);
    double r = between(0.11, 0.19); // half the face's width
    Color skin = new Color(tone.rgb());
    Color cloth = colour(0.1, 0.9);
    Color hair = hair();
    if (random.nextDouble() < 0.4) { // long hair
      fill(new Ellipse2D.Double(x - 1.3 * r, y - 1.5 * r, 2.6 * r, 3.6 * r), hair);
    }
    fill(new RoundRectangle2D.Double(x - 0.5 * r, y + 0.6 * r, r, 1.4 * r, r, r), shade(skin, 0.7));
    double shoulders = between(2.2, 2.9) * r;
    Shape body = new RoundRectangle2D.Double(x - shoulders, y + 1.75 * r, 2 * shoulders, 2, r, r);
    g.setPaint(
        new GradientPaint(
            (float) (x - shoulders),
            (float) y,
            shade(cloth, 1.15),
            (float) (x + shoulders),
            (float) (y + 0.5),
            shade(cloth, 0.6)));
    g.fill(body);
    fill(new Ellipse2D.Double(x - 1.12 * r, y - 1.5 * r, 2.24 * r, 2.2 * r), hair);
    g.setPaint(
        new RadialGradientPaint(
            (float) (x + between(-0.5, 0.5) * r),
            (float) (y - 0.2 * r),
            (float) (1.7 * r),
            new float[] {0, 1},
            new Color[] {skin, shade(skin, 0.55)}));
    g.fill(new Ellipse2D.Double(x - r, y - 1.15 * r, 2 * r, 2.55 * r));
    if (random.nextDouble() < 0.7) { // a fringe
      g.setPaint(hair);
      g.fill(
          new Arc2D.Double(
              x - 1.05 * r, y - 1.3 * r, 2.1 * r, between(1, 1.9) * r, 0, 180, Arc2D.CHORD));
    }
    face(x, y, r, skin, hair);
  }

  private void face(double x, double y, double r, Color skin, Color hair) {
    boolean glasses = random.nextDouble() < 0.3;
    for (int eye = -1; eye <= 1; eye += 2) {
      double ex = x + eye * 0.42 * r;
      fill(new Ellipse2D.Double(ex - 0.15 * r, y, 0.3 * r, 0.14 * r), shade(skin, 1.3));
      fill(new Ellipse2D.Double(ex - 0.07 * r, y, 0.14 * r, 0.14 * r), new Color(0x2a1c14));
      g.setStroke(new BasicStroke((float) (0.07 * r)));
      g.setPaint(hair);
      g.draw(new Arc2D.Double(ex - 0.22 * r, y - 0.25 * r, 0.44 * r, 0.25 * r, 20, 140, 0));
      if (glasses) {
        g.setPaint(new Color(0x202020));
        g.draw(new RoundRectangle2D.Double(ex - 0.3 * r, y - 0.15 * r, 0.6 * r, 0.5 * r, r, r));
      }
    }
    g.setStroke(new BasicStroke((float) (0.06 * r)));
    g.setPaint(shade(skin, 0.6));
    g.draw(new Arc2D.Double(x - 0.14 * r, y + 0.3 * r, 0.28 * r, 0.28 * r, 200, 140, 0)); // nose
    fill(
        new Ellipse2D.Double(x - 0.32 * r, y + 0.78 * r, 0.64 * r, 0.18 * r),
        mixed(skin, new Color(0x8a2f2f)));
  }

  private Color hair() {
    float light = (float) between(0.05, random.nextDouble() < 0.2 ? 0.7 : 0.25);
    return Color.getHSBColor((float) between(0.04, 0.1), (float) between(0.2, 0.6), light);
  }

  private void things() {
    int n = random.nextInt(3, MOST_THINGS);
    for (int i = 0; i < n; i++) {
      double x = between(-0.1, wide + 0.1);
      double y = between(-0.1, 1.1);
      double size = 0.03 + 0.5 * Math.pow(random.nextDouble(), 2.5);
      g.setPaint(
          new GradientPaint(
              (float) x,
              (float) y,
              colour(0.05, 1),
              (float) (x + size),
              (float) (y + size),
              colour(0.05, 1)));
      switch (random.nextInt(4)) {
        case 0 -> g.fill(new Ellipse2D.Double(x, y, size, size * between(0.3, 1.5)));
        case 1 -> {
          double round = between(0, size);
          g.fill(new RoundRectangle2D.Double(x, y, size, size * between(0.2, 3), round, round));
        }
        case 2 -> polygon(x, y, size);
        default -> {
          g.setStroke(
              new BasicStroke(
                  (float) between(0.005, 0.06), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
          Path2D line = new Path2D.Double();
          line.moveTo(x, y);
          line.curveTo(
              between(0, wide), between(0, 1), between(0, wide), between(0, 1), x + size, y);
          g.draw(line);
        }
      }
    }
  }

  private void polygon(double x, double y, double size) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y);
    for (int i = 0; i < random.nextInt(2, 6); i++) {
      path.lineTo(x + size * between(-1, 1), y + size * between(-1, 1));
    }
    path.closePath();
    g.fill(path);
  }

  private void fill(Shape shape, Color colour) {
    g.setPaint(colour);
    g.fill(shape);
  }

  private Color colour(double least, double most) {
    return Color.getHSBColor(
        random.nextFloat(),
        (float) Math.pow(random.nextDouble(), 1.5),
        (float) between(least, most));
  }

  private static Color shade(Color colour, double factor) {
    return new Color(
        (int) Math.min(255, colour.getRed() * factor),
        (int) Math.min(255, colour.getGreen() * factor),
        (int) Math.min(255, colour.getBlue() * factor));
  }

  private static Color mixed(Color a, Color b) {
    return new Color(
        (a.getRed() + b.getRed()) / 2,
        (a.getGreen() + b.getGreen()) / 2,
        (a.getBlue() + b.getBlue()) / 2);
  }
}
