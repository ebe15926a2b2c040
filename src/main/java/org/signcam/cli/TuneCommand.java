package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.samples.SampleSet;
import org.signcam.train.Recipe;
import org.signcam.train.TrainingData;
import org.signcam.train.Tuning;
import org.signcam.train.Tuning.Trial;
import org.signcam.train.TuningRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tune}: a recipe in, better settings for it out. */
@Command(
    name = "tune",
    description = {
      "Tries a recipe with other learning rates, widths and augmentation, at random around what is"
          + " given, and says which reads people kept out best.",
      "Trials that are clearly worse end early. What was cut off goes on with the same command, also"
          + " with more --trials."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RecipeOptions recipes;

  @Mixin private DataOptions given;

  @Mixin private SplitOptions splits;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "For the trials, the table trials.csv and the picture curves.png.")
  private Path out;

  @Option(
      names = "--trials",
      defaultValue = "12",
      description = "The first has the recipe's own settings. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--time",
      paramLabel = "MINUTES",
      description = "Then the trial under way is laid aside and the others are compared.")
  private Double minutes;

  @Override
  public Integer call() {
    if (given.samples == null || out == null) {
      throw new ParameterException(
          spec.commandLine(), "tune needs --samples DIR and --out DIR for the trials.");
    }
    if (trials < 1 || (minutes != null && !(minutes > 0))) {
      throw new ParameterException(
          spec.commandLine(), "--trials is 1 or more, --time more than 0 minutes.");
    }
    if (splits.random()) {
      throw new ParameterException(
          spec.commandLine(), "tune decides by people kept out; leave --split random out.");
    }
    Recipe chosen = recipes.recipe(spec, given.startOfAny());
    List<String> letters = given.letters();
    Path model = out.resolve("trial.safetensors"); // it names the folder
    AtomicFiles.checkWritable(model);
    TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr());
    SampleSet all = splits.read(given.samples);
    progress.say(all.layout());
    SampleSet set = TrainingData.usable(all, letters, chosen.rejecting());
    TrainingData data =
        TrainingData.of(
            set, splits.checked(set, given.seed, progress), letters, chosen.rejecting());
    data.describe().forEach(progress::say);
    given.warnOfSeenSigners(chosen, data.split(), progress);
    Tuning tuning = new Tuning(chosen, set, data, given.settings(chosen, null, model), progress);
    Duration time = minutes == null ? null : Duration.ofMillis(Math.round(minutes * 60_000));
    try (progress) {
      return ExitHook.run(() -> tune(tuning, time), tuning::stop);
    }
  }

  /** Whatever ends it, those trials that have ended are shown. */
  private int tune(Tuning tuning, Duration time) {
    boolean whole;
    try {
      whole = tuning.run(trials, time);
    } catch (RuntimeException e) {
      if (!tuning.trials().isEmpty()) {
        show(tuning, false);
      }
      throw e;
    }
    if (tuning.trials().isEmpty()) {
      throw new UserException("No trial has ended yet; the same command goes on.");
    }
    show(tuning, whole);
    return 0;
  }

  private void show(Tuning tuning, boolean whole) {
    TuningRecord.write(out, tuning);
    PrintWriter printed = spec.commandLine().getOut();
    printed.println(table(tuning));
    tuning
        .best()
        .ifPresentOrElse(
            best -> {
              printed.printf(
                  Locale.ROOT,
                  "Best on the people kept out: trial %d, mean signer accuracy %.4f. Being the best"
                      + " of %d, it flatters itself: expect somewhat less from others, and measure"
                      + " it on people that nothing was chosen by.%n",
                  best.number(),
                  best.score(),
                  tuning.trials().size());
              printed.println("To train with its settings:");
              printed.println("  " + command(best));
            },
            () -> printed.println("No trial was made to its end; try a smaller --rate."));
    printed.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println("Curves: " + out.resolve(TuningRecord.CURVES));
    if (!whole) {
      err.printf(
          "%d of %d trials have ended; the same command goes on.%n",
          tuning.trials().size(), trials);
    }
    err.flush();
  }

  private static Table table(Tuning tuning) {
    Table table =
        new Table().row("trial", "accuracy", "loss", "at step", "steps", "ended", "settings");
    for (Trial trial : tuning.ranked()) {
      table.row(
          Integer.toString(trial.number()),
          number(trial.score()),
          number(trial.loss()),
          Long.toString(trial.kept()),
          Long.toString(trial.steps()),
          trial.outcome().word(),
          tuning.settings(trial) + (trial.number() == 1 ? " (as given)" : ""));
    }
    return table;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
  }

  /** The command that trains with a trial's settings, on the same pictures. */
  private String command(Trial trial) {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(Again.options(spec, DataOptions.class, SplitOptions.class));
    words.addAll(RecipeOptions.words(trial.recipe()));
    words.addAll(List.of("--out", "models/tuned.safetensors"));
    return Again.command(words);
  }
}
