package org.signcam.train;

/** Time spent, over all the runs that a training was cut into. */
final class Stopwatch {
  private final long start = System.nanoTime();
  private double spent;

  /** Adds what earlier runs spent, minutes. */
  void add(double minutes) {
    spent += minutes;
  }

  double minutes() {
    return spent + (System.nanoTime() - start) / 60e9;
  }
}
