package org.signcam.ui.train;

import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.JPanel;
import org.signcam.ui.Palette;
import org.signcam.ui.Text;

/** The loss of a training under way, step by step, smoothed. Swing thread. */
final class LossCurve extends JPanel {
  private static final double NEWEST = 0.1; // of the running mean

  private final List<Double> losses = new ArrayList<>();
  private int of = 1;

  LossCurve() {
    setPreferredSize(new Dimension(360, 200));
    setMinimumSize(new Dimension(120, 120));
    setOpaque(false);
    getAccessibleContext().setAccessibleName("Loss by step");
  }

  /** Begins anew; steps there will be. */
  void begin(int steps) {
    losses.clear();
    of = Math.max(1, steps);
    repaint();
  }

  void setSteps(int steps) {
    of = Math.max(1, steps);
  }

  /** Adds a step's loss, nats. */
  void add(double loss) {
    double before = losses.isEmpty() ? loss : losses.get(losses.size() - 1);
    losses.add(before + NEWEST * (loss - before));
    repaint();
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    FontMetrics metrics = g.getFontMetrics();
    double most = losses.stream().mapToDouble(l -> l).max().orElse(1) * 1.05;
    String top = losses.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f", most);
    int left = Math.max(metrics.stringWidth(top), metrics.stringWidth("0")) + 10;
    int height = getHeight() - metrics.getHeight() - 8;
    int width = getWidth() - left - 4;
    g.setColor(Palette.line());
    g.drawLine(left, 4, left, height);
    g.drawLine(left, height, left + width, height);
    g.setColor(Palette.muted());
    g.drawString(top, 2, 4 + metrics.getAscent());
    g.drawString("0", left - 6 - metrics.stringWidth("0"), height);
    g.drawString("loss", left + width - metrics.stringWidth("loss"), 4 + metrics.getAscent());
    String end = losses.isEmpty() ? "" : "step " + of;
    g.drawString(end, left + width - metrics.stringWidth(end), getHeight() - metrics.getDescent());
    g.setColor(Palette.accent());
    g.setStroke(new BasicStroke(2));
    Path2D line = new Path2D.Double();
    for (int i = 0; i < losses.size(); i++) {
      double x = left + (double) width * (i + 1) / of;
      double y = height - (height - 4) * losses.get(i) / most;
      if (i == 0) {
        line.moveTo(x, y);
      } else {
        line.lineTo(x, y);
      }
    }
    g.draw(line);
    g.dispose();
  }
}
