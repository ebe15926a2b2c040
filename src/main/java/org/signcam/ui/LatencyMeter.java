package org.signcam.ui;

import java.util.Arrays;

/** The median of the latest latencies, frame stamped → reading painted. One thread at a time. */
final class LatencyMeter {
  private static final int WINDOW = 120; // four seconds at 30 readings a second
  private final double[] millis = new double[WINDOW];
  private int count;

  void add(double latencyMillis) {
    millis[count++ % WINDOW] = latencyMillis;
  }

  void reset() {
    count = 0;
  }

  /** In milliseconds; NaN before the first. */
  double median() {
    int n = Math.min(count, WINDOW);
    if (n == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(millis, n);
    Arrays.sort(sorted);
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
