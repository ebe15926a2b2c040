package org.signcam.base;

import java.util.Arrays;

/**
 * Percentiles of measured times by the nearest rank: each is a time that was really measured.
 *
 * @param p50 the median
 * @param p95 19 of 20 are no more than this
 * @param p99 99 of 100 are no more than this
 */
public record Percentiles(double p50, double p95, double p99) {
  /**
   * The percentiles of values in any order.
   *
   * @param values at least one; left as they are
   */
  public static Percentiles of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("There are no percentiles of nothing");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(rank(sorted, 50), rank(sorted, 95), rank(sorted, 99));
  }

  private static double rank(double[] sorted, int percent) {
    // In whole numbers: 0.95 · 20 is not 19 in floating point everywhere.
    int rank = (int) ((percent * (long) sorted.length + 99) / 100);
    return sorted[rank - 1];
  }
}
