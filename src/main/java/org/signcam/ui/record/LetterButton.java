package org.signcam.ui.record;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.JToggleButton;
import org.signcam.samples.SampleSet;
import org.signcam.ui.ModelState;
import org.signcam.ui.Palette;
import org.signcam.ui.Text;

/** A label, large, and under it how many pictures there are of it. */
final class LetterButton extends JToggleButton {
  private static final float LARGE = 1.7f;

  private final String label;
  private final String words;
  private int count;

  LetterButton(String label) {
    this.label = label;
    words = ModelState.words(label);
    putClientProperty("FlatLaf.style", "selectedBackground: $Signcam.accent");
    setToolTipText(
        label.equals(SampleSet.NOTHING)
            ? "No sign: the empty room, a resting hand, other gestures (key 0)"
            : label.length() == 1 ? "Hold " + label + " to record it" : label);
    setCount(0);
  }

  void setCount(int pictures) {
    count = pictures;
    getAccessibleContext().setAccessibleName(words + ", " + count + " pictures");
    repaint();
  }

  int count() {
    return count;
  }

  @Override
  public Dimension getPreferredSize() {
    FontMetrics metrics = getFontMetrics(getFont());
    int height = Math.round(metrics.getHeight() * (1 + LARGE)) + 8;
    return new Dimension(metrics.charWidth('M') * 3, height);
  }

  @Override
  public Dimension getMinimumSize() {
    return getPreferredSize();
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    super.paintComponent(graphics); // the ground; there is no text
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    Color quiet = isSelected() ? Palette.card() : Palette.muted();
    g.setColor(isSelected() ? Palette.card() : Palette.text());
    Font base = getFont();
    FontMetrics small = g.getFontMetrics(base);
    float size = label.length() == 1 ? base.getSize2D() * LARGE : base.getSize2D();
    float room = getWidth() - 16f;
    int width = g.getFontMetrics(base.deriveFont(Font.BOLD, size)).stringWidth(words);
    Font large = base.deriveFont(Font.BOLD, Math.min(size, size * room / width));
    FontMetrics metrics = g.getFontMetrics(large);
    int top = (getHeight() - Math.round(small.getHeight() * (1 + LARGE))) / 2;
    int middle = top + Math.round(small.getHeight() * LARGE / 2);
    g.setFont(large);
    centred(g, words, middle + (metrics.getAscent() - metrics.getDescent()) / 2);
    g.setFont(base);
    g.setColor(quiet);
    centred(
        g,
        Integer.toString(count),
        top + Math.round(small.getHeight() * LARGE) + small.getAscent());
    g.dispose();
  }

  private void centred(Graphics2D g, String text, int base) {
    g.drawString(text, (getWidth() - g.getFontMetrics().stringWidth(text)) / 2, base);
  }
}
