package org.signcam.hand;

/** Linear RGB in threes of 0–1, and the screen's sRGB (IEC 61966-2-1, by its gamma of 2.2). */
final class Colours {
  private static final double GAMMA = 2.2;
  private static final int STEPS = 4096;
  private static final byte[] SCREEN = new byte[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      SCREEN[i] = (byte) Math.round(255 * Math.pow((double) i / STEPS, 1 / GAMMA));
    }
  }

  private Colours() {}

  /** From 0xRRGGBB. */
  static float[] linear(int rgb) {
    float[] out = new float[3];
    for (int c = 0; c < 3; c++) {
      out[c] = (float) Math.pow((rgb >> (16 - 8 * c) & 0xff) / 255.0, GAMMA);
    }
    return out;
  }

  /** To 0–255; what is too bright becomes white. */
  static int screen(float linear) {
    return SCREEN[(int) (Clamp.unit(linear) * STEPS + 0.5f)] & 0xff;
  }

  static float[] mix(float[] a, float[] b, float share) {
    float[] out = new float[3];
    for (int c = 0; c < 3; c++) {
      out[c] = a[c] + (b[c] - a[c]) * share;
    }
    return out;
  }

  static float[] product(float[] a, float[] b) {
    return new float[] {a[0] * b[0], a[1] * b[1], a[2] * b[2]};
  }

  static float luminance(float[] c) {
    return 0.2126f * c[0] + 0.7152f * c[1] + 0.0722f * c[2];
  }
}
