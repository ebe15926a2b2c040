package org.signcam.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import org.signcam.base.UserException;
import org.signcam.samples.SampleSet;
import org.signcam.samples.StoreUse;
import org.signcam.train.History.ValidationPoint;
import org.signcam.train.Series.Result;
import org.signcam.train.Training.Settings;

/**
 * Tries a recipe with settings drawn from its {@link SearchSpace} and says which does best on the
 * people kept out; trials that are clearly worse end early ({@link EarlyStopping}). The trials'
 * files are {@code trial-1.*} and so on. What was cut off goes on when it is asked for again, also
 * with more trials. All trials have the same pictures, seed and steps.
 */
public final class Tuning {
  private final SampleSet set;
  private final TrainingData data;
  private final Settings settings;
  private final Progress progress;
  private final Series series;
  private final SearchSpace space;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * One training that has ended.
   *
   * @param number from 1; the first has the recipe's own settings
   * @param recipe with its settings
   * @param model its file; one that diverged may have none
   * @param score mean signer accuracy, on the people kept out, of the weights that it keeps, 0–1;
   *     not a number where it diverged
   * @param loss of the same, likewise
   * @param steps made
   * @param outcome whole, stopped or diverged
   * @param curve its validations
   */
  public record Trial(
      int number,
      Recipe recipe,
      Path model,
      double score,
      double loss,
      long steps,
      Outcome outcome,
      List<ValidationPoint> curve) {
    /** The step whose weights are kept; 0 before the first validation. */
    public long kept() {
      return curve.stream()
          .filter(ValidationPoint::best)
          .mapToLong(ValidationPoint::step)
          .max()
          .orElse(0);
    }
  }

  /** How a trial ended. */
  public enum Outcome {
    /** It made all its steps. */
    WHOLE,
    /** It was clearly worse than others. */
    STOPPED,
    /** Its numbers overflowed. */
    DIVERGED;

    /** As in {@code stopped}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param data with a validation side, by which all is decided
   * @param settings whose model file names the folder for all files; the model file itself is not
   *     written
   */
  public Tuning(
      Recipe recipe, SampleSet set, TrainingData data, Settings settings, Progress progress) {
    if (data.split().validation().isEmpty()) {
      throw new UserException("Tuning decides by people kept out; leave --validation none out.");
    }
    this.set = set;
    this.data = data;
    this.settings = settings;
    this.progress = progress;
    series = new Series(quiet());
    space = new SearchSpace(recipe, settings.weights() == null, settings.seed());
  }

  /** Ends the trial under way; the same call goes on with it. From any thread. */
  public void stop() {
    series.stop();
  }

  /**
   * Tries settings until there are so many trials, time is up, or {@link #stop}.
   *
   * @param time for the whole; {@code null} for as much as it takes
   * @return whether all were made
   */
  public boolean run(int count, Duration time) {
    return StoreUse.during(set.samples(), () -> tryAll(count, time));
  }

  private boolean tryAll(int count, Duration time) {
    Timer timer = new Timer("tuning time", true);
    try {
      if (time != null) {
        timer.schedule(stopTask(), time.toMillis());
      }
      while (trials.size() < count) {
        Trial trial = trial(trials.size() + 1);
        trials.add(trial);
        progress.say(
            "trial %d of %d: %s: %s".formatted(trial.number, count, settings(trial), ended(trial)));
      }
      return true;
    } catch (CancellationException e) {
      return false;
    } finally {
      timer.cancel();
    }
  }

  private TimerTask stopTask() {
    return new TimerTask() {
      @Override
      public void run() {
        stop();
      }
    };
  }

  private Trial trial(int number) {
    Recipe drawn = space.draw(number);
    Settings own =
        settings.withOut(settings.out().resolveSibling("trial-" + number + ".safetensors"));
    List<List<ValidationPoint>> earlier = trials.stream().map(Trial::curve).toList();
    Result result =
        series.train(
            drawn, set, data, own, (curve, of) -> EarlyStopping.goesOn(earlier, curve, of));
    History history = History.read(own.runFolder().resolve(History.FILE));
    long steps = history.training().stream().mapToLong(History.Point::step).max().orElse(0);
    boolean diverged = result.diverged() != null;
    return new Trial(
        number,
        drawn,
        own.out(),
        diverged ? Double.NaN : result.answers().meanSignerAccuracy(),
        diverged ? Double.NaN : result.answers().loss(),
        steps,
        diverged
            ? Outcome.DIVERGED
            : result.end() == Training.End.WHOLE ? Outcome.WHOLE : Outcome.STOPPED,
        history.validations());
  }

  /** The trials that have ended, in their order. */
  public List<Trial> trials() {
    return List.copyOf(trials);
  }

  /** The trials from best to worst: whole ones before those that were stopped or diverged. */
  public List<Trial> ranked() {
    return trials.stream()
        .sorted(
            Comparator.comparing(Trial::outcome)
                .thenComparing(Comparator.comparing(Trial::score).reversed())
                .thenComparing(Trial::loss))
        .toList();
  }

  /** The trial with the highest score of those that were made to their end. */
  public Optional<Trial> best() {
    return ranked().stream().filter(t -> t.outcome == Outcome.WHOLE).findFirst();
  }

  /** What was drawn for a trial, in a few words. */
  public String settings(Trial trial) {
    Recipe drawn = trial.recipe;
    List<String> words = new ArrayList<>();
    words.add("rate " + SearchSpace.brief(drawn.phaseList().get(0).headRate()));
    words.add("augmentation " + drawn.strength());
    words.add("dropout " + drawn.dropout());
    if (drawn.optimizer() != Optimizer.Kind.ADAM) {
      words.add("decay " + SearchSpace.brief(drawn.weightDecay()));
    }
    words.add(drawn.network() + " + " + drawn.head());
    return String.join(", ", words);
  }

  private static String ended(Trial trial) {
    String score = String.format(Locale.ROOT, "mean signer accuracy %.4f", trial.score);
    return switch (trial.outcome) {
      case WHOLE -> score;
      case STOPPED -> score + ", stopped after " + trial.steps + " steps";
      case DIVERGED -> "diverged after " + trial.steps + " steps";
    };
  }

  /** Of a trial, only its steps are shown. */
  private Progress quiet() {
    return new Progress() {
      @Override
      public void say(String line) {
        // A trial's own lines would drown the trials'.
      }

      @Override
      public void step(String task, long done, long all, String detail) {
        progress.step("trial " + (trials.size() + 1) + ", " + task, done, all, detail);
      }
    };
  }
}
