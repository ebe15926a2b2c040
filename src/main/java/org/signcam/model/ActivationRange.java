package org.signcam.model;

/**
 * Between what a step of a network gave on pictures, so that it can be kept in 8 bits.
 *
 * @param low the least that matters
 * @param high the most that matters, at least {@code low}
 */
public record ActivationRange(float low, float high) {
  /** The narrowest and the widest that 8 bits can hold. */
  public static final float LEAST = 1e-6f;

  public static final float MOST = 1e6f;

  /** Whether 8 bits can hold it. */
  boolean usable() {
    return high - low >= LEAST / 2 && high - low <= MOST; // false for what is no number, too
  }
}
