package org.signcam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Comparator;
import java.util.List;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.UIManager;
import org.signcam.ui.ReadingView.Bar;
import org.signcam.ui.ReadingView.State;

/**
 * The letter, as large as there is room for, its confidence, and a bar for every label. Upright
 * when higher than wide, else the bars stand beside the letter. Swing thread only.
 */
final class ReadingPanel extends JComponent {
  private static final int PAD = 22;
  private static final int LEAST_ROW = 13; // px, of a bar whose letter can be read

  private ReadingView view = ReadingView.waiting(null, "Waiting for the first picture");

  ReadingPanel() {
    getAccessibleContext().setAccessibleName("Reading");
    updateUI();
  }

  void show(ReadingView next) {
    if (!next.equals(view)) {
      String before = view.spoken();
      view = next;
      if (!before.equals(next.spoken())) {
        getAccessibleContext().setAccessibleDescription(next.spoken());
      }
      repaint();
    }
  }

  ReadingView view() {
    return view;
  }

  @Override
  public void updateUI() {
    setFont(UIManager.getFont("Label.font"));
    revalidate();
    repaint();
  }

  @Override
  public Dimension getPreferredSize() {
    int m = getFontMetrics(getFont()).charWidth('M');
    return new Dimension(26 * m, 34 * m);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      Text.smooth(g);
      RoundCard.paint(g, this, Palette.card(), Palette.line());
      Rectangle room = new Rectangle(PAD, PAD, getWidth() - 2 * PAD, getHeight() - 2 * PAD);
      if (room.width > 0 && room.height > 0) {
        paintContent(g, room);
      }
    } finally {
      g.dispose();
    }
  }

  private void paintContent(Graphics2D g, Rectangle room) {
    if (view.bars().isEmpty()) {
      paintFace(g, room);
    } else if (room.height >= room.width * 0.9) {
      int rows = view.bars().size();
      int rowHeight = getFontMetrics(getFont()).getHeight() * 3 / 2;
      int barsHeight = Math.min(rows * rowHeight * 5 / 4, room.height / 2); // the letter first
      int faceHeight = room.height - barsHeight - PAD;
      paintFace(g, new Rectangle(room.x, room.y, room.width, faceHeight));
      paintBars(g, new Rectangle(room.x, room.y + faceHeight + PAD, room.width, barsHeight));
    } else {
      int faceWidth = (room.width - PAD) * 9 / 20;
      paintFace(g, new Rectangle(room.x, room.y, faceWidth, room.height));
      paintBars(
          g,
          new Rectangle(
              room.x + faceWidth + PAD, room.y, room.width - faceWidth - PAD, room.height));
    }
  }

  /** The letter with its confidence, or words when there is no letter. */
  private void paintFace(Graphics2D g, Rectangle room) {
    switch (view.state()) {
      case LETTER ->
          paintLetter(g, room, Palette.text(), ReadingView.percent(view.confidence()), "");
      case STALE -> {
        if (view.letter() == null) {
          paintWords(g, room, "No reading", view.note());
        } else {
          paintLetter(g, room, Palette.muted(), "No new reading", view.note());
        }
      }
      case NO_SIGN -> paintWords(g, room, "No sign", hint());
      case WAITING -> paintWords(g, room, "No reading yet", view.note());
      case NO_MODEL -> paintWords(g, room, "No model", view.note());
    }
  }

  private String hint() {
    long letters =
        view.bars().stream().filter(bar -> !bar.label().equals(ReadingView.REJECTED)).count();
    if (letters == 0) {
      return "";
    }
    String first = view.bars().get(0).label();
    String last = view.bars().get((int) letters - 1).label();
    return "Show a letter from " + first + " to " + last + " inside the square";
  }

  private void paintLetter(
      Graphics2D g, Rectangle room, Color colour, String caption, String note) {
    Font captionFont = getFont().deriveFont(Font.BOLD, getFont().getSize2D() * 1.9f);
    FontMetrics caption1 = g.getFontMetrics(captionFont);
    int below = caption1.getHeight() + (note.isEmpty() ? 0 : g.getFontMetrics().getHeight());
    int height = Math.max(16, room.height - below);
    // Capitals are about 0.73 of the size high and at most 0.9 wide in the sans fonts of systems.
    float size = (float) Math.min(height / 0.80, room.width / 0.85);
    Font letterFont = LetterFont.of(size);
    Rectangle2D ink =
        letterFont.createGlyphVector(g.getFontRenderContext(), view.letter()).getVisualBounds();
    double shrink = Math.min(1, room.width / Math.max(1, ink.getWidth())); // names of many letters
    if (shrink < 1) {
      letterFont = letterFont.deriveFont((float) (size * shrink));
      ink = letterFont.createGlyphVector(g.getFontRenderContext(), view.letter()).getVisualBounds();
    }
    double top = room.y + Math.max(0, (height - ink.getHeight()) / 2);
    g.setColor(colour);
    g.setFont(letterFont);
    g.drawString(
        view.letter(),
        (float) (room.x + (room.width - ink.getWidth()) / 2 - ink.getX()),
        (float) (top - ink.getY()));
    g.setFont(captionFont);
    g.setColor(view.state() == State.LETTER ? Palette.accent() : Palette.muted());
    int y = Text.drawCentred(g, caption, room.x, room.y + height, room.width);
    g.setFont(getFont());
    g.setColor(Palette.muted());
    Text.drawCentred(g, note, room.x, y, room.width);
  }

  private void paintWords(Graphics2D g, Rectangle room, String title, String note) {
    float largest = Math.min(room.width / 9f, room.height / 5f); // "No reading yet" on one line
    float titleSize = Math.max(12, Math.min(getFont().getSize2D() * 2.4f, largest));
    Font titleFont = getFont().deriveFont(Font.BOLD, titleSize);
    FontMetrics title1 = g.getFontMetrics(titleFont);
    FontMetrics note1 = g.getFontMetrics(getFont());
    int noteHeight =
        note.isEmpty() ? 0 : 8 + Text.wrap(note, note1, room.width).size() * note1.getHeight();
    int y = room.y + Math.max(0, (room.height - title1.getHeight() - noteHeight) / 2);
    g.setFont(titleFont);
    g.setColor(view.state() == State.NO_MODEL ? Palette.warning() : Palette.muted());
    y = Text.drawCentred(g, title, room.x, y, room.width);
    g.setFont(getFont());
    g.setColor(view.state() == State.NO_MODEL ? Palette.text() : Palette.muted());
    Text.drawCentred(g, note, room.x, y + 8, room.width);
  }

  private void paintBars(Graphics2D g, Rectangle room) {
    List<Bar> bars = fitting(room.height);
    int rows = bars.size();
    float size =
        Math.min(getFont().getSize2D() * 1.15f, Math.max(8f, room.height / (float) rows * 0.62f));
    Font font = getFont().deriveFont(size);
    FontMetrics metrics = g.getFontMetrics(font);
    int labelWidth = 0;
    for (Bar bar : bars) {
      labelWidth = Math.max(labelWidth, metrics.stringWidth(bar.label()));
    }
    int numberWidth = metrics.stringWidth("100 %");
    int gap = metrics.charWidth('M');
    int left = room.x + labelWidth + gap;
    int width = Math.max(4, room.width - labelWidth - numberWidth - 2 * gap);
    for (int i = 0; i < rows; i++) {
      Bar bar = bars.get(i);
      double middle = room.y + (i + 0.5) * room.height / rows;
      boolean chosen = bar.label().equals(view.letter()) && view.state() == State.LETTER;
      g.setFont(chosen ? font.deriveFont(Font.BOLD) : font);
      g.setColor(chosen ? Palette.text() : Palette.muted());
      float base = (float) (middle + (metrics.getAscent() - metrics.getDescent()) / 2.0);
      g.drawString(bar.label(), room.x, base);
      String number = ReadingView.percent(bar.probability());
      if (view.state() != State.WAITING) {
        g.drawString(number, room.x + room.width - g.getFontMetrics().stringWidth(number), base);
      }
      paintBar(g, left, middle, width, Math.min(14, room.height * 0.5 / rows), bar, chosen);
    }
    paintThreshold(g, left + width * view.threshold(), room);
  }

  /** The most probable ones, as many as can be read; in their order. */
  private List<Bar> fitting(int height) {
    int most = Math.max(1, height / LEAST_ROW);
    List<Bar> kept =
        view.bars().stream()
            .sorted(Comparator.comparingDouble(Bar::probability).reversed())
            .limit(most)
            .toList();
    return view.bars().stream().filter(kept::contains).toList();
  }

  private void paintBar(
      Graphics2D g, int left, double middle, int width, double thick, Bar bar, boolean chosen) {
    double top = middle - thick / 2;
    g.setColor(Palette.track());
    g.fill(new RoundRectangle2D.Double(left, top, width, thick, thick, thick));
    double full = width * Math.max(0, Math.min(1, bar.probability()));
    if (full >= 1) {
      Graphics2D filled = (Graphics2D) g.create();
      filled.clip(new Rectangle2D.Double(left, top, full, thick)); // the round end is the track's
      filled.setColor(chosen ? Palette.accent() : Palette.muted());
      filled.fill(new RoundRectangle2D.Double(left, top, width, thick, thick, thick));
      filled.dispose();
    }
  }

  /** A line where a letter becomes sure enough to be said. */
  private void paintThreshold(Graphics2D g, double x, Rectangle room) {
    if (view.threshold() > 0) {
      g.setColor(Palette.muted());
      float[] dashes = {2f, 4f};
      g.setStroke(
          new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1f, dashes, 0f));
      g.draw(new Line2D.Double(x, room.y, x, room.getMaxY()));
    }
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
