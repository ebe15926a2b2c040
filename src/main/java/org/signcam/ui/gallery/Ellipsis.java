package org.signcam.ui.gallery;

import java.awt.FontMetrics;

/** Words that are too long for their place. */
final class Ellipsis {
  private Ellipsis() {}

  /** As much of the beginning and the end as there is room for, px. */
  static String middle(String text, FontMetrics metrics, int room) {
    String shown = text;
    for (int keep = text.length() - 1; keep > 1 && metrics.stringWidth(shown) > room; keep--) {
      shown = text.substring(0, (keep + 1) / 2) + "…" + text.substring(text.length() - keep / 2);
    }
    return shown;
  }
}
