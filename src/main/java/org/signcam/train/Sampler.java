package org.signcam.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Which examples make batch number i of a phase: a function of the seed and i, so that a run
 * repeats and a resumed one goes on alike. Safe on any thread.
 */
final class Sampler {
  private final Recipe.Drawing drawing;
  private final double[] cumulative;
  private final int batch;
  private final long seed;
  private long shuffledEpoch = -1;
  private int[] order;

  /**
   * @param weights how often each example is drawn, relative to the others; for weighted drawing
   * @param batch examples a batch
   */
  Sampler(Recipe.Drawing drawing, double[] weights, int batch, long seed) {
    this.drawing = drawing;
    this.batch = batch;
    this.seed = seed;
    cumulative = weights.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
  }

  /** Batches an epoch, 1 or more. */
  int perEpoch() {
    int examples = cumulative.length;
    int whole = examples / batch;
    boolean partial = drawing != Recipe.Drawing.WHOLE_BATCHES && examples % batch > 0;
    return Math.max(1, whole + (partial ? 1 : 0));
  }

  /** The generator of what else is random about a batch. */
  RandomGenerator random(long number) {
    return new SplittableRandom(seed * 1_000_003 + number);
  }

  /** Indices of the batch's examples. */
  int[] batch(long number, RandomGenerator random) {
    if (drawing == Recipe.Drawing.WEIGHTED) {
      int[] drawn = new int[batch];
      for (int i = 0; i < batch; i++) {
        drawn[i] = draw(random);
      }
      return drawn;
    }
    int from = (int) (number % perEpoch()) * batch;
    int[] shuffled = order(number / perEpoch());
    return Arrays.copyOfRange(shuffled, from, Math.min(shuffled.length, from + batch));
  }

  private synchronized int[] order(long epoch) {
    if (epoch != shuffledEpoch) {
      int[] next = new int[cumulative.length];
      RandomGenerator random = new SplittableRandom(seed * 7_919 + epoch);
      for (int i = 0; i < next.length; i++) { // Fisher and Yates, inside out
        int j = random.nextInt(i + 1);
        next[i] = next[j];
        next[j] = i;
      }
      order = next;
      shuffledEpoch = epoch;
    }
    return order;
  }

  /** An index drawn in proportion to its weight. */
  private int draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int index = Arrays.binarySearch(cumulative, at);
    return Math.min(cumulative.length - 1, index < 0 ? -index - 1 : index);
  }
}
