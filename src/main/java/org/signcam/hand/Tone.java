package org.signcam.hand;

/**
 * Skin from very light to very dark: six of the ten of the Monk Skin Tone Scale (Monk 2019,
 * https://skintone.google).
 */
public enum Tone {
  /** Monk 2. */
  VERY_LIGHT(0xf3e7db),
  /** Monk 4. */
  LIGHT(0xeadaba),
  /** Monk 5. */
  MEDIUM(0xd7bd96),
  /** Monk 6. */
  TAN(0xa07e56),
  /** Monk 7. */
  BROWN(0x825c43),
  /** Monk 9. */
  DARK(0x3a312a);

  private final int rgb;

  Tone(int rgb) {
    this.rgb = rgb;
  }

  /** The swatch, 0xRRGGBB. */
  int rgb() {
    return rgb;
  }
}
