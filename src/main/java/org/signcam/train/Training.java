package org.signcam.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Pictures;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Quantization;
import org.signcam.net.Folding;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.samples.StoreUse;
import org.signcam.train.History.ValidationPoint;
import org.signcam.train.Validation.Answers;

/**
 * Trains a model from pictures and writes it: recipe, data and starting weights in, one model file
 * out. The best weights by validation are kept; without validation, the last.
 */
public final class Training {
  /** What a training that was stopped leaves in its folder. */
  private static final String STOPPED_MODEL = "best-so-far.safetensors";

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
  private RunJob job;
  private Judge judge = (validations, of) -> true;
  private End end = End.WHOLE;
  private Answers answers;
  private ModelCard startedFrom; // of a backbone that is not trained; null for another
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
    return prepared(this::learn);
  }

  private ModelCard learn() {
    startedFrom =
        recipe.headOnly() && settings.weights() != null
            ? GestureModel.cardIn(settings.weights())
            : null;
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

  /** Loads what is native, seeds it, and does something while the pictures are in use. */
  <T> T prepared(Supplier<T> task) {
    OpenCv.load();
    Engine.getInstance().setRandomSeed((int) settings.seed());
    return StoreUse.during(set.samples(), task);
  }

  Material material() {
    return new Material(recipe, data, settings, progress);
  }

  /** A network to train as {@code changed} says, which may be a check's recipe. */
  Start start(Recipe changed, List<Example> examples, Augmenter augmenter) {
    return new Start(changed, data, examples, augmenter, settings, () -> stopping, progress);
  }

  private ModelCard run(Start start) {
    job = new RunJob(recipe, settings.checkpointSeconds(), judge, checkpoint, watch, progress);
    try (Teacher teacher = teacher();
        Loop loop = start.loop(teacher, start.feed(), job)) {
      double spent =
          checkpoint.resume(
              loop, new Answers(data.split().validation(), List.of(), data.letters()), progress);
      if (spent >= 0) {
        watch.add(spent);
        progress.say(
            "going on where the last run was cut off, at step %d of %d"
                .formatted(loop.state().total(), loop.allSteps()));
      }
      try (RunRecord opened =
          new RunRecord(settings.runFolder(), settings.name(), loop.state().total())) {
        job.recordIn(opened);
        Diverged diverged = train(loop);
        answers = loop.best().answers();
        ModelCard finished = finish(start.card(), loop.best(), watch.minutes());
        if (end == End.STOPPED) {
          progress.say(
              "stopped; the best weights so far are in "
                  + written()
                  + ", and the same"
                  + " command goes on");
        }
        opened.finish(settings, data, set, finished, answers, settings.command());
        if (end != End.STOPPED) {
          checkpoint.delete(); // last, so that a run killed before it has its report goes on
        }
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
      loop.run(() -> stopping || job.givenUp());
    } catch (Diverged e) {
      checkpoint.delete(); // from there it would diverge again
      if (loop.best().answers() == null) {
        throw e; // unvalidated weights may be spoilt already
      }
      return e;
    } catch (CancellationException e) {
      end = job.givenUp() ? End.GIVEN_UP : End.STOPPED;
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

  private ModelCard finish(ModelCard card, Loop.Best best, double minutes) {
    Calibration calibration =
        best.answers() != null
            ? Calibration.fit(best.answers())
            : settings.calibration() != null ? settings.calibration() : Calibration.NONE;
    Map<String, Object> facts = TrainingFacts.of(recipe, data, settings, best.answers(), minutes);
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
            null,
            facts);
    Map<String, Tensor> weights =
        GestureModel.asWritten(
            recipe.backbone().normed() ? Folding.fold(best.weights()) : best.weights());
    if (end == End.WHOLE) {
      finished = finished.withQuantization(quantization(finished, weights));
    }
    GestureModel.save(written(), finished, weights);
    return finished;
  }

  /** A backbone that was not trained keeps what was found out about it. */
  private Quantization quantization(ModelCard finished, Map<String, Tensor> weights) {
    if (startedFrom != null && startedFrom.inputSide() == finished.inputSide()) {
      return startedFrom.quantization();
    }
    Split split = data.split();
    boolean asked = split.validation().stream().anyMatch(s -> data.letters().contains(s.label()));
    try {
      return new EightBitTrial(finished, weights, settings.name(), () -> stopping, progress)
          .run(split.train(), set.with(asked ? split.validation() : List.of()), settings.seed());
    } catch (CancellationException | UserException e) { // hours of training are not lost for that
      progress.say("8 bits were not tried (" + e.getMessage() + "); models quantize does it later");
      return null;
    }
  }
}
