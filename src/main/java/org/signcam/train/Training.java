package org.signcam.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Pictures;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Folding;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.train.History.ValidationPoint;
import org.signcam.train.Loop.Position;
import org.signcam.train.Loop.Step;
import org.signcam.train.Validation.Answers;

/**
 * Trains a model from pictures and writes it: recipe, data and starting weights in, one model file
 * out. The best weights by validation are kept; without validation, the last.
 */
public final class Training {
  /** What a training that was stopped leaves in its folder. */
  private static final String STOPPED_MODEL = "best-so-far.safetensors";

  /** Between two checkpoints where each validation would make one, s. */
  private static final double LEAST_SECONDS = 5;

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

  /** Whether {@link #run} was stopped, so that there is no new model at its place yet. */
  public boolean stopped() {
    return end == End.STOPPED;
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
    Material material = material();
    List<Example> examples = material.examples();
    if (recipe.variants() > 0 && settings.teacher() != null) {
      throw new UserException(
          "A teacher must see pictures and this recipe trains on cached features; leave --teacher"
              + " out.");
    }
    read(examples);
    if (recipe.sheet() > 0) {
      Path sheet = settings.runFolder().resolve("validation.png");
      new PictureSheets(data, settings.seed())
          .validation(sheet, recipe.sheet(), recipe.inputSide())
          .ifPresent(progress::say);
    }
    checkpoint =
        new Checkpoint(
            settings.runFolder().resolve("checkpoint.safetensors"),
            RunDigest.of(recipe, data, material.pictures, settings));
    try (Start start = start(recipe, examples, material.augmenter(recipe))) {
      return run(start);
    }
  }

  /** Finds what cannot be read before hours were spent; the cache reads the others itself. */
  private void read(List<Example> examples) {
    Stream<Sample> keptOut =
        Stream.concat(data.split().validation().stream(), data.split().test().stream());
    Stream<Sample> learnt =
        recipe.variants() > 0 ? Stream.empty() : examples.stream().map(Example::sample);
    Stream.concat(keptOut, learnt).forEach(sample -> Pictures.read(sample.file()).release());
  }

  /** Loads what is native, and seeds it. */
  void begin() {
    OpenCv.load();
    Engine.getInstance().setRandomSeed((int) settings.seed());
  }

  Material material() {
    return new Material(recipe, data, settings, progress);
  }

  /** A network to train as {@code changed} says, which may be a check's recipe. */
  Start start(Recipe changed, List<Example> examples, Augmenter augmenter) {
    return new Start(changed, data, examples, augmenter, settings, () -> stopping, progress);
  }

  private ModelCard run(Start start) {
    try (Teacher teacher = teacher();
        Loop loop = start.loop(teacher, start.feed(), new Job())) {
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
        if (end == End.STOPPED) {
          progress.say(
              "stopped; the best weights so far are in "
                  + written()
                  + ", and the same"
                  + " command goes on");
        } else {
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

  /** A training that goes on leaves the model that may be there alone. */
  private Path written() {
    return end == End.STOPPED ? settings.runFolder().resolve(STOPPED_MODEL) : settings.out();
  }

  /** Whose pictures had a part in the weights: also in those started from, and the teacher's. */
  private List<String> seen() {
    Set<String> seen = new TreeSet<>();
    data.split().train().forEach(sample -> seen.add(sample.signer()));
    for (Path before : new Path[] {settings.weights(), settings.teacher()}) {
      if (before != null) {
        seen.addAll(GestureModel.signersOf(before));
      }
    }
    return List.copyOf(seen);
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
      if (end == End.GIVEN_UP) {
        progress.say("given up; the best weights so far are kept");
      }
    }
    return null;
  }

  /** Time spent, over all the runs that a training was cut into. */
  private static final class Stopwatch {
    private final long start = System.nanoTime();
    private double spent;

    private double minutes() {
      return spent + (System.nanoTime() - start) / 60e9;
    }
  }

  /** Tells how the loop goes, and keeps checkpoints. */
  private final class Job implements Loop.Job {
    private final double[] mean = new double[3];
    private long phaseStart;
    private int seen = -1;
    private int firstStep;
    private long lastCheckpoint = System.nanoTime();
    private long start;
    private double startedAt; // share of the training, 0–1

    @Override
    public double score(Answers answers) {
      return switch (recipe.keep()) {
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
        progress.say("%s: %d steps of %d".formatted(task(step.phase()), step.of(), recipe.batch()));
      }
      if (start == 0) {
        start = System.nanoTime();
        startedAt = step.done();
      }
      double keep = step.number() == firstStep ? 0 : 0.98;
      mean[0] = keep * mean[0] + (1 - keep) * step.loss();
      mean[1] = keep * mean[1] + (1 - keep) * step.points();
      mean[2] = keep * mean[2] + (1 - keep) * step.right();
      double seconds = (System.nanoTime() - phaseStart) / 1e9;
      double rate = (step.number() - firstStep) * recipe.batch() / Math.max(1e-9, seconds);
      record.stepped(step, task(step.phase()), mean[0], mean[2]);
      progress.step(
          task(step.phase()),
          step.number(),
          step.of(),
          String.format(
              Locale.ROOT,
              "loss %.3f%s right %.3f  %.1f pictures/s%s%s",
              mean[0],
              step.points() > 0 ? String.format(Locale.ROOT, " points %.3f", mean[1]) : "",
              mean[2],
              rate,
              left(step),
              best()));
    }

    private String left(Step step) {
      double since = step.done() - startedAt;
      if (since <= 0) {
        return "";
      }
      double seconds = (System.nanoTime() - start) / 1e9 / since * (1 - step.done());
      return seconds < 90
          ? String.format(Locale.ROOT, ", %.0f s left", seconds)
          : String.format(Locale.ROOT, ", %.0f min left", seconds / 60);
    }

    private String best() {
      return record.validations().stream()
          .filter(ValidationPoint::best)
          .reduce((earlier, later) -> later)
          .map(v -> String.format(Locale.ROOT, ", best %.4f", v.accuracy()))
          .orElse("");
    }

    private String task(int phase) {
      List<Phase> all = recipe.phaseList();
      return "phase %d of %d, %d px".formatted(phase + 1, all.size(), all.get(phase).side());
    }

    @Override
    public void validated(Position at, Answers answers, double score, boolean kept) {
      record.validated(at, answers, kept);
      progress.say(
          String.format(
              Locale.ROOT,
              "step %d of %d: validation loss %.4f, mean signer accuracy %.4f%s",
              at.number(),
              at.of(),
              answers.loss(),
              answers.meanSignerAccuracy(),
              kept ? ", kept" : ""));
    }

    @Override
    public void checkpoint(Loop loop, boolean validated) {
      givenUp |= validated && !judge.goesOn(record.validations(), loop.allSteps());
      double since = (System.nanoTime() - lastCheckpoint) / 1e9;
      double least =
          Math.min(settings.checkpointSeconds(), validated ? LEAST_SECONDS : Double.MAX_VALUE);
      if (!givenUp && since >= least) {
        checkpoint.write(loop, watch.minutes());
        lastCheckpoint = System.nanoTime();
      }
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
    facts.put("signers_seen", seen());
    facts.put("split", data.split().sharedSigners().isEmpty() ? "signers" : "random");
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
    GestureModel.save(written(), finished, fold ? Folding.fold(best.weights()) : best.weights());
    return finished;
  }
}
