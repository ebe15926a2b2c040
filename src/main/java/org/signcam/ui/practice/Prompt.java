package org.signcam.ui.practice;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.UIManager;
import org.signcam.ui.LetterFont;
import org.signcam.ui.Palette;
import org.signcam.ui.RoundCard;
import org.signcam.ui.Text;

/** The letter or word to sign, as large as there is room, over how long it has been held. */
final class Prompt extends JComponent {
  private static final int BAR = 8; // px high
  private static final int PAD = 6;
  private static final float LARGEST = 6; // times the font

  private String text = "";
  private int at;
  private double held;

  Prompt() {
    setFocusable(true); // for the keys, also while the buttons are disabled
    addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent e) {
            repaint();
          }

          @Override
          public void focusLost(FocusEvent e) {
            repaint();
          }
        });
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
    return new Dimension(6 * metrics.charWidth('M'), 6 * metrics.getHeight());
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, 3 * getFontMetrics(getFont()).getHeight());
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext =
          new AccessibleJComponent() {
            @Override
            public AccessibleRole getAccessibleRole() {
              return AccessibleRole.LABEL;
            }
          };
    }
    return accessibleContext;
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    int wide = getWidth() - 2 * PAD;
    int high = getHeight() - BAR - 3 * PAD;
    Font font = LetterFont.of(Math.min(high * 0.95f, getFont().getSize2D() * LARGEST));
    int width = g.getFontMetrics(font).stringWidth(text);
    if (width > wide) {
      font = font.deriveFont(font.getSize2D() * wide / width);
    }
    g.setFont(font);
    FontMetrics metrics = g.getFontMetrics();
    int x = (getWidth() - metrics.stringWidth(text)) / 2;
    int base = PAD + (high + metrics.getAscent() - metrics.getDescent()) / 2;
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      g.setColor(i < at ? Palette.line() : i == at ? Palette.accent() : Palette.muted());
      g.drawString(letter, x, base);
      x += metrics.stringWidth(letter);
    }
    int top = getHeight() - PAD - BAR;
    g.setColor(Palette.track());
    RoundCard.fillRect(g, PAD, top, wide, BAR);
    g.setColor(Palette.accent());
    RoundCard.fillRect(g, PAD, top, (int) Math.round(wide * held), BAR);
    if (isFocusOwner()) {
      RoundCard.drawEdge(g, this, 2);
    }
    g.dispose();
  }
}
