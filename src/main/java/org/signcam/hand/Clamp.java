package org.signcam.hand;

/** Bounds that every compiler puts in place; see {@link Cones}. */
final class Clamp {
  private Clamp() {}

  /** 0–1. */
  static float unit(float x) {
    return x < 0 ? 0 : x > 1 ? 1 : x;
  }

  /** Not below 0. */
  static float positive(float x) {
    return x < 0 ? 0 : x;
  }

  /** The whole number below or at x; {@code Math.floor} is slow there. */
  static int floor(float x) {
    int whole = (int) x;
    return x < whole ? whole - 1 : whole;
  }
}
