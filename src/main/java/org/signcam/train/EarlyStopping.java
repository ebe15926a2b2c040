package org.signcam.train;

import java.util.Arrays;
import java.util.List;
import org.signcam.train.History.ValidationPoint;

/**
 * Which trials of a tuning are not worth going on with. At two rungs, the first validations at or
 * after a quarter and a half of its steps, a trial ends whose best validation so far is worse than
 * the median of what the trials before it had reached by the same step: successive halving one
 * trial after another (Li et al. 2020, A System for Massively Parallel Hyperparameter Tuning,
 * https://arxiv.org/abs/1810.05934, with η = 2), which is the median rule (Golovin et al. 2017,
 * Google Vizier, https://doi.org/10.1145/3097983.3098043) at those steps alone.
 */
final class EarlyStopping {
  private static final double[] RUNGS = {0.25, 0.5};

  /** So many trials must have reached a rung before it stops any: the median of fewer is chance. */
  static final int FIRST = 3;

  private EarlyStopping() {}

  /**
   * Whether a trial goes on after its last validation.
   *
   * @param earlier validations of each trial before it
   * @param own its own so far, one or more
   * @param of steps of the whole trial
   */
  static boolean goesOn(List<List<ValidationPoint>> earlier, List<ValidationPoint> own, long of) {
    long now = own.get(own.size() - 1).step();
    long before = own.size() == 1 ? 0 : own.get(own.size() - 2).step();
    if (Arrays.stream(RUNGS).noneMatch(rung -> before < rung * of && now >= rung * of)) {
      return true;
    }
    double[] reached =
        earlier.stream()
            .filter(c -> !c.isEmpty() && c.get(c.size() - 1).step() >= now)
            .mapToDouble(c -> best(c, now))
            .sorted()
            .toArray();
    return reached.length < FIRST || best(own, now) >= median(reached);
  }

  /** The best mean signer accuracy up to a step, 0–1. */
  private static double best(List<ValidationPoint> curve, long step) {
    return curve.stream()
        .filter(p -> p.step() <= step)
        .mapToDouble(ValidationPoint::accuracy)
        .max()
        .orElse(0);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
