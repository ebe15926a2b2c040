package org.signcam.ui;

import java.awt.Color;
import javax.swing.UIManager;

/** The window's own colours, put among the look and feel's by {@link Theme}. */
public final class Palette {
  private Palette() {}

  public static Color card() {
    return colour("Signcam.card", Color.WHITE);
  }

  public static Color text() {
    return colour("Signcam.text", Color.BLACK);
  }

  public static Color muted() {
    return colour("Signcam.muted", Color.DARK_GRAY);
  }

  public static Color line() {
    return colour("Signcam.line", Color.LIGHT_GRAY);
  }

  public static Color track() {
    return colour("Signcam.track", Color.LIGHT_GRAY);
  }

  public static Color accent() {
    return colour("Signcam.accent", Color.BLUE);
  }

  public static Color warning() {
    return colour("Signcam.warning", Color.RED);
  }

  private static Color colour(String key, Color fallback) {
    Color colour = UIManager.getColor(key);
    return colour == null ? fallback : colour;
  }
}
