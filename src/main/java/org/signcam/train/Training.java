package org.signcam.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Pictures;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Chain;
import org.signcam.net.Folding;
import org.signcam.net.Head;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.train.History.ValidationPoint;
import org.signcam.train.Loop.Step;
import org.signcam.train.Validation.Answers;

/**
 * Trains a model from pictures and writes it: recipe, data and starting weights in, one model file
 * out. The best weights by validation are kept; without validation, the last.
 */
public final class Training {
  private final Recipe recipe;
  private final SampleSet set;
  private final TrainingData data;
  private final Settings settings;
  private final Progress progress;

  /**
   * What is not the recipe's.
   *
   * @param weights file to start from, or {@code null} for fresh weights
   * @param landmarks CSV files of landmarks, from which a head that finds points learns them
   * @param hands folders of more pictures of hands, whose landmarks alone are learnt
   * @param frames CSV of whole frames, whose squares beside the hand are {@code nothing}, or {@code
   *     null}
   * @param teacher model to learn from, or {@code null}
   * @param calibration to use when there is no validation; {@code null} for none
   * @param out the model file to write; beside it {@code NAME.run} keeps what a run leaves; {@code
   *     null} where only checks are made
   * @param checkpointSeconds between two checkpoints
   * @param command that repeats the run, for the report; may be {@code null}
   */
  public record Settings(
      Path weights,
      List<Path> landmarks,
      List<Path> hands,
      Path frames,
      Path teacher,
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

    /** The same for another model file. */
    Settings withOut(Path other) {
      return new Settings(
          weights,
          landmarks,
          hands,
          frames,
          teacher,
          calibration,
          other,
          seed,
          checkpointSeconds,
          device,
          command);
    }
  }

  /** Asked after each validation, on the training thread. */
  @FunctionalInterface
  interface Judge {
    /**
     * Whether to go on.
     *
     * @param validations so far, also those before the training was resumed
     * @param of steps of the whole training
     */
    boolean goesOn(List<ValidationPoint> validations, long of);
  }

  /** How a training ended. */
  enum End {
    /** After its last step. */
    WHOLE,
    /** Its {@link Judge} gave it up. */
    GIVEN_UP,
    /** It was stopped, and goes on when it is run again. */
    STOPPED
  }

  private final Stopwatch watch = new Stopwatch();
  private Checkpoint checkpoint;
  private RunRecord record;
  private Judge judge = (validations, of) -> true;
  private boolean givenUp;
  private End end = End.WHOLE;
  private Answers answers;
  private volatile boolean stopping;

  /**
   * Ends the training after the step under way and keeps the best so far; run again, it goes on
   * from there. From any thread.
   */
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

  /** Lets {@code other} end the training early. */
  void judge(Judge other) {
    judge = other;
  }

  /** How {@link #run} ended. */
  End end() {
    return end;
  }

  /** What the best weights say of the validation pictures; {@code null} where there are none. */
  Answers answers() {
    return answers;
  }

  /**
   * Trains, going on where the same run was cut off, and writes the model.
   *
   * @return its card
   * @throws UserException when a file cannot be read or written, or training diverges; the best
   *     weights before that are written, if there was a validation
   */
  public ModelCard run() {
    begin();
    Landmarks landmarks = Landmarks.read(settings.landmarks());
    List<Sample> pictures = pictures();
    List<Example> examples = examples(pictures, landmarks);
    if (recipe.variants() == 0) { // the cache reads what it has not seen before training begins
      pictures.forEach(sample -> Pictures.read(sample.file()).release());
    }
    if (recipe.sheet() > 0) {
      Path sheet = settings.runFolder().resolve("validation.png");
      new PictureSheets(data, settings.seed())
          .validation(sheet, recipe.sheet(), recipe.inputSide())
          .ifPresent(progress::say);
    }
    checkpoint =
        new Checkpoint(
            settings.runFolder().resolve("checkpoint.safetensors"),
            RunDigest.of(recipe, data, pictures, settings));
    return started(recipe, examples, this::run);
  }

  private ModelCard run(Started start) {
    try (Teacher teacher = teacher();
        Loop loop = start.loop(teacher, start.job())) {
      double spent =
          checkpoint.resume(
              loop, new Answers(data.split().validation(), List.of(), data.letters()), progress);
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
        answers = loop.best().answers();
        ModelCard finished = finish(start.card(), loop.best(), watch.minutes());
        if (end != End.STOPPED) {
          checkpoint.delete();
        }
        record.finish(settings, data, set, finished, answers, settings.command());
        if (diverged != null) {
          throw diverged.keeping(settings.out());
        }
        return finished;
      }
    }
  }

  private Teacher teacher() {
    return settings.teacher() == null
        ? null
        : new Teacher(settings.teacher(), data.labels(), settings.device());
  }

  /**
   * Trains to the end, or as far as it goes.
   *
   * @return how it diverged, when there are validated weights from before; else {@code null}
   */
  private Diverged train(Loop loop) {
    try {
      loop.run(() -> stopping || givenUp);
    } catch (Diverged e) {
      checkpoint.delete(); // from there it would diverge again
      if (loop.best().answers() == null) {
        throw e; // unvalidated weights may be spoilt already
      }
      return e;
    } catch (CancellationException e) {
      end = givenUp ? End.GIVEN_UP : End.STOPPED;
      if (end == End.STOPPED) {
        checkpoint.write(loop, watch.minutes());
      }
      if (!loop.best().exists()) {
        throw new UserException(
            "Training was stopped before its first validation; no model was written. The"
                + " same command goes on from here.",
            e);
      }
      progress.say(
          end == End.STOPPED
              ? "stopped; the best weights so far are kept, and the same command goes on"
              : "given up; the best weights so far are kept");
    }
    return null;
  }

  /** Loads what is native, and seeds it. */
  void begin() {
    OpenCv.load();
    Engine.getInstance().setRandomSeed((int) settings.seed());
  }

  /** Training pictures with what is to be learnt of each. */
  List<Example> examples(List<Sample> pictures, Landmarks landmarks) {
    List<Example> examples = new ArrayList<>(Example.of(pictures, data.labels(), landmarks));
    examples.addAll(Example.unlabelled(hands(), landmarks));
    return examples;
  }

  Landmarks landmarks() {
    return Landmarks.read(settings.landmarks());
  }

  /** How pictures are disturbed; what is cached is disturbed without rooms. */
  Augmenter augmenter(Recipe used) {
    return used.variants() > 0
        ? new Augmenter(used.strength(), Rooms.NONE, null)
        : new Augmenter(used.strength(), rooms(), new HandMasks(Folders.cache()));
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
     * @param backbone weights of what is frozen, where its features are cached
     * @param folded whether their norms are folded
     */
    Started(
        Recipe used,
        List<Example> examples,
        ModelCard card,
        Network network,
        Map<String, Tensor> backbone,
        boolean folded) {
      this.used = used;
      this.card = card;
      this.network = network;
      if (used.headOnly()) {
        Weights.load(network.backbone(), backbone, "", false, settings.weights().toString());
        progress.say("the backbone is that of " + settings.weights() + ": " + used.network());
        pretrained = Set.of();
        job = new FeatureJob(network, network, used, examples);
        return;
      }
      Augmenter augmenter = augmenter(used);
      pretrained = start(network, card, used, examples, augmenter);
      if (used.variants() == 0) {
        job = new PictureJob(network, used, examples, augmenter);
        return;
      }
      String cut = used.backbone().stages().get(used.frozenStages() - 1);
      try (Network frozen = new Network(card.backboneAlone(cut, folded), 0, settings.device())) {
        // As the file has it: where norms were taken out of it, they are of these pictures.
        Weights.load(frozen.backbone(), backbone, "", false, settings.weights().toString());
        job = new FeatureJob(network, frozen, used, examples);
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
    Loop loop(Teacher teacher, Loop.Job asked) {
      return new Loop(
          network, used, data.labels().size(), teacher, pretrained, settings.seed(), asked);
    }
  }

  /** Makes a network, lends it to {@code use} and closes it. */
  <T> T started(Recipe used, List<Example> examples, Function<Started, T> use) {
    if (used.frozenStages() > 0 && settings.weights() == null) {
      throw new UserException(
          "What is frozen must have been trained; name its weights with --weights, or train all.");
    }
    Map<String, Tensor> backbone =
        used.variants() > 0 ? StartingWeights.backbone(settings.weights()) : Map.of();
    boolean folded =
        !used.backbone().normed() || backbone.keySet().stream().noneMatch(StartingWeights::isNorm);
    ModelCard card = card(used, !used.backbone().normed() || (used.headOnly() && folded));
    try (Network network = new Network(card, used.dropout(), settings.device())) {
      return use.apply(new Started(used, examples, card, network, backbone, folded));
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
      double[] weights = Example.weights(examples, data.labels().size(), data.letters().size());
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
        case SIGNERS -> answers.meanSignerAccuracy();
        case ACCURACY -> answers.accuracy();
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
              step.points() > 0 ? String.format(Locale.ROOT, " points %.3f", mean[1]) : "",
              mean[2],
              rate));
    }

    private String task(int phase) {
      List<Phase> all = used.phaseList();
      return "phase %d of %d, %d px".formatted(phase + 1, all.size(), all.get(phase).side());
    }

    @Override
    public void validated(Step step, Answers answers, double score, boolean kept) {
      record.validated(step, answers, kept);
      progress.say(
          String.format(
              Locale.ROOT,
              "step %d of %d: validation loss %.4f, mean signer accuracy %.4f%s",
              step.number(),
              step.of(),
              answers.loss(),
              answers.meanSignerAccuracy(),
              kept ? ", kept" : ""));
    }

    @Override
    public void checkpoint(Loop loop, boolean validated) {
      givenUp |= validated && !judge.goesOn(record.validations(), loop.allSteps());
      double since = (System.nanoTime() - lastCheckpoint) / 1e9;
      if (!givenUp && since >= settings.checkpointSeconds()) {
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
      return validation.isEmpty()
          ? null
          : Validation.ask(network, validation, data.letters(), side);
    }
  }

  /** Trains on what the frozen stages made of the pictures, computed once. */
  private final class FeatureJob extends AnyJob {
    private final Network network;
    private final Chain above;
    private final Map<Integer, Features> training = new HashMap<>(); // by the pictures' side
    private final Map<Integer, Features> validation = new HashMap<>();

    FeatureJob(Network network, Network frozen, Recipe used, List<Example> examples) {
      super(used, examples);
      this.network = network;
      int first = used.frozenStages();
      above = network.backbone().part(name -> used.backbone().stageOf(name) >= first);
      boolean pooled = used.headOnly() && Head.of(used.head()).pooled();
      List<Example> asked =
          data.split().validation().stream().map(s -> new Example(s, Example.NONE, null)).toList();
      for (int side : used.phaseList().stream().map(Phase::side).distinct().toList()) {
        FeatureCache cache =
            new FeatureCache(
                Folders.cache(), frozen, pooled, side, used.strength(), () -> stopping, progress);
        training.put(side, cache.of(examples, used.variants()));
        validation.put(side, cache.of(asked, 1));
      }
    }

    private int side(int phase) {
      return used.phaseList().get(phase).side();
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

  /** Pictures that teach the landmarks alone. */
  private List<Sample> hands() {
    boolean learnt = Head.of(recipe.head()).findsPoints() && recipe.landmarkWeight() > 0;
    return settings.hands().isEmpty() || !learnt
        ? List.of()
        : SampleSet.read(settings.hands()).samples();
  }

  private ModelCard card(Recipe used, boolean folded) {
    return new ModelCard(
        ModelCard.FORMAT,
        data.labels(),
        data.letters(),
        data.rejecting(),
        used.backbone().id(),
        used.backbone().lastStage(),
        used.head(),
        folded,
        used.inputSide(),
        used.scaling().mean(),
        used.scaling().deviation(),
        "RGB",
        1,
        0.5,
        Map.of());
  }

  private Rooms rooms() {
    List<Path> rooms = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Sample sample : data.split().train()) {
      (sample.label().equals(ModelCard.NOTHING) ? rooms : others).add(sample.file());
    }
    return new Rooms(rooms, others);
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
            ? Calibration.fit(best.answers())
            : settings.calibration() != null ? settings.calibration() : Calibration.NONE;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", recipe.name());
    facts.put("settings", recipe.settings());
    facts.put(
        "weights",
        settings.weights() == null ? "fresh" : settings.weights().getFileName().toString());
    if (settings.teacher() != null) {
      facts.put("teacher", settings.teacher().getFileName().toString());
    }
    facts.put("frames", settings.frames() != null && data.rejecting() != null);
    facts.put("seed", settings.seed());
    facts.put("data_digest", data.digest());
    facts.put("signers", data.split().train().stream().map(Sample::signer).distinct().toList());
    facts.put("pictures", data.split().train().size());
    if (best.answers() != null) {
      facts.put(
          "validation_signers",
          data.split().validation().stream().map(Sample::signer).distinct().toList());
      double accuracy = best.answers().meanSignerAccuracy();
      facts.put("validation_mean_signer_accuracy", Math.round(accuracy * 1e4) / 1e4);
    }
    facts.put("minutes", Math.round(minutes * 10) / 10.0);
    String version = Training.class.getPackage().getImplementationVersion();
    facts.put("signcam", version == null ? "development" : version);
    ModelCard finished =
        new ModelCard(
            card.format(),
            card.labels(),
            card.letters(),
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
