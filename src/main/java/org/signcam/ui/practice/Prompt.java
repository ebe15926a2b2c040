package org.signcam.ui.practice;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.JComponent;
import javax.swing.UIManager;
import org.signcam.ui.LetterFont;
import org.signcam.ui.Palette;
import org.signcam.ui.RoundCard;
import org.signcam.ui.Text;

/** The letter or word to sign, as large as there is room, over how long it has been held. */
final class Prompt extends JComponent {
  private static final int BAR = 8; // px high
  private static final float LARGEST = 6; // times the font

  private String text = "";
  private int at;
  private double held;

  Prompt() {
    updateUI();
  }

  /**
   * Shows it.
   *
   * @param prompt a letter or a word; empty for none
   * @param position of the letter to sign
   * @param share of the time that it has been held, 0–1
   */
  void show(String prompt, int position, double share) {
    if (!prompt.equals(text) || position != at || share != held) {
      text = prompt;
      at = position;
      held = share;
      getAccessibleContext().setAccessibleName(spoken());
      repaint();
    }
  }

  String spoken() {
    if (text.isEmpty()) {
      return "Nothing to sign";
    }
    String sign = "Sign " + text.charAt(at);
    return text.length() == 1 ? sign : sign + " of " + text;
  }

  @Override
  public void updateUI() {
    setFont(UIManager.getFont("Label.font"));
    revalidate();
    repaint();
  }

  @Override
  public Dimension getPreferredSize() {
    FontMetrics metrics = getFontMetrics(getFont());
    return new Dimension(12 * metrics.charWidth('M'), 6 * metrics.getHeight());
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, 3 * getFontMetrics(getFont()).getHeight());
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    int room = getHeight() - BAR - 4;
    Font font = LetterFont.of(Math.min(room * 0.95f, getFont().getSize2D() * LARGEST));
    int width = g.getFontMetrics(font).stringWidth(text);
    if (width > getWidth()) {
      font = font.deriveFont(font.getSize2D() * getWidth() / width);
    }
    g.setFont(font);
    FontMetrics metrics = g.getFontMetrics();
    int x = (getWidth() - metrics.stringWidth(text)) / 2;
    int base = (room + metrics.getAscent() - metrics.getDescent()) / 2;
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      g.setColor(i < at ? Palette.line() : i == at ? Palette.accent() : Palette.muted());
      g.drawString(letter, x, base);
      x += metrics.stringWidth(letter);
    }
    g.setColor(Palette.track());
    RoundCard.fillRect(g, 0, getHeight() - BAR, getWidth(), BAR);
    g.setColor(Palette.accent());
    RoundCard.fillRect(g, 0, getHeight() - BAR, (int) Math.round(getWidth() * held), BAR);
    g.dispose();
  }
}
