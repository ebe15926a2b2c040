package org.signcam.ui;

import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.util.Objects;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.UIManager;

/**
 * What was spelled, on one line of which the newest end is seen, and behind its caret the letter
 * that is being held, in a ring that fills until it is typed. Swing thread only.
 */
final class SpelledText extends JComponent {
  static final String EMPTY = "Hold a letter to type it";

  private static final int PAD = 12; // px
  private static final int STEPS = 30; // of the ring: what moves it less is not painted
  private static final String CUT = "…";

  private String text = "";
  private String holding; // null for none
  private int step;

  SpelledText() {
    getAccessibleContext().setAccessibleName("Spelled text");
    getAccessibleContext().setAccessibleDescription(EMPTY);
    updateUI();
  }

  /**
   * Shows a text.
   *
   * @param letter that is being held, or null
   * @param progress how much of the time it has been held, 0–1
   */
  void show(String next, String letter, double progress) {
    int nextStep = (int) Math.round(progress * STEPS);
    if (!next.equals(text)) {
      getAccessibleContext().setAccessibleDescription(next.isEmpty() ? EMPTY : next);
    } else if (nextStep == step && Objects.equals(letter, holding)) {
      return;
    }
    text = next;
    holding = letter;
    step = nextStep;
    repaint();
  }

  String text() {
    return text;
  }

  @Override
  public void updateUI() {
    setFont(UIManager.getFont("Label.font"));
    revalidate();
    repaint();
  }

  private Font large() {
    return LetterFont.of(getFont().getSize2D() * 1.7f);
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(200, getFontMetrics(large()).getHeight() + PAD);
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, getPreferredSize().height);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      Text.smooth(g);
      RoundCard.paint(g, this, Palette.card(), Palette.line());
      g.clipRect(PAD / 2, 0, getWidth() - PAD, getHeight());
      if (text.isEmpty() && holding == null) {
        paintHint(g);
      } else {
        paintText(g);
      }
    } finally {
      g.dispose();
    }
  }

  /** As large as there is room for. */
  private void paintHint(Graphics2D g) {
    int width = g.getFontMetrics(getFont()).stringWidth(EMPTY);
    double shrink = Math.min(1, Math.max(1, getWidth() - 2 * PAD) / (double) width);
    g.setFont(getFont().deriveFont((float) (getFont().getSize2D() * shrink)));
    g.setColor(Palette.muted());
    g.drawString(EMPTY, PAD, base(g.getFontMetrics()));
  }

  private void paintText(Graphics2D g) {
    g.setFont(large());
    FontMetrics metrics = g.getFontMetrics();
    int caret = Math.max(2, metrics.getHeight() / 14);
    int ring = metrics.getHeight();
    int gap = caret * 2;
    int room = getWidth() - 2 * PAD - caret - ring - 3 * gap;
    String end = end(metrics, room);
    int base = base(metrics);
    int x = PAD;
    g.setColor(Palette.text());
    g.drawString(end, x, base);
    x += metrics.stringWidth(end) + gap;
    g.setColor(Palette.accent());
    RoundCard.fillRect(g, x, (getHeight() - ring) / 2, caret, ring);
    if (holding != null) {
      paintHolding(g, x + caret + 2 * gap, ring);
    }
  }

  /** The end of the text that there is room for. */
  private String end(FontMetrics metrics, int room) {
    if (metrics.stringWidth(text) <= room) {
      return text;
    }
    int from = text.length();
    int left = room - metrics.stringWidth(CUT);
    while (from > 0 && left >= metrics.charWidth(text.charAt(from - 1))) {
      left -= metrics.charWidth(text.charAt(--from));
    }
    return CUT + text.substring(from);
  }

  private void paintHolding(Graphics2D g, int x, int ring) {
    float thick = Math.max(2, ring / 9f);
    double y = (getHeight() - ring) / 2.0 + thick / 2;
    double side = ring - thick;
    double left = x + thick / 2;
    g.setStroke(new BasicStroke(thick, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.setColor(Palette.track());
    g.draw(new Ellipse2D.Double(left, y, side, side));
    g.setColor(Palette.accent());
    g.draw(new Arc2D.Double(left, y, side, side, 90, -360.0 * step / STEPS, Arc2D.OPEN));
    g.setColor(Palette.muted());
    float size = large().getSize2D() * 0.55f;
    int width = g.getFontMetrics(LetterFont.of(size)).stringWidth(holding);
    double shrink = Math.min(1, (ring - 3 * thick) / width); // names of many letters
    g.setFont(LetterFont.of((float) (size * shrink)));
    FontMetrics metrics = g.getFontMetrics();
    g.drawString(holding, x + (ring - metrics.stringWidth(holding)) / 2f, (float) base(metrics));
  }

  private int base(FontMetrics metrics) {
    return (getHeight() + metrics.getAscent() - metrics.getDescent()) / 2;
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
}
