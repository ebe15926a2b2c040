package org.signcam.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.signcam.base.UserException;
import org.signcam.model.Network;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.train.LoopJob.Position;
import org.signcam.train.LoopJob.Step;
import org.signcam.train.Optimizer.Share;
import org.signcam.train.Validation.Answers;

/**
 * The training loop: batches in, weights changed, the best by validation kept. All its state can be
 * taken out and put back between two steps, and nothing else decides what the next step does, so
 * that a resumed run ends like one that was never cut off. One thread.
 */
final class Loop implements AutoCloseable {
  /** Largest norm of a step's gradient (Pascanu et al. 2013, https://arxiv.org/abs/1211.5063). */
  private static final double CLIP = 5;

  /** A running mean loss so many times that of guessing, ln n, is beyond repair. */
  private static final double EXPLOSION = 50;

  /** Share of a step in that mean, which begins at 0, so that one bad batch is forgiven. */
  private static final double NEWEST = 0.02;

  /** Largest float16 (IEEE 754 binary16), as which weights are written. */
  private static final float LARGEST = 65_504;

  private static final String NETWORK = "network.";
  private static final String MEAN = "mean.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String BEST = "best.";

  private final Network network;
  private final Recipe recipe;
  private final Feed feed;
  private final LoopJob job;
  private final Teacher teacher;
  private final Set<String> pretrained;
  private final long seed;
  private final double guessing;
  private final Objective objective;
  private final Map<String, Parameter> all = new LinkedHashMap<>();
  private final Averager averager;
  private final List<Phase> phases;
  private final Timetable timetable;
  private Optimizer optimizer;
  private int phase;
  private int step;
  private long total;
  private boolean unvalidated; // the step was taken, its validation is due
  private double runningLoss; // only watched: a resumed run begins it anew
  private Best best = Best.NONE;

  /**
   * The best weights so far.
   *
   * @param score by {@link LoopJob#score}; figures of other picture sizes do not compare, so that a
   *     phase of another size begins anew and its best replaces the last one's
   * @param side of the pictures, px
   * @param answers {@code null} without validation
   */
  record Best(Map<String, Tensor> weights, double score, int phase, int side, Answers answers) {
    static final Best NONE = new Best(null, Double.NEGATIVE_INFINITY, -1, 0, null);

    boolean exists() {
      return weights != null;
    }
  }

  /**
   * @param teacher to learn from, or {@code null}
   * @param pretrained names of backbone weights that come from a file; they learn at the smaller
   *     rate
   */
  Loop(
      Network network,
      Recipe recipe,
      int labels,
      Teacher teacher,
      Set<String> pretrained,
      long seed,
      Feed feed,
      LoopJob job) {
    this.network = network;
    this.recipe = recipe;
    this.feed = feed;
    this.job = job;
    this.teacher = teacher;
    this.pretrained = pretrained;
    this.seed = seed;
    guessing = Math.log(labels);
    phases = recipe.phaseList();
    timetable = new Timetable(phases, feed);
    objective = new Objective(network, recipe, labels);
    network.backbone().parameters().forEach((name, p) -> all.put(Network.BACKBONE + name, p));
    network.head().parameters().forEach((name, p) -> all.put(Network.HEAD + name, p));
    averager =
        recipe.averaging() > 0 ? new Averager(network.manager(), all, recipe.averaging()) : null;
    beginPhase();
  }

  /** Freezes what the phase does not learn and starts its optimizer afresh. */
  private void beginPhase() {
    Predicate<String> frozen = frozen();
    all.forEach(
        (name, p) -> {
          boolean statistic = name.endsWith("running_mean") || name.endsWith("running_var");
          boolean still =
              name.startsWith(Network.BACKBONE)
                  && frozen.test(name.substring(Network.BACKBONE.length()));
          p.freeze(statistic || still);
        });
    if (optimizer != null) {
      optimizer.close();
    }
    optimizer =
        new Optimizer(
            recipe.optimizer(), network.manager(), all, this::share, recipe.weightDecay());
  }

  /** Fresh weights learn fast; of pretrained ones, the deeper stages' more slowly. */
  private Share share(String name) {
    String bare = name.replaceFirst("^" + Network.BACKBONE, "");
    if (!name.startsWith(Network.BACKBONE) || !pretrained.contains(bare)) {
      return Share.HEAD;
    }
    int above = recipe.backbone().stages().size() - 1 - recipe.backbone().stageOf(bare);
    return new Share(false, Math.pow(recipe.stageDecay(), above));
  }

  /** Which of the backbone's layers and parameters this phase leaves as they are. */
  private Predicate<String> frozen() {
    int first = recipe.firstTrained(phases.get(phase));
    return name -> recipe.backbone().stageOf(name) < first;
  }

  /** Steps of all phases. */
  long allSteps() {
    return timetable.allSteps();
  }

  /**
   * Trains from where the loop stands to its end.
   *
   * @throws Diverged when the loss, the gradient, the weights or the answers overflow, or the loss
   *     explodes
   * @throws CancellationException when asked to stop
   */
  void run(BooleanSupplier stopping) {
    if (validateIfDue(timetable.steps(phase))) { // an exit cut it off
      job.checkpoint(this, true);
    }
    for (; phase < phases.size(); phase++, step = 0) {
      if (step == 0 && phase > 0) {
        beginPhase();
      }
      int of = timetable.steps(phase);
      int checkEvery = recipe.checkEvery() > 0 ? recipe.checkEvery() : feed.perEpoch(phase);
      Predicate<String> frozen = frozen();
      try (Source source = feed.source(phase, step)) {
        while (step < of) {
          if (stopping.getAsBoolean()) {
            throw new CancellationException("stopped");
          }
          job.stepped(step(source.next(), of, frozen));
          unvalidated = step == of || step % checkEvery == 0;
          job.checkpoint(this, validateIfDue(of));
        }
      }
    }
  }

  /** Whether it was. */
  private boolean validateIfDue(int of) {
    boolean due = unvalidated;
    if (due) {
      withAverage(() -> validate(new Position(phase, step, of, total)));
      unvalidated = false;
    }
    return due;
  }

  private Step step(Batch batch, int of, Predicate<String> frozen) {
    float[][] taught = teacher == null ? null : teacher.shares(batch); // an exit may cut it off
    step++;
    total++;
    Phase now = phases.get(phase);
    double share = job.share(recipe.schedule(), step, of);
    // Dropout draws from the engine: seeded by the step, it does not remember the steps before.
    Engine.getInstance().setRandomSeed((int) (seed * 31 + total));
    Step done;
    try (NDManager scope = network.manager().newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray features = batch.input().features(network, scope, frozen);
      Objective.Losses losses = objective.losses(features, batch, taught);
      collector.backward(losses.total());
      List<Integer> wrong = wrong(losses.logits(), batch.labels());
      done =
          new Step(
              phase,
              step,
              of,
              total,
              losses.labels().getFloat(),
              losses.points() == null ? 0 : losses.points().getFloat(),
              1 - (double) wrong.size() / Math.max(1, labelled(batch)),
              wrong,
              share * now.headRate(),
              timetable.done(phase, step) / timetable.done(phases.size(), 0));
    }
    if (!Double.isFinite(done.loss())) {
      throw diverged("the loss is no number any more");
    }
    runningLoss += NEWEST * (done.loss() - runningLoss);
    if (runningLoss > EXPLOSION * guessing) {
      throw diverged(
          String.format(
              Locale.ROOT,
              "the loss has come to %.3g, where guessing has %.3g",
              done.loss(),
              guessing));
    }
    double norm = optimizer.step(share * now.backboneRate(), share * now.headRate(), CLIP);
    if (!Double.isFinite(norm)) {
      throw diverged("the gradient is no number any more");
    }
    if (averager != null) {
      averager.update();
    }
    return done;
  }

  private Diverged diverged(String how) {
    return new Diverged(how, step, phase + 1, phases.get(phase).headRate());
  }

  private static long labelled(Batch batch) {
    return Arrays.stream(batch.labels()).filter(label -> label != Example.NONE).count();
  }

  private static List<Integer> wrong(NDArray logits, int[] labels) {
    long[] read = logits.argMax(1).toLongArray();
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] != Example.NONE && read[i] != labels[i])
        .boxed()
        .toList();
  }

  private void validate(Position at) {
    int side = phases.get(phase).side();
    Answers answers = feed.validate(phase);
    if (answers == null) {
      best = new Best(weights(), 0, phase, side, null);
      return;
    }
    if (!answers.finite()) {
      throw diverged("what is said of validation pictures is no number any more");
    }
    double score = job.score(answers);
    boolean better = best.side() != side || score > best.score();
    if (better) {
      best = new Best(weights(), score, phase, side, answers);
    }
    job.validated(at, answers, score, better);
  }

  /** A copy of the weights, if they are fit to be kept. */
  private Map<String, Tensor> weights() {
    Map<String, Tensor> weights = network.weights();
    weights.forEach(
        (name, tensor) -> {
          // Moments are folded into the weights, where large ones make small ones.
          float largest = name.contains("running_") ? Float.MAX_VALUE : LARGEST;
          for (float weight : tensor.floats()) {
            if (!(Math.abs(weight) <= largest)) {
              throw diverged("a weight of '" + name + "' has become " + weight);
            }
          }
        });
    return weights;
  }

  /** Runs {@code use} with the averaged weights in place. */
  private void withAverage(Runnable use) {
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

  Best best() {
    return best;
  }

  /**
   * Where the loop stands.
   *
   * @param total steps over all phases
   * @param unvalidated whether a validation is due before the next step
   * @param logits of the best validation, one row a picture; {@code null} for none
   */
  record State(
      int phase,
      int step,
      long total,
      boolean unvalidated,
      int optimizerSteps,
      long averagerSteps,
      boolean hasBest,
      double bestScore,
      int bestPhase,
      int bestSide,
      List<float[]> logits) {}

  /** Where the loop stands, but for {@link #tensors}. */
  State state() {
    return new State(
        phase,
        step,
        total,
        unvalidated,
        optimizer.steps(),
        averager == null ? 0 : averager.steps(),
        best.exists(),
        best.exists() ? best.score() : 0,
        best.phase(),
        best.side(),
        best.answers() == null ? null : best.answers().logits());
  }

  /** All arrays of the loop, float32: weights, moments, running means, and the best weights. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    all.forEach((name, p) -> tensors.put(NETWORK + name, Weights.tensor(p.getArray())));
    if (averager != null) {
      averager.means().forEach((name, mean) -> tensors.put(MEAN + name, Weights.tensor(mean)));
    }
    optimizer.state().forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
    if (best.exists()) {
      best.weights().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
    }
    return tensors;
  }

  /**
   * Goes on where {@link #state} and {@link #tensors} were taken.
   *
   * @param validation the pictures that the best answers are of
   */
  void restore(State state, Map<String, Tensor> tensors, Answers validation) {
    all.forEach((name, p) -> Weights.fill(p.getArray(), floats(tensors, NETWORK + name)));
    phase = state.phase();
    step = state.step();
    total = state.total();
    unvalidated = state.unvalidated();
    beginPhase();
    Map<String, Tensor> moments = new LinkedHashMap<>();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(OPTIMIZER)) {
            moments.put(name.substring(OPTIMIZER.length()), tensor);
          } else if (name.startsWith(BEST)) {
            weights.put(name.substring(BEST.length()), tensor);
          }
        });
    optimizer.restore(moments, state.optimizerSteps());
    if (averager != null) {
      averager.restore(name -> floats(tensors, MEAN + name), state.averagerSteps());
    }
    if (state.hasBest()) {
      Answers answers =
          state.logits() == null
              ? null
              : new Answers(
                  validation.samples(), new ArrayList<>(state.logits()), validation.letters());
      best = new Best(weights, state.bestScore(), state.bestPhase(), state.bestSide(), answers);
    }
  }

  private static float[] floats(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new UserException("The checkpoint lacks '" + name + "'; delete it to start anew.");
    }
    return tensor.floats();
  }

  @Override
  public void close() {
    optimizer.close();
    if (averager != null) {
      averager.close();
    }
  }
}
