package org.signcam.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.signcam.model.Network;
import org.signcam.net.Chain;
import org.signcam.samples.Sample;
import org.signcam.train.Validation.Answers;

/** What the frozen stages made of the pictures, computed once. */
final class FeatureFeed extends SampledFeed {
  private final Network network;
  private final TrainingData data;
  private final Chain above;
  private final Map<Integer, Features> training = new HashMap<>(); // by the pictures' side
  private final Map<Integer, Features> validation = new HashMap<>();

  /**
   * @param caches by the pictures' side, px
   */
  FeatureFeed(
      Network network,
      Recipe recipe,
      TrainingData data,
      List<Example> examples,
      IntFunction<FeatureCache> caches,
      long seed) {
    super(recipe, examples, data.weights(examples), seed);
    this.network = network;
    this.data = data;
    int first = recipe.frozenStages();
    above = network.backbone().part(name -> recipe.backbone().stageOf(name) >= first);
    List<Example> asked =
        data.split().validation().stream().map(s -> new Example(s, Example.NONE, null)).toList();
    for (int side : recipe.phaseList().stream().map(Phase::side).distinct().toList()) {
      FeatureCache cache = caches.apply(side);
      training.put(side, cache.of(examples, recipe.variants()));
      validation.put(side, cache.of(asked, 1));
    }
  }

  @Override
  public Source source(int phase, long first) {
    return new FeatureLoader(examples, training.get(side(phase)), above, sampler(phase), first);
  }

  @Override
  public Answers validate(int phase) {
    List<Sample> samples = data.split().validation();
    return samples.isEmpty()
        ? null
        : Validation.ask(network, samples, validation.get(side(phase)), above, data.letters());
  }
}
