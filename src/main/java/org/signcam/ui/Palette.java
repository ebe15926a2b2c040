package org.signcam.ui;

import java.awt.Color;
import javax.swing.UIManager;

/** The window's own colours, put among the look and feel's by {@link Theme}. */
final class Palette {
  private Palette() {}

  static Color card() {
    return colour("Signcam.card", Color.WHITE);
  }

  static Color text() {
    return colour("Signcam.text", Color.BLACK);
  }

  static Color muted() {
    return colour("Signcam.muted", Color.DARK_GRAY);
  }

  static Color line() {
    return colour("Signcam.line", Color.LIGHT_GRAY);
  }

  static Color track() {
    return colour("Signcam.track", Color.LIGHT_GRAY);
  }

  static Color accent() {
    return colour("Signcam.accent", Color.BLUE);
  }

  static Color warning() {
    return colour("Signcam.warning", Color.RED);
  }

  private static Color colour(String key, Color fallback) {
    Color colour = UIManager.getColor(key);
    return colour == null ? fallback : colour;
  }
}
