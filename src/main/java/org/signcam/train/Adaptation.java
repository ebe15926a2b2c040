package org.signcam.train;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Metrics;
import org.signcam.evaluate.Outcome;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.model.Prediction;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.samples.Sample;
import org.signcam.samples.StoreUse;
import org.signcam.train.VectorTraining.Plan;
import org.signcam.train.VectorTraining.Seen;

/**
 * Teaches a model new hands in seconds: only what is above the head's vectors learns, from the
 * vectors of one's own pictures and from the {@link ReplaySet} that goes with the model, so that
 * the others are not forgotten. Both sides are measured before and after: on one's own pictures
 * that were kept out ({@link OwnSplit}), and on people whom the model was never trained on.
 */
public final class Adaptation implements AutoCloseable {
  private final Path file;
  private final VectorModel vectors;
  private final Network network;
  private final ReplaySet replay;
  private final Progress progress;
  private DoubleConsumer onLoss = loss -> {};

  /** Told the loss after each step, nats, on the training thread. */
  public void onLoss(DoubleConsumer listener) {
    onLoss = listener;
  }

  /** The card of the model that learns. */
  public ModelCard card() {
    return network.card();
  }

  /** How thorough to be. Decided on the development fold; see docs/training.md. */
  public enum Thoroughness {
    /** One's pictures as they are. */
    QUICK(1, 300),
    /** Each also disturbed seven times, and learnt for longer. */
    THOROUGH(8, 2000);

    private static final double RATE = 1e-3;
    private static final double SHARE = 0.5;

    private final int variants;
    private final int steps;

    Thoroughness(int variants, int steps) {
      this.variants = variants;
      this.steps = steps;
    }

    private Plan plan() {
      return new Plan(steps, RATE, SHARE);
    }
  }

  /**
   * What became of it.
   *
   * @param card of the adapted model
   * @param weights all of them
   * @param own pictures that were kept out; {@code null} where none could be
   * @param others people whom the shipped model was never trained on; {@code null} without a replay
   *     set
   * @param split whose pictures were learnt and asked about
   */
  public record Result(
      ModelCard card, Map<String, Tensor> weights, Change own, Change others, OwnSplit split) {
    /**
     * Writes the adapted model.
     *
     * @throws UserException when it cannot be written
     */
    public void save(Path out) {
      GestureModel.save(out, card, weights);
    }
  }

  /**
   * Figures on the same pictures before and after.
   *
   * @param mistakes that are new: what was right before
   */
  public record Change(Figures before, Figures after, List<Outcome> mistakes) {}

  /**
   * Loads a model and the replay set of its network.
   *
   * @param file the model
   * @throws UserException when either cannot be read
   */
  public Adaptation(Path file, Device device, Progress progress) {
    this(file, device, Folders.cache(), progress);
  }

  /**
   * The same, with a cache elsewhere.
   *
   * @param cache where computed vectors are kept
   */
  public Adaptation(Path file, Device device, Path cache, Progress progress) {
    this.file = file;
    this.progress = progress;
    vectors = new VectorModel(file, device, cache, progress);
    network = vectors.network();
    try {
      replay = ReplaySet.find(file, vectors.digest());
    } catch (RuntimeException e) {
      vectors.close();
      throw e;
    }
    if (replay == null) {
      progress.say(
          "careful: no replay vectors of this model's network were found, so nothing keeps it from"
              + " forgetting other people; models replay makes them");
    }
  }

  /**
   * Computes what is not in the cache of these pictures' vectors, so that training starts at once.
   */
  public void prepare(List<Sample> samples, BooleanSupplier stopping) {
    StoreUse.during(samples, () -> vectors.of(vectors.examples(samples), 1, stopping));
  }

  /**
   * Trains; the model file stays as it is.
   *
   * @param own pictures of the new hands, of labels that the model has; others are left out
   * @throws UserException when there is nothing to learn
   * @throws CancellationException when asked to stop
   */
  public Result run(List<Sample> own, Thoroughness how, long seed, BooleanSupplier stopping) {
    return run(OwnSplit.of(own), how, seed, stopping);
  }

  /** The same, with a split of one's own choice. */
  public Result run(OwnSplit split, Thoroughness how, long seed, BooleanSupplier stopping) {
    List<Sample> read = Stream.concat(split.train().stream(), split.validation().stream()).toList();
    return StoreUse.during(read, () -> run(split, how.variants, how.plan(), seed, stopping));
  }

  private Result run(OwnSplit split, int variants, Plan plan, long seed, BooleanSupplier stopping) {
    String source = file.toString(); // an earlier run may have changed them
    Weights.load(network.head(), vectors.tensors(), Network.HEAD, false, source);
    List<Example> learnt = vectors.examples(split.train());
    if (learnt.isEmpty()) {
      throw new UserException(
          "There is nothing to learn: none of the pictures shows "
              + String.join(", ", network.card().labels())
              + ".");
    }
    List<Seen> mine = vectors.of(learnt, variants, stopping);
    List<Seen> asked = vectors.of(vectors.examples(split.validation()), 1, stopping);
    List<String> whose = split.train().stream().map(Sample::signer).distinct().toList();
    List<Seen> again = replayed(false);
    List<Seen> others = new ArrayList<>(replayed(true));
    others.removeIf(seen -> whose.contains(seen.example().sample().signer()));
    VectorTraining training = new VectorTraining(network);
    List<Outcome> ownBefore = outcomes(training, asked);
    List<Outcome> othersBefore = outcomes(training, others);
    int[] step = {0};
    training.train(
        mine,
        again,
        plan,
        seed,
        stopping,
        loss -> {
          onLoss.accept(loss);
          String detail = String.format(Locale.ROOT, "loss %.3f", loss);
          progress.step("learning", ++step[0], plan.steps(), detail);
        });
    Map<String, Tensor> weights = new LinkedHashMap<>(vectors.tensors());
    weights.putAll(Weights.save(network.parts().above(), Network.HEAD));
    return new Result(
        card(split, variants, plan, seed),
        weights,
        change(ownBefore, outcomes(training, asked)),
        change(othersBefore, outcomes(training, others)),
        split);
  }

  private ModelCard card(OwnSplit split, int variants, Plan plan, long seed) {
    Map<String, Object> facts = new LinkedHashMap<>(network.card().training());
    facts.put("adapted_from", file.getFileName().toString());
    facts.put("adapted_to", split.train().stream().map(Sample::signer).distinct().toList());
    facts.put("adapted_pictures", split.train().size());
    facts.put("adapted_variants", variants);
    facts.put("adapted_steps", plan.steps());
    facts.put("adapted_seed", seed);
    List<String> seen = new ArrayList<>(GestureModel.signersOf(file));
    split.train().stream()
        .map(Sample::signer)
        .distinct()
        .filter(s -> !seen.contains(s))
        .forEach(seen::add);
    facts.put("signers_seen", seen);
    return network.card().withTraining(facts);
  }

  private List<Seen> replayed(boolean keptOut) {
    if (replay == null) {
      return List.of();
    }
    List<String> labels = network.card().labels();
    List<Seen> seen = new ArrayList<>();
    for (ReplaySet.Entry e : replay.part(keptOut)) {
      int label = labels.indexOf(e.label());
      if (label >= 0) {
        Sample sample = new Sample(Path.of(e.label()), e.signer(), e.label(), null);
        seen.add(new Seen(new Example(sample, label, null), e.vector()));
      }
    }
    return seen;
  }

  private List<Outcome> outcomes(VectorTraining training, List<Seen> seen) {
    List<float[]> logits = training.logits(seen);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < logits.size(); i++) {
      outcomes.add(
          new Outcome(
              seen.get(i).example().sample(), Prediction.of(logits.get(i), network.card())));
    }
    return outcomes;
  }

  private Change change(List<Outcome> before, List<Outcome> after) {
    List<String> letters = network.card().letters();
    if (before.stream().noneMatch(o -> letters.contains(o.sample().label()))) {
      return null;
    }
    List<Outcome> mistakes = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      String label = after.get(i).sample().label();
      String right = letters.contains(label) ? label : null;
      if (Objects.equals(before.get(i).prediction().letter(), right)
          && !Objects.equals(after.get(i).prediction().letter(), right)) {
        mistakes.add(after.get(i));
      }
    }
    return new Change(Metrics.of(before, letters), Metrics.of(after, letters), mistakes);
  }

  @Override
  public void close() {
    vectors.close();
  }
}
