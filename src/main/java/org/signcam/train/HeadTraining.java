package org.signcam.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.signcam.base.UserException;
import org.signcam.model.Network;
import org.signcam.samples.Sample;
import org.signcam.train.Validation.Answers;

/** Trains the head alone, on cached features of the frozen backbone. */
final class HeadTraining {
  private final Network network;
  private final Recipe recipe;
  private final FeatureCache cache;
  private final FeatureCache undisturbed;
  private final int variants;
  private final BooleanSupplier stopping;
  private final Progress progress;

  /**
   * Opens the caches.
   *
   * @param variants of each training picture, the undisturbed one among them
   */
  HeadTraining(
      Network network,
      Recipe recipe,
      Path caches,
      int variants,
      Progress progress,
      BooleanSupplier stopping) {
    this.network = network;
    this.recipe = recipe;
    boolean pooled = recipe.head().equals("linear") || recipe.head().equals("dense3");
    int side = recipe.inputSide();
    double strength = recipe.strength();
    cache = new FeatureCache(caches, network, pooled, side, variants, strength, stopping);
    undisturbed = new FeatureCache(caches, network, pooled, side, 1, strength, stopping);
    this.stopping = stopping;
    this.variants = variants;
    this.progress = progress;
  }

  /**
   * Trains on the examples, each drawn by its weight.
   *
   * @throws UserException when the loss is no number any more
   */
  void train(List<Example> examples, double[] weights, int labels, long seed) {
    float[][] rows = cache.of(examples.stream().map(e -> e.sample().file()).toList(), progress);
    double[] cumulative = weights.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    SplittableRandom random = new SplittableRandom(seed);
    Recipe.Phase phase = recipe.phases().get(0);
    int steps = (int) Math.max(1, Math.round(phase.epochs() * examples.size() / recipe.batch()));
    network.head().parameters().values().forEach(p -> p.freeze(false));
    try (AdamW optimizer =
        new AdamW(
            network.manager(),
            List.of(),
            network.head().parameters().values(),
            recipe.weightDecay())) {
      for (int step = 1; step <= steps; step++) {
        if (stopping.getAsBoolean()) {
          throw new CancellationException("stopped");
        }
        double loss = step(examples, rows, cumulative, labels, random);
        if (!Double.isFinite(loss)) {
          throw new UserException(
              "Training diverged at step " + step + "; use a smaller rate in --phases.");
        }
        optimizer.step(0, phase.headRate() * FineTuning.schedule(step, steps), 5);
        progress.step("head", step, steps, String.format(Locale.ROOT, "loss %.3f", loss));
      }
    }
  }

  private double step(
      List<Example> examples,
      float[][] rows,
      double[] cumulative,
      int labels,
      SplittableRandom random) {
    int n = recipe.batch();
    int width = rows[0].length;
    float[] batch = new float[n * width];
    int[] targets = new int[n];
    for (int i = 0; i < n; i++) {
      int index = BatchLoader.draw(cumulative, random);
      float[] row = rows[index * variants + random.nextInt(variants)];
      System.arraycopy(row, 0, batch, i * width, width);
      targets[i] = examples.get(index).label();
    }
    try (NDManager scope = network.manager().newSubManager()) {
      NDArray features = scope.create(batch, shape(n));
      NDArray soft = Objective.targets(scope, targets, labels, 1, recipe.smoothing());
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray loss = Objective.crossEntropy(network.logits(features, true), soft);
        collector.backward(loss);
        return loss.getFloat();
      }
    }
  }

  private Shape shape(int n) {
    long[] one = cache.shape();
    return new Shape(n, one[1], one[2], one[3]);
  }

  /** What the network says of undisturbed pictures. */
  Answers ask(List<Sample> samples, List<String> labels) {
    float[][] rows = undisturbed.of(samples.stream().map(Sample::file).toList(), progress);
    List<float[]> logits = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      try (NDManager scope = network.manager().newSubManager()) {
        NDArray features = scope.create(rows[i], shape(1));
        logits.add(network.logits(features, false).toFloatArray());
      }
    }
    return new Answers(samples, logits, labels);
  }
}
