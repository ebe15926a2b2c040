package org.signcam.ui;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Toolkit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Drawing words: smooth, wrapped, centred. */
public final class Text {
  private Text() {}

  /** Smooth shapes, and text as the desktop wants it. */
  public static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Object desktop = Toolkit.getDefaultToolkit().getDesktopProperty("awt.font.desktophints");
    if (desktop instanceof Map<?, ?> hints) {
      g.addRenderingHints(hints);
    } else {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }
  }

  /** Breaks at spaces; a word wider than a line gets a line of its own. */
  public static List<String> wrap(String text, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && metrics.stringWidth(line + " " + word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Draws wrapped lines from {@code top} down, each centred; says where they end. */
  public static int drawCentred(Graphics2D g, String text, int x, int top, int width) {
    FontMetrics metrics = g.getFontMetrics();
    int y = top;
    for (String line : wrap(text, metrics, width)) {
      g.drawString(line, x + (width - metrics.stringWidth(line)) / 2, y + metrics.getAscent());
      y += metrics.getHeight();
    }
    return y;
  }
}
