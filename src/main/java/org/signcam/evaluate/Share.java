package org.signcam.evaluate;

import java.util.List;

/**
 * A share with its uncertainty, as for false accepts.
 *
 * @param share count / of
 * @param count how many
 * @param of of how many, at least 1
 * @param interval lower and upper end of the 95 % Wilson score interval. It takes pictures for
 *     independent; frames of one room are not, so the truth is rather wider
 */
public record Share(double share, int count, int of, List<Double> interval) {
  /** The 97.5 % point of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** The share of {@code count} in {@code of}, or null where there is nothing to count. */
  public static Share orNull(int count, int of) {
    if (count < 0 || count > of) {
      throw new IllegalArgumentException(count + " of " + of + " is no share");
    }
    return of == 0 ? null : new Share((double) count / of, count, of, wilson(count, of));
  }

  /**
   * Wilson (1927), Probable inference, the law of succession, and statistical inference. Unlike p ±
   * 2σ it stays within 0–1 and is not empty at 0 of n.
   */
  static List<Double> wilson(int count, int of) {
    double p = (double) count / of;
    double z2 = Z * Z;
    double centre = (p + z2 / (2 * of)) / (1 + z2 / of);
    double half = Z / (1 + z2 / of) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
    // The ends are exactly 0 and 1 there; the formula misses them by a rounding error.
    double lower = count == 0 ? 0 : Math.max(0, centre - half);
    double upper = count == of ? 1 : Math.min(1, centre + half);
    return List.of(lower, upper);
  }
}
