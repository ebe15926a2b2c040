package org.signcam.ui.record;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import javax.swing.UIManager;
import org.signcam.ui.LetterFont;
import org.signcam.ui.PreviewPanel;
import org.signcam.ui.Text;

/**
 * What is written over the picture: the letter to sign, the countdown, how many there are, what is
 * wrong with them, and the shutter. Swing thread.
 *
 * <p>The whole picture flashes once a burst, not with every picture: more than three flashes a
 * second can set off seizures (WCAG 2.2, 2.3.1). The square's thin line flashes with each.
 */
final class RecordOverlay implements PreviewPanel.Overlay {
  private static final long FLASH_MILLIS = 220;
  private static final long PULSE_MILLIS = 90;
  private static final long WARNING_MILLIS = 1800;
  private static final Color GROUND = new Color(0, 0, 0, 200);
  private static final Color RED = new Color(0xff4438);
  private static final int PAD = 12;
  private static final int SMALL = 260; // pixels high: a picture that long words would cover

  private String letter = "";
  private String hint = "";
  private int secondsLeft;
  private boolean recording;
  private String progress = "";
  private String warning = "";
  private String shortWarning = "";
  private long warnedAt = Long.MIN_VALUE / 2;
  private long flashedAt = Long.MIN_VALUE / 2;
  private long pulsedAt = Long.MIN_VALUE / 2;

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  void setLetter(String label) {
    letter = label;
  }

  /** What to do before anything can be recorded; empty for nothing. */
  void setHint(String sentence) {
    hint = sentence;
  }

  /** Counts down; 0 for no countdown. */
  void setSecondsLeft(int seconds) {
    secondsLeft = seconds;
  }

  void setRecording(boolean on) {
    recording = on;
  }

  boolean isRecording() {
    return recording;
  }

  /** How many of how many. */
  void setProgress(String text) {
    progress = text;
  }

  /** A picture was saved; the first of a burst is seen from afar. */
  void flash(boolean first) {
    pulsedAt = now();
    flashedAt = first ? pulsedAt : flashedAt;
  }

  /**
   * Something is wrong with the newest picture.
   *
   * @param brief a few words, for a small picture
   */
  void warn(String brief, String sentence) {
    shortWarning = brief;
    warning = sentence;
    warnedAt = now();
  }

  /** Whether it changes by itself, without a new frame. */
  boolean isMoving() {
    return now() - warnedAt < WARNING_MILLIS + 100
        || now() - flashedAt < FLASH_MILLIS + 100
        || now() - pulsedAt < PULSE_MILLIS + 100;
  }

  @Override
  public void paint(Graphics2D g, Rectangle view, Rectangle box) {
    Font font = UIManager.getFont("Label.font");
    if (box != null && now() - pulsedAt < PULSE_MILLIS) {
      g.setColor(Color.WHITE);
      g.setStroke(new BasicStroke(6));
      g.draw(box);
    }
    double flash = 1 - (now() - flashedAt) / (double) FLASH_MILLIS;
    if (flash > 0) {
      g.setColor(new Color(1f, 1f, 1f, (float) Math.min(0.6, flash)));
      g.fill(view);
    }
    paintLetter(g, view);
    if (secondsLeft > 0) {
      paintCountdown(g, box == null ? view : box);
    }
    if (recording) {
      paintProgress(g, view, font);
    }
    if (!hint.isEmpty()) {
      paintWords(g, view, font, hint);
    } else if (now() - warnedAt < WARNING_MILLIS) {
      paintWords(g, view, font, view.height < SMALL ? shortWarning : warning);
    }
  }

  private void paintLetter(Graphics2D g, Rectangle view) {
    float size = Math.min(120, Math.max(24, view.height * 0.17f));
    size = letter.length() > 1 ? size * 0.45f : size;
    g.setFont(LetterFont.of(size));
    FontMetrics metrics = g.getFontMetrics();
    int side = Math.round(size * 1.25f);
    int width = Math.max(side, metrics.stringWidth(letter) + 2 * PAD);
    ground(g, view.x + PAD, view.y + PAD, width, side);
    g.setColor(Color.WHITE);
    int base = view.y + PAD + (side + metrics.getAscent() - metrics.getDescent()) / 2;
    g.drawString(letter, view.x + PAD + (width - metrics.stringWidth(letter)) / 2, base);
  }

  private void paintCountdown(Graphics2D g, Rectangle box) {
    String text = Integer.toString(secondsLeft);
    g.setFont(LetterFont.of(Math.max(40, box.height * 0.4f)));
    FontMetrics metrics = g.getFontMetrics();
    int x = box.x + (box.width - metrics.stringWidth(text)) / 2;
    int y = box.y + (box.height + metrics.getAscent() - metrics.getDescent()) / 2;
    int edge = Math.max(2, metrics.getHeight() / 60);
    g.setColor(GROUND);
    for (int dx = -1; dx <= 1; dx++) { // an edge, to be seen on every ground
      for (int dy = -1; dy <= 1; dy++) {
        g.drawString(text, x + dx * edge, y + dy * edge);
      }
    }
    g.setColor(Color.WHITE);
    g.drawString(text, x, y);
  }

  private void paintProgress(Graphics2D g, Rectangle view, Font font) {
    g.setFont(font.deriveFont(Font.BOLD, font.getSize2D() * 1.25f));
    FontMetrics metrics = g.getFontMetrics();
    int dot = metrics.getAscent() * 3 / 4;
    int width = dot + metrics.stringWidth(progress) + 3 * PAD;
    int height = metrics.getHeight() + PAD;
    int x = view.x + view.width - width - PAD;
    int y = view.y + PAD;
    ground(g, x, y, width, height);
    g.setColor(RED);
    g.fill(new Ellipse2D.Double(x + PAD, y + (height - dot) / 2.0, dot, dot));
    g.setColor(Color.WHITE);
    g.drawString(progress, x + dot + 2 * PAD, y + PAD / 2 + metrics.getAscent());
  }

  private static void paintWords(Graphics2D g, Rectangle view, Font font, String words) {
    float size = view.height < SMALL ? 0.9f : 1.15f;
    g.setFont(font.deriveFont(Font.BOLD, font.getSize2D() * size));
    FontMetrics metrics = g.getFontMetrics();
    List<String> lines = Text.wrap(words, metrics, view.width - 2 * PAD);
    int width = lines.stream().mapToInt(metrics::stringWidth).max().orElse(0) + 2 * PAD;
    width = Math.min(width, view.width);
    int height = lines.size() * metrics.getHeight() + PAD;
    int x = view.x + (view.width - width) / 2;
    int y = view.y + view.height - height - PAD;
    ground(g, x, y, width, height);
    g.setColor(Color.WHITE);
    Text.drawCentred(g, words, view.x + PAD, y + PAD / 2, view.width - 2 * PAD);
  }

  private static void ground(Graphics2D g, int x, int y, int width, int height) {
    g.setColor(GROUND);
    g.fill(new RoundRectangle2D.Double(x, y, width, height, 14, 14));
  }
}
