package org.signcam.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.opencv.core.Mat;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Pictures;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Folding;
import org.signcam.net.Head;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.train.Loop.Step;
import org.signcam.train.Validation.Answers;

/**
 * Trains a model from pictures and writes it: recipe, data and starting weights in, one model file
 * out. The best weights by validation are kept; without validation, the last.
 */
public final class Training {
  /** Of each picture in the feature cache, the undisturbed one among them. */
  private static final int VARIANTS = 4;

  private final Recipe recipe;
  private final SampleSet set;
  private final TrainingData data;
  private final Settings settings;
  private final Progress progress;

  /**
   * What is not the recipe's.
   *
   * @param weights file to start from, or {@code null} for fresh weights
   * @param landmarks CSV of landmarks for the auxiliary target, or {@code null}
   * @param frames CSV of whole frames, whose squares beside the hand are {@code nothing}, or {@code
   *     null}
   * @param calibration to use when there is no validation; {@code null} for none
   * @param out the model file to write; beside it {@code NAME.run} keeps what a run leaves; {@code
   *     null} where only checks are made
   * @param checkpointSeconds between two checkpoints
   * @param command that repeats the run, for the report; may be {@code null}
   */
  public record Settings(
      Path weights,
      Path landmarks,
      Path frames,
      Calibration calibration,
      Path out,
      long seed,
      double checkpointSeconds,
      Device device,
      String command) {
    /** Where the run keeps its checkpoint, its history and its report. */
    public Path runFolder() {
      return out.resolveSibling(name() + ".run");
    }

    String name() {
      return out.getFileName().toString().replaceFirst("\\.safetensors$", "");
    }
  }

  private final Stopwatch watch = new Stopwatch();
  private Checkpoint checkpoint;
  private RunRecord record;
  private volatile boolean stopping;

  /** Ends the training after the step under way and keeps the best so far; from any thread. */
  public void stop() {
    stopping = true;
  }

  boolean stopping() {
    return stopping;
  }

  Recipe recipe() {
    return recipe;
  }

  TrainingData data() {
    return data;
  }

  long seed() {
    return settings.seed();
  }

  Progress progress() {
    return progress;
  }

  /**
   * @param set all pictures, those of {@code data} among them
   */
  public Training(
      Recipe recipe, SampleSet set, TrainingData data, Settings settings, Progress progress) {
    this.recipe = recipe;
    this.set = set;
    this.data = data;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Trains, going on where the same run was cut off, and writes the model.
   *
   * @return its card
   * @throws UserException when a file cannot be read or written, or training diverges; the best
   *     weights before that are written, if there was a validation
   */
  public ModelCard run() {
    Landmarks landmarks = begin();
    List<Sample> pictures = pictures();
    Recipe used = used(landmarks);
    List<Example> examples = examples(pictures, landmarks);
    pictures.forEach(sample -> Pictures.read(sample.file()).release());
    if (used.sheet() > 0) {
      Path sheet = settings.runFolder().resolve("validation.png");
      new PictureSheets(data, settings.seed())
          .validation(sheet, used.sheet(), used.inputSide())
          .ifPresent(progress::say);
    }
    checkpoint =
        new Checkpoint(
            settings.runFolder().resolve("checkpoint.safetensors"),
            RunDigest.of(used, data, pictures, settings));
    return started(used, examples, this::run);
  }

  private ModelCard run(Started start) {
    try (Loop loop = start.loop(start.job())) {
      double spent =
          checkpoint.resume(
              loop, new Answers(data.split().validation(), List.of(), data.labels()), progress);
      if (spent >= 0) {
        watch.spent = spent;
        progress.say(
            "going on where the last run was cut off, at step %d of %d"
                .formatted(loop.state().total(), loop.allSteps()));
      }
      try (RunRecord opened =
          new RunRecord(settings.runFolder(), settings.name(), loop.state().total())) {
        record = opened;
        Diverged diverged = train(loop);
        ModelCard finished = finish(start.card(), loop.best(), watch.minutes());
        checkpoint.delete();
        record.finish(settings, data, set, settings.command());
        if (diverged != null) {
          throw diverged.keeping(settings.out());
        }
        return finished;
      }
    }
  }

  /**
   * Trains to the end, or as far as it goes.
   *
   * @return how it diverged, when there are validated weights from before; else {@code null}
   */
  private Diverged train(Loop loop) {
    try {
      loop.run(this::stopping);
    } catch (Diverged e) {
      checkpoint.delete(); // from there it would diverge again
      if (loop.best().answers() == null) {
        throw e; // unvalidated weights may be spoilt already
      }
      return e;
    } catch (CancellationException e) {
      if (!loop.best().exists()) {
        throw new UserException(
            "Training was stopped before its first validation; nothing was written. The same"
                + " command goes on from its last checkpoint.",
            e);
      }
      progress.say("stopped; the best weights so far are kept");
    }
    return null;
  }

  /** Loads what is native and reads the landmarks, if there are any. */
  Landmarks begin() {
    OpenCv.load();
    Engine.getInstance().setRandomSeed((int) settings.seed());
    return settings.landmarks() == null ? Landmarks.NONE : Landmarks.read(settings.landmarks());
  }

  /** The recipe, without the target that there is nothing to learn from. */
  Recipe used(Landmarks landmarks) {
    return landmarks.isEmpty() ? recipe.with(Map.of("landmarkWeight", 0)) : recipe;
  }

  /** Training pictures with what is to be learnt of each. */
  List<Example> examples(List<Sample> pictures, Landmarks landmarks) {
    return Example.of(pictures, data.labels(), data.rejecting(), data.shapes(), landmarks);
  }

  /** How pictures are disturbed; what is cached is disturbed without rooms. */
  Augmenter augmenter(Recipe used) {
    boolean rooms = used.strength() > 0 && !recipe.headOnly();
    return new Augmenter(used.strength(), rooms ? rooms() : List.of());
  }

  /** A network with the weights it starts from, and where its batches come from. */
  final class Started {
    private final Recipe used;
    private final ModelCard card;
    private final Network network;
    private final Set<String> pretrained;
    private final AnyJob job;

    /**
     * @param network as {@code card} describes it; its weights are set here
     */
    Started(
        Recipe used,
        List<Example> examples,
        ModelCard card,
        Network network,
        Map<String, Tensor> backbone) {
      this.used = used;
      this.card = card;
      this.network = network;
      if (recipe.headOnly()) {
        Weights.load(network.backbone(), backbone, "", false, settings.weights().toString());
        pretrained = Set.of();
        job = new FeatureJob(network, used, examples);
      } else {
        Augmenter augmenter = augmenter(used);
        pretrained = start(network, card, used, examples, augmenter);
        job = new PictureJob(network, used, examples, augmenter);
      }
    }

    ModelCard card() {
      return card;
    }

    Loop.Job job() {
      return job;
    }

    /** What the job's first batch is made of. */
    List<Example> firstBatch() {
      Sampler sampler = job.sampler(0);
      return Arrays.stream(sampler.batch(0, sampler.random(0)))
          .mapToObj(job.examples::get)
          .toList();
    }

    /** A loop over the network, which asks {@code asked} for what it needs. */
    Loop loop(Loop.Job asked) {
      return new Loop(
          network,
          used,
          data.labels().size(),
          data.shapes().size(),
          pretrained,
          settings.seed(),
          asked);
    }
  }

  /** Makes a network, lends it to {@code use} and closes it. */
  <T> T started(Recipe used, List<Example> examples, Function<Started, T> use) {
    if (recipe.headOnly() && settings.weights() == null) {
      throw new UserException(
          "Training the head alone needs a trained backbone; name a model with --weights.");
    }
    Map<String, Tensor> backbone =
        recipe.headOnly() ? StartingWeights.backbone(settings.weights()) : Map.of();
    boolean folded =
        !used.backbone().normed()
            || (recipe.headOnly() && backbone.keySet().stream().noneMatch(StartingWeights::isNorm));
    ModelCard card = card(used, folded);
    try (Network network = new Network(card, used.dropout(), settings.device())) {
      return use.apply(new Started(used, examples, card, network, backbone));
    }
  }

  /** Time spent, over all the runs that a training was cut into. */
  private static final class Stopwatch {
    private final long start = System.nanoTime();
    private double spent;

    private double minutes() {
      return spent + (System.nanoTime() - start) / 60e9;
    }
  }

  /** What both kinds of training have in common: progress, scores, checkpoints. */
  private abstract class AnyJob implements Loop.Job {
    final Recipe used;
    final List<Example> examples;
    private final double[] mean = new double[3];
    private long phaseStart;
    private int seen = -1;
    private int firstStep;
    private long lastCheckpoint = System.nanoTime();

    AnyJob(Recipe used, List<Example> examples) {
      this.used = used;
      this.examples = examples;
    }

    Sampler sampler(int phase) {
      int rejecting = data.rejecting() == null ? -1 : data.labels().size() - 1;
      double[] weights = Example.weights(examples, data.labels().size(), rejecting);
      long seed = settings.seed() + 1000L * (phase + 2);
      return new Sampler(used.drawing(), weights, used.batch(), seed);
    }

    @Override
    public int perEpoch(int phase) {
      return sampler(phase).perEpoch();
    }

    @Override
    public double score(Answers answers) {
      return switch (used.keep()) {
        case SIGNERS -> answers.meanSignerAccuracy(data.letters());
        case ACCURACY -> answers.accuracy(data.letters());
        case LOSS -> -answers.loss();
      };
    }

    @Override
    public void stepped(Step step) {
      if (seen != step.phase()) {
        seen = step.phase();
        firstStep = step.number();
        phaseStart = System.nanoTime();
        progress.say("%s: %d steps of %d".formatted(task(step.phase()), step.of(), used.batch()));
      }
      double keep = step.number() == firstStep ? 0 : 0.98;
      mean[0] = keep * mean[0] + (1 - keep) * step.loss();
      mean[1] = keep * mean[1] + (1 - keep) * step.points();
      mean[2] = keep * mean[2] + (1 - keep) * step.right();
      double seconds = (System.nanoTime() - phaseStart) / 1e9;
      double rate = (step.number() - firstStep) * used.batch() / Math.max(1e-9, seconds);
      record.stepped(step, task(step.phase()), mean[0], mean[2]);
      progress.step(
          task(step.phase()),
          step.number(),
          step.of(),
          String.format(
              Locale.ROOT,
              "loss %.3f%s right %.3f  %.1f pictures/s",
              mean[0],
              used.landmarkWeight() > 0 ? String.format(Locale.ROOT, " points %.3f", mean[1]) : "",
              mean[2],
              rate));
    }

    private String task(int phase) {
      List<Phase> all = used.phaseList();
      return "phase %d of %d, %d px".formatted(phase + 1, all.size(), all.get(phase).side());
    }

    @Override
    public void validated(Step step, Answers answers, double score, boolean kept) {
      record.validated(step, answers, data.letters(), kept);
      progress.say(
          String.format(
              Locale.ROOT,
              "step %d of %d: validation loss %.4f, mean signer accuracy %.4f%s",
              step.number(),
              step.of(),
              answers.loss(),
              answers.meanSignerAccuracy(data.letters()),
              kept ? ", kept" : ""));
    }

    @Override
    public void checkpoint(Loop loop, boolean validated) {
      double since = (System.nanoTime() - lastCheckpoint) / 1e9;
      if (since >= settings.checkpointSeconds()) {
        checkpoint.write(loop, watch.minutes());
        lastCheckpoint = System.nanoTime();
      }
    }
  }

  /** Trains on pictures, disturbed anew each time. */
  private final class PictureJob extends AnyJob {
    private final Network network;
    private final Augmenter augmenter;

    PictureJob(Network network, Recipe used, List<Example> examples, Augmenter augmenter) {
      super(used, examples);
      this.network = network;
      this.augmenter = augmenter;
    }

    @Override
    public Source source(int phase, long first) {
      int side = used.phaseList().get(phase).side();
      return new BatchLoader(examples, sampler(phase), augmenter, side, first);
    }

    @Override
    public Answers validate(int phase) {
      List<Sample> validation = data.split().validation();
      int side = used.phaseList().get(phase).side();
      return validation.isEmpty() ? null : Validation.ask(network, validation, data.labels(), side);
    }
  }

  /** Trains the head on what the frozen backbone made of the pictures, computed once. */
  private final class FeatureJob extends AnyJob {
    private final Network network;
    private final int variants;
    private final FeatureCache undisturbed;
    private final float[][] rows;
    private final long[] shape;
    private List<float[]> validation;

    FeatureJob(Network network, Recipe used, List<Example> examples) {
      super(used, examples);
      this.network = network;
      variants = used.strength() > 0 ? VARIANTS : 1;
      boolean pooled = Head.of(used.head()).pooled();
      Path caches = Folders.cache();
      int side = used.inputSide();
      FeatureCache cache =
          new FeatureCache(
              caches, network, pooled, side, variants, used.strength(), () -> stopping);
      undisturbed =
          new FeatureCache(caches, network, pooled, side, 1, used.strength(), () -> stopping);
      rows = cache.of(examples.stream().map(e -> e.sample().file()).toList(), progress);
      shape = cache.shape();
    }

    @Override
    public Source source(int phase, long first) {
      return new FeatureLoader(examples, rows, variants, shape, sampler(phase), first);
    }

    @Override
    public Answers validate(int phase) {
      List<Sample> samples = data.split().validation();
      if (samples.isEmpty()) {
        return null;
      }
      if (validation == null) {
        validation = List.of(undisturbed.of(samples.stream().map(Sample::file).toList(), progress));
      }
      return Validation.ask(network, samples, validation, shape, data.labels());
    }
  }

  /** The training side's pictures and, where frames are given, squares beside its hands. */
  List<Sample> pictures() {
    List<Sample> pictures = new ArrayList<>(data.split().train());
    if (settings.frames() != null && data.rejecting() != null) {
      List<String> signers = pictures.stream().map(Sample::signer).distinct().toList();
      Path folder =
          Folders.cache()
              .resolve("beside-the-hand")
              .resolve(Integer.toHexString(settings.frames().toAbsolutePath().hashCode()));
      List<Sample> squares = FrameNegatives.cut(settings.frames(), signers, folder);
      progress.say(squares.size() + " squares beside the hand cut from " + settings.frames());
      pictures.addAll(squares);
    }
    return pictures;
  }

  private ModelCard card(Recipe used, boolean folded) {
    return new ModelCard(
        ModelCard.FORMAT,
        data.labels(),
        data.rejecting(),
        recipe.backbone().id(),
        recipe.backbone().lastStage(),
        recipe.head(),
        folded,
        used.inputSide(),
        recipe.scaling().mean(),
        recipe.scaling().deviation(),
        "RGB",
        1,
        0.5,
        Map.of());
  }

  private List<Mat> rooms() {
    List<Mat> rooms = new ArrayList<>();
    for (Sample sample : data.split().train()) {
      if (sample.label().equals(ModelCard.NOTHING)) {
        rooms.add(Pictures.read(sample.file()));
      }
    }
    return rooms;
  }

  private Set<String> start(
      Network network, ModelCard card, Recipe used, List<Example> examples, Augmenter augmenter) {
    if (settings.weights() == null) {
      return Set.of();
    }
    int side = used.phaseList().get(0).side();
    double[] alike = new double[examples.size()];
    Arrays.fill(alike, 1);
    Sampler sampler =
        new Sampler(Recipe.Drawing.WEIGHTED, alike, used.batch(), settings.seed() + 1);
    try (Source batches = new BatchLoader(examples, sampler, augmenter, side, 0)) {
      List<String> pretrained = StartingWeights.load(network, card, settings.weights(), batches);
      progress.say(
          "started from "
              + settings.weights()
              + ": "
              + pretrained.size()
              + " tensors of the backbone");
      return Set.copyOf(pretrained);
    }
  }

  private ModelCard finish(ModelCard card, Loop.Best best, double minutes) {
    Calibration calibration =
        best.answers() != null
            ? Calibration.fit(best.answers(), data.letters(), data.rejecting())
            : settings.calibration() != null ? settings.calibration() : Calibration.NONE;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", recipe.name());
    facts.put("settings", recipe.settings());
    facts.put(
        "weights",
        settings.weights() == null ? "fresh" : settings.weights().getFileName().toString());
    facts.put("frames", settings.frames() != null && data.rejecting() != null);
    facts.put("seed", settings.seed());
    facts.put("data_digest", data.digest());
    facts.put("signers", data.split().train().stream().map(Sample::signer).distinct().toList());
    facts.put("pictures", data.split().train().size());
    if (best.answers() != null) {
      facts.put(
          "validation_signers",
          data.split().validation().stream().map(Sample::signer).distinct().toList());
      double accuracy = best.answers().meanSignerAccuracy(data.letters());
      facts.put("validation_mean_signer_accuracy", Math.round(accuracy * 1e4) / 1e4);
    }
    facts.put("minutes", Math.round(minutes * 10) / 10.0);
    String version = Training.class.getPackage().getImplementationVersion();
    facts.put("signcam", version == null ? "development" : version);
    ModelCard finished =
        new ModelCard(
            card.format(),
            card.labels(),
            card.rejecting(),
            card.backbone(),
            card.cut(),
            card.head(),
            true,
            best.side(),
            card.mean(),
            card.std(),
            card.colourOrder(),
            calibration.temperature(),
            calibration.threshold(),
            facts);
    boolean fold = recipe.backbone().normed();
    GestureModel.save(
        settings.out(), finished, fold ? Folding.fold(best.weights()) : best.weights());
    return finished;
  }
}
