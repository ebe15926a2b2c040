package org.signcam.train;

import java.util.List;

/** How many steps each phase of a training has, and how the rates go in it. */
final class Timetable {
  /** Share of a phase in which the rates rise from zero. */
  private static final double WARM_UP = 0.08;

  private final List<Phase> phases;
  private final Feed feed;

  Timetable(List<Phase> phases, Feed feed) {
    this.phases = phases;
    this.feed = feed;
  }

  /** Steps of a phase. */
  int steps(int index) {
    return (int) Math.max(1, Math.round(phases.get(index).epochs() * feed.perEpoch(index)));
  }

  /**
   * Pixels that the phases before {@code end} and so many steps of that one see, a picture each.
   */
  double done(int end, int stepsOfIt) {
    double pixels = 0;
    for (int i = 0; i < phases.size() && i <= end; i++) {
      double each = Math.pow(phases.get(i).side(), 2);
      pixels += each * (i < end ? steps(i) : stepsOfIt);
    }
    return pixels;
  }

  /** Steps of all phases. */
  long allSteps() {
    long sum = 0;
    for (int i = 0; i < phases.size(); i++) {
      sum += steps(i);
    }
    return sum;
  }

  /** Linear warm-up, then half a cosine to 1 % (Loshchilov, https://arxiv.org/abs/1608.03983). */
  static double schedule(int step, int steps) {
    double warm = Math.max(1, WARM_UP * steps);
    double cosine = 0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    return Math.min(1, step / warm) * cosine;
  }
}
