package org.signcam.train;

import java.util.Arrays;
import java.util.List;

/** A feed of examples drawn as the recipe says. */
abstract class SampledFeed implements Feed {
  final Recipe recipe;
  final List<Example> examples;
  private final double[] weights;
  private final long seed;

  /**
   * @param weights how often each example is drawn, relative to the others
   */
  SampledFeed(Recipe recipe, List<Example> examples, double[] weights, long seed) {
    this.recipe = recipe;
    this.examples = examples;
    this.weights = weights;
    this.seed = seed;
  }

  @Override
  public final int perEpoch(int phase) {
    return sampler(phase).perEpoch();
  }

  /** What the first batch of all is made of. */
  final List<Example> firstBatch() {
    Sampler sampler = sampler(0);
    return Arrays.stream(sampler.batch(0, sampler.random(0))).mapToObj(examples::get).toList();
  }

  final Sampler sampler(int phase) {
    return new Sampler(recipe.drawing(), weights, recipe.batch(), seed + 1000L * (phase + 2));
  }

  /** Of a phase's pictures, px. */
  final int side(int phase) {
    return recipe.phaseList().get(phase).side();
  }
}
