package org.signcam.ui;

import java.awt.Font;
import java.util.List;

/**
 * The font of the one large letter: in it an I must not be a mere stroke, as it is in most fonts
 * without serifs. The first of these that the system has; all have an I with serifs.
 */
public final class LetterFont {
  private static final List<String> FAMILIES =
      List.of("Verdana", "DejaVu Sans Mono", "Noto Sans Mono", "Menlo", "Consolas");

  private LetterFont() {}

  private static final Font FONT = find();

  private static Font find() {
    for (String family : FAMILIES) {
      Font font = new Font(family, Font.BOLD, 12);
      if (font.getFamily().equalsIgnoreCase(family)) {
        return font;
      }
    }
    return new Font(Font.SANS_SERIF, Font.BOLD, 12);
  }

  public static Font of(float size) {
    return FONT.deriveFont(size);
  }
}
