package org.signcam.ui.train;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JPanel;
import org.signcam.ui.ModelState;
import org.signcam.ui.Palette;
import org.signcam.ui.Text;

/** How many pictures there are of each letter, as bars. */
final class CountTable extends JPanel {
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  CountTable() {
    setOpaque(false);
    getAccessibleContext().setAccessibleName("Pictures of each letter");
  }

  void setCounts(Map<String, Integer> next) {
    counts.clear();
    next.forEach((label, count) -> counts.put(ModelState.words(label), count));
    getAccessibleContext().setAccessibleDescription(counts.toString());
    revalidate();
    repaint();
  }

  private int rowHeight() {
    return getFontMetrics(getFont()).getHeight() + 2;
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(200, counts.size() * rowHeight());
  }

  @Override
  public Dimension getMinimumSize() {
    return getPreferredSize();
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    FontMetrics metrics = g.getFontMetrics();
    int label = counts.keySet().stream().mapToInt(metrics::stringWidth).max().orElse(0) + 10;
    int most = Math.max(1, counts.values().stream().mapToInt(n -> n).max().orElse(1));
    int number = metrics.stringWidth(Integer.toString(most)) + 10;
    int room = Math.max(0, getWidth() - label - number);
    int y = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      int base = y + metrics.getAscent();
      Color ink = entry.getValue() == 0 ? Palette.muted() : Palette.text();
      g.setColor(ink);
      g.drawString(entry.getKey(), 0, base);
      int length = (int) Math.round((double) room * entry.getValue() / most);
      g.setColor(Palette.accent());
      g.fillRect(label, y + 4, length, rowHeight() - 9);
      g.setColor(ink);
      g.drawString(Integer.toString(entry.getValue()), label + length + 6, base);
      y += rowHeight();
    }
    g.dispose();
  }
}
