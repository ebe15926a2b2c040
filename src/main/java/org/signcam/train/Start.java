package org.signcam.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.export.OnnxExport.Part;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Head;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;

/** A network with the weights it starts from, and what feeds it. */
final class Start implements AutoCloseable {
  private final Recipe recipe;
  private final TrainingData data;
  private final Training.Settings settings;
  private final Progress progress;
  private final ModelCard card;
  private final Network network;
  private final Set<String> pretrained;
  private final SampledFeed feed;

  /**
   * @param augmenter that disturbs the examples
   * @param stopping whether the user wants an end, asked while features are computed
   * @throws UserException when the starting weights or a picture cannot be read, or do not fit
   */
  Start(
      Recipe recipe,
      TrainingData data,
      List<Example> examples,
      Augmenter augmenter,
      Training.Settings settings,
      BooleanSupplier stopping,
      Progress progress) {
    this.recipe = recipe;
    this.data = data;
    this.settings = settings;
    this.progress = progress;
    if (recipe.frozenStages() > 0 && settings.weights() == null) {
      throw new UserException(
          "What is frozen must have been trained, and no weights of %s are there: get some with models fetch or models import, name them with --weights, or train all."
              .formatted(recipe.network()));
    }
    boolean cached = recipe.variants() > 0;
    Map<String, Tensor> backbone = cached ? StartingWeights.backbone(settings.weights()) : Map.of();
    boolean folded =
        !recipe.backbone().normed()
            || backbone.keySet().stream().noneMatch(StartingWeights::isNorm);
    card = card(!recipe.backbone().normed() || (recipe.headOnly() && folded));
    network = new Network(card, recipe.dropout(), settings.device());
    try {
      if (recipe.headOnly()) {
        Weights.load(network.backbone(), backbone, "", false, settings.weights().toString());
        progress.say("the backbone is that of " + settings.weights() + ": " + recipe.network());
        StartingWeights.loadHead(network, card, settings.weights());
        pretrained = Set.of();
        feed = featureFeed(network, examples, stopping);
        return;
      }
      pretrained = load(examples, augmenter);
      if (!cached) {
        feed = new PictureFeed(network, recipe, data, examples, augmenter, settings.seed());
        return;
      }
      String cut = recipe.backbone().stages().get(recipe.frozenStages() - 1);
      try (Network frozen = new Network(card.backboneAlone(cut, folded), 0, settings.device())) {
        // As the file has it: where norms were taken out of it, they are of these pictures.
        Weights.load(frozen.backbone(), backbone, "", false, settings.weights().toString());
        feed = featureFeed(frozen, examples, stopping);
      }
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private ModelCard card(boolean folded) {
    return new ModelCard(
        ModelCard.FORMAT,
        data.labels(),
        data.letters(),
        data.rejecting(),
        recipe.backbone().id(),
        recipe.backbone().lastStage(),
        recipe.head(),
        folded,
        recipe.inputSide(),
        recipe.scaling().mean(),
        recipe.scaling().deviation(),
        "RGB",
        1,
        0.5,
        null,
        Map.of());
  }

  /** Names of the backbone's weights that came from a file. */
  private Set<String> load(List<Example> examples, Augmenter augmenter) {
    if (settings.weights() == null) {
      return Set.of();
    }
    int side = recipe.phaseList().get(0).side();
    double[] alike = new double[examples.size()];
    Arrays.fill(alike, 1);
    Sampler sampler =
        new Sampler(Recipe.Drawing.WEIGHTED, alike, recipe.batch(), settings.seed() + 1);
    try (Source batches = new BatchLoader(examples, sampler, augmenter, side, 0, 0, 1)) {
      List<String> names = StartingWeights.load(network, card, settings.weights(), batches);
      progress.say(
          "started from "
              + settings.weights()
              + ": "
              + names.size()
              + " tensors of the backbone"
              + (StartingWeights.loadHead(network, card, settings.weights())
                  ? ", and its head, whose labels are the same"
                  : ""));
      Set<String> found = Set.copyOf(names);
      network.backbone().parameters().keySet().stream()
          .filter(name -> recipe.backbone().stageOf(name) < recipe.frozenStages())
          .filter(name -> !found.contains(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw new UserException(
                    settings.weights()
                        + " has no '"
                        + name
                        + "', which is to be frozen as it is; name weights that have it with"
                        + " --weights, or train more.");
              });
      return found;
    }
  }

  private SampledFeed featureFeed(
      Network frozen, List<Example> examples, BooleanSupplier stopping) {
    boolean pooled = recipe.headOnly() && Head.of(recipe.head()).pooled();
    Part kind = pooled ? Part.POOLED : Part.MAP;
    return new FeatureFeed(
        network,
        recipe,
        data,
        examples,
        side ->
            new FeatureCache(
                Folders.cache(), frozen, kind, side, Augmenter.of(recipe), stopping, progress),
        settings.seed());
  }

  /** Of the network, as it is before training. */
  ModelCard card() {
    return card;
  }

  SampledFeed feed() {
    return feed;
  }

  /**
   * A loop over the network.
   *
   * @param teacher to learn from, or {@code null}
   * @param fed what it learns from; {@link #feed} or what a check makes of it
   */
  Loop loop(Teacher teacher, Feed fed, LoopJob job) {
    return new Loop(
        network, recipe, data.labels().size(), teacher, pretrained, settings.seed(), fed, job);
  }

  @Override
  public void close() {
    network.close();
  }
}
