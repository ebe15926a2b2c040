package org.signcam.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signcam.base.UserException;
import org.signcam.model.Network;
import org.signcam.train.Recipe.Phase;

/** The training loop over a whole network: pictures in, weights changed. One thread. */
final class FineTuning implements AutoCloseable {
  /** Largest norm of a step's gradient (Pascanu et al. 2013, https://arxiv.org/abs/1211.5063). */
  private static final double CLIP = 5;

  /** Share of a phase in which the rates rise from zero. */
  private static final double WARM_UP = 0.08;

  private final Network network;
  private final Recipe recipe;
  private final Objective objective;
  private final Map<String, Parameter> learnt = new LinkedHashMap<>();
  private final Map<String, Parameter> kept = new LinkedHashMap<>();
  private final Set<String> pretrained;
  private Averager averager;

  /**
   * @param pretrained names of backbone weights that come from a file; they learn at the smaller
   *     rate
   */
  FineTuning(
      Network network, Recipe recipe, int labels, int shapes, int side, List<String> pretrained) {
    this.network = network;
    this.recipe = recipe;
    this.pretrained = new HashSet<>(pretrained);
    Shape features =
        network.backbone().getOutputShapes(new Shape[] {new Shape(1, 3, side, side)})[0];
    objective = new Objective(network, recipe, labels, shapes, features);
    network.backbone().parameters().forEach((name, p) -> kept.put("backbone." + name, p));
    network.head().parameters().forEach((name, p) -> kept.put("head." + name, p));
    String last = recipe.backbone().lastStage() + ".";
    kept.forEach(
        (name, p) -> {
          boolean frozen =
              recipe.part() == Recipe.Part.LAST
                  && name.startsWith("backbone.")
                  && !name.startsWith("backbone." + last);
          boolean statistic = name.endsWith("running_mean") || name.endsWith("running_var");
          p.freeze(frozen || statistic);
          if (!frozen && !statistic) {
            learnt.put(name, p);
          }
        });
    objective
        .parameters()
        .forEach(
            (name, p) -> {
              p.freeze(false);
              learnt.put(name, p);
            });
  }

  /** What to do after each step. */
  interface Listener {
    /**
     * Called on the training thread.
     *
     * @param step from 1
     * @param loss of the letters
     * @param points of the landmarks, 0 when not learnt
     * @param right share of the batch read right, 0–1
     */
    void step(int step, double loss, double points, double right);
  }

  /**
   * Trains one phase.
   *
   * @param steps the phase's steps in all, over which the rates rise and fall
   * @throws UserException when the loss is no number any more, saying at which step
   */
  void phase(Phase phase, BatchLoader loader, int steps, Listener listener) {
    Map<Boolean, Map<String, Parameter>> groups =
        Map.of(true, new LinkedHashMap<>(), false, new LinkedHashMap<>());
    learnt.forEach(
        (name, p) -> {
          boolean slow =
              name.startsWith("backbone.")
                  && pretrained.contains(name.substring("backbone.".length()));
          groups.get(slow).put(name, p);
        });
    if (averager == null && recipe.averaging() > 0) {
      averager = new Averager(network.manager(), kept, recipe.averaging());
    }
    try (AdamW optimizer =
        new AdamW(
            network.manager(),
            groups.get(true).values(),
            groups.get(false).values(),
            recipe.weightDecay())) {
      for (int step = 1; step <= steps; step++) {
        double rate = schedule(step, steps);
        Batch batch = loader.next();
        step(
            batch, optimizer, step, rate * phase.backboneRate(), rate * phase.headRate(), listener);
        if (averager != null) {
          averager.update();
        }
      }
    }
  }

  private void step(
      Batch batch, AdamW optimizer, int step, double slow, double fast, Listener listener) {
    try (NDManager scope = network.manager().newSubManager()) {
      NDArray input = network.input(scope, batch.rgb(), batch.size(), batch.side());
      float loss;
      float points;
      float right;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray features = network.features(input, true);
        Objective.Losses losses = objective.losses(features, batch);
        collector.backward(losses.total());
        loss = losses.letters().getFloat();
        points = losses.points() == null ? 0 : losses.points().getFloat();
        right = right(losses.logits(), batch.labels());
      }
      if (!Float.isFinite(loss)) {
        throw new UserException(
            "Training diverged at step "
                + step
                + ": the loss is no number any more. Use smaller rates in --phases.");
      }
      optimizer.step(slow, fast, CLIP);
      listener.step(step, loss, points, right);
    }
  }

  private static float right(NDArray logits, int[] labels) {
    long[] best = logits.argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += best[i] == labels[i] ? 1 : 0;
    }
    return (float) right / labels.length;
  }

  /** Linear warm-up, then half a cosine to 1 % (Loshchilov, https://arxiv.org/abs/1608.03983). */
  static double schedule(int step, int steps) {
    double warm = Math.max(1, WARM_UP * steps);
    double cosine = 0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    return Math.min(1, step / warm) * cosine;
  }

  /** Runs {@code use} with the averaged weights in place. */
  void withAverage(Runnable use) {
    if (averager == null) {
      use.run();
      return;
    }
    averager.swap();
    try {
      use.run();
    } finally {
      averager.swap();
    }
  }

  @Override
  public void close() {
    if (averager != null) {
      averager.close();
    }
  }
}
