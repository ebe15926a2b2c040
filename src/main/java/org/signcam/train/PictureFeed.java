package org.signcam.train;

import java.util.List;
import org.signcam.model.Network;
import org.signcam.samples.Sample;
import org.signcam.train.Validation.Answers;

/** Pictures, disturbed anew each time. */
final class PictureFeed extends SampledFeed {
  private final Network network;
  private final TrainingData data;
  private final Augmenter augmenter;

  PictureFeed(
      Network network,
      Recipe recipe,
      TrainingData data,
      List<Example> examples,
      Augmenter augmenter,
      long seed) {
    super(recipe, examples, data.weights(examples), seed);
    this.network = network;
    this.data = data;
    this.augmenter = augmenter;
  }

  @Override
  public Source source(int phase, long first) {
    return new BatchLoader(
        examples, sampler(phase), augmenter, side(phase), recipe.mixup(), first, threads());
  }

  /** On a CPU the network keeps the cores busy; making its pictures takes a tenth of that. */
  private int threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    return network.manager().getDevice().isGpu() ? cores : Math.max(1, cores / 2);
  }

  @Override
  public Answers validate(int phase) {
    List<Sample> samples = data.split().validation();
    return samples.isEmpty() ? null : Validation.ask(network, samples, data.letters(), side(phase));
  }
}
