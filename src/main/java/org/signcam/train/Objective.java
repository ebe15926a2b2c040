package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.signcam.model.Network;

/**
 * What is made small: cross-entropy over the labels and, where the head finds the hand's 21 points
 * and they are known, their distance.
 */
final class Objective {
  /** Below this distance, in sides of the picture, the landmark loss is quadratic. */
  private static final float BETA = 0.02f;

  /** Depth is known less well than place, and counts half. */
  private static final float[] AXES = {1, 1, 0.5f};

  private final Network network;
  private final Recipe recipe;
  private final int labels;

  Objective(Network network, Recipe recipe, int labels) {
    this.network = network;
    this.recipe = recipe;
    this.labels = labels;
  }

  /**
   * The losses of a batch, each a scalar, weighted as they are added up.
   *
   * @param labels cross-entropy
   * @param points of the landmarks; {@code null} where not learnt
   * @param logits N×labels, for the share that is read right
   */
  record Losses(NDArray total, NDArray labels, NDArray points, NDArray logits) {}

  // All constants are arrays of the step's scope: what DJL makes of a plain number is freed before
  // the backward pass reads it again.

  /**
   * Computes the losses from N×C×H×W features.
   *
   * @param taught N rows of a teacher's probabilities, 0–1, or {@code null} without one
   */
  Losses losses(NDArray features, Batch batch, float[][] taught) {
    NDManager scope = features.getManager();
    NDList found = network.outputs(features, true);
    NDArray logits = found.get(0); // N×labels
    float[] targets = targets(batch);
    if (taught != null) {
      blend(targets, taught, recipe.distillation());
    }
    NDArray entropy = crossEntropy(logits, scope.create(targets, logits.getShape()));
    if (found.size() == 1 || recipe.landmarkWeight() == 0) {
      return new Losses(entropy, entropy, null, logits);
    }
    NDArray points = distance(found.get(1), batch); // of N×63
    return new Losses(entropy.add(points), entropy, points, logits);
  }

  /** N×labels, minus how much each counts. */
  float[] targets(Batch batch) {
    float[] targets = targets(batch.labels(), labels, recipe.smoothing());
    if (batch.mixed() != null) {
      float share = (float) batch.mixed().share();
      float[] others = targets(batch.mixed().labels(), labels, recipe.smoothing());
      for (int i = 0; i < targets.length; i++) {
        targets[i] = (1 - share) * targets[i] + share * others[i];
      }
    }
    return targets;
  }

  /** Cross-entropy; the targets carry the sign and the division by N. */
  static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(1).mul(targets).sum();
  }

  /**
   * N×n: minus one over the number of labelled pictures, most of it at the right index, the rest
   * spread evenly; zeros for a picture without label.
   */
  static float[] targets(int[] indices, int n, double smoothing) {
    long labelled = Arrays.stream(indices).filter(i -> i != Example.NONE).count();
    double each = -1.0 / Math.max(1, labelled);
    float[] targets = new float[indices.length * n];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] != Example.NONE) {
        Arrays.fill(targets, i * n, (i + 1) * n, (float) (each * smoothing / n));
        targets[i * n + indices[i]] += (float) (each * (1 - smoothing));
      }
    }
    return targets;
  }

  /**
   * Lets the teacher's word count for {@code share} of the loss, and be all that is said of
   * pictures without label: knowledge distillation (Hinton et al. 2015,
   * https://arxiv.org/abs/1503.02531) with both shown the same pixels (Beyer et al. 2021,
   * https://arxiv.org/abs/2106.05237).
   */
  static void blend(float[] targets, float[][] taught, double share) {
    int n = targets.length / taught.length;
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          (float) ((1 - share) * targets[i] - share * taught[i / n][i % n] / taught.length);
    }
  }

  /** Huber's loss over β, the mean over the known points; x and y from the picture's middle. */
  private NDArray distance(NDArray predicted, Batch batch) {
    NDManager scope = predicted.getManager();
    int n = batch.known().length;
    float count = 0;
    for (float k : batch.known()) {
      count += k;
    }
    double each = recipe.landmarkWeight() / (Math.max(1, count) * 3 * Landmarks.POINTS * BETA);
    float[] weights = new float[n * 3 * Landmarks.POINTS];
    float[] targets = batch.points().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (each * batch.known()[i / (3 * Landmarks.POINTS)] * AXES[i % 3]);
      targets[i] -= i % 3 < 2 ? 0.5f : 0;
    }
    NDArray d = predicted.sub(scope.create(targets, predicted.getShape())).abs(); // N×63
    NDArray inner = d.minimum(scope.create(BETA));
    NDArray outer = d.sub(inner.mul(scope.create(0.5f)));
    return inner.mul(outer).mul(scope.create(weights, predicted.getShape())).sum();
  }
}
