package org.signcam.ui;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Light or dark, following the system unless told; and larger with high contrast to project. */
enum Theme {
  SYSTEM("As the system"),
  LIGHT("Light"),
  DARK("Dark");

  final String label;

  Theme(String label) {
    this.label = label;
  }

  /** The theme of that name; the system's for any other word. */
  static Theme named(String name) {
    for (Theme theme : values()) {
      if (theme.name().equalsIgnoreCase(name)) {
        return theme;
      }
    }
    return SYSTEM;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean dark(boolean systemIsDark) {
    return this == DARK || (this == SYSTEM && systemIsDark);
  }

  /** Sets the look and feel and repaints every open window. Swing thread. */
  static void apply(boolean dark, boolean projector) {
    FlatLaf.setGlobalExtraDefaults(defaults(dark, projector));
    if (dark) {
      FlatDarkLaf.setup();
    } else {
      FlatLightLaf.setup();
    }
    FlatLaf.updateUI();
  }

  /**
   * Text on its ground has a contrast of 7:1 or more everywhere but in muted captions, which have
   * 5:1 (WCAG 2.2, 1.4.3 and 1.4.6); to project, all of it has 12:1 or more.
   */
  private static Map<String, String> defaults(boolean dark, boolean projector) {
    Map<String, String> d = new HashMap<>();
    if (projector && dark) {
      colours(d, "#000000", "#000000", "#ffffff", "#f0f0f0", "#ffffff", "#3d3d3d", "#ffd60a");
    } else if (projector) {
      colours(d, "#ffffff", "#ffffff", "#000000", "#1c1c1c", "#000000", "#cfcfcf", "#0032a8");
    } else if (dark) {
      colours(d, "#14161b", "#1d2027", "#eef0f4", "#a3abb9", "#31363f", "#2d323b", "#82adff");
    } else {
      colours(d, "#f3f4f7", "#ffffff", "#14171c", "#59606e", "#dcdfe6", "#e7e9ef", "#1d4fd7");
    }
    d.put("Signcam.warning", dark ? "#ffb4a9" : "#a3190c");
    d.put("defaultFont", projector ? "+7" : "+1");
    d.put("Component.arc", "8");
    d.put("Button.arc", "8");
    d.put("Component.focusWidth", projector ? "3" : "2");
    d.put("Button.margin", "4,12,4,12");
    d.put("ScrollBar.thumbArc", "999");
    return d;
  }

  private static void colours(
      Map<String, String> d,
      String window,
      String card,
      String text,
      String muted,
      String line,
      String track,
      String accent) {
    // Between ground and text, so that it is seen on both: 3:1 for what is operated (WCAG 1.4.11).
    String border = line.equals(text) ? line : "mix(" + text + "," + window + ",42%)";
    d.put("@background", window);
    d.put("@foreground", text);
    d.put("@accentColor", accent);
    d.put("Component.borderColor", border);
    d.put("Button.borderColor", border);
    d.put("ToggleButton.borderColor", border);
    d.put("Button.startBorderColor", border);
    d.put("Button.endBorderColor", border);
    d.put("Signcam.card", card);
    d.put("Signcam.text", text);
    d.put("Signcam.muted", muted);
    d.put("Signcam.line", line);
    d.put("Signcam.track", track);
    d.put("Signcam.accent", accent);
  }
}
