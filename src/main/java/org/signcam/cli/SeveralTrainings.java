package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.signcam.evaluate.Figures;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.train.CrossValidation;
import org.signcam.train.CrossValidation.Fold;
import org.signcam.train.CrossValidation.Summary;
import org.signcam.train.Leak;
import org.signcam.train.Recipe;
import org.signcam.train.Training.Settings;
import org.signcam.train.TrainingData;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code train --leak} and {@code train --folds}: one recipe, trained several times. */
final class SeveralTrainings {
  private final CommandSpec spec;
  private final Recipe chosen;
  private final DataOptions given;
  private final SplitOptions splits;
  private final Path out;
  private final TrainingProgress progress;

  SeveralTrainings(
      CommandSpec spec, Recipe chosen, DataOptions given, SplitOptions splits, Path out) {
    this.spec = spec;
    this.chosen = chosen;
    this.given = given;
    this.splits = splits;
    this.out = out;
    progress = new TrainingProgress(spec.commandLine().getErr());
  }

  /** Keeps out pictures at random, then people, and prints the difference. */
  void leak() {
    refuse(splits.random(), "--leak makes both splits; leave --split random out.");
    refuse("none".equals(splits.validation), "--leak keeps people out; name some, or nobody.");
    SampleSet set = pictures();
    Split bySigner = splits.checked(set, given.seed, progress);
    given.warnOfSeenSigners(chosen, bySigner, progress);
    Leak leak =
        new Leak(chosen, splits.withoutTest(set), bySigner, given.letters(), settings(), progress);
    Leak.Gap gap;
    try (progress) {
      gap = ExitHook.run(leak::run, leak::stop);
    }
    Table table = new Table();
    table.row("", "trained on", "kept out", "of people", "accuracy", "mean signer accuracy");
    PrintWriter printed = spec.commandLine().getOut();
    for (Leak.Side side : List.of(gap.random(), gap.signers())) {
      table.row(
          side.split(),
          Integer.toString(side.trained()),
          Integer.toString(side.keptOut()),
          Integer.toString(side.people()),
          share(side.accuracy()),
          share(side.meanSignerAccuracy()));
    }
    printed.print(table);
    for (Leak.Side side : List.of(gap.random(), gap.signers())) {
      if (side.test() != null) {
        Figures test = side.test();
        printed.printf(
            "%d test pictures, after the %s: accuracy %s, mean signer accuracy %s%n",
            test.samples(), side.split(), share(test.accuracy()), share(test.meanSignerAccuracy()));
      }
    }
    printed.println(gap.sentence());
  }

  /** Keeps everybody out once and prints how they were read. */
  void folds(int k) {
    refuse(
        splits.random() || splits.validation != null,
        "--folds keeps everybody out once; leave --split random and --validation out.");
    SampleSet set = splits.withoutTest(pictures());
    given.warnOfSeenSigners(chosen, new Split(List.of(), set.samples()), progress);
    CrossValidation folds =
        new CrossValidation(chosen, set, given.letters(), k, settings(), progress);
    Summary summary;
    try (progress) {
      summary = ExitHook.run(folds::run, folds::stop);
    }
    PrintWriter printed = spec.commandLine().getOut();
    Table table = new Table().row("fold", "pictures", "mean signer accuracy", "of people kept out");
    for (Fold fold : summary.folds()) {
      table.row(
          Integer.toString(summary.folds().indexOf(fold) + 1),
          Integer.toString(fold.pictures()),
          fold.meanSignerAccuracy() == null ? "–" : share(fold.meanSignerAccuracy()),
          String.join(" ", fold.signers()));
    }
    printed.print(table);
    printed.printf(
        "all: mean signer accuracy %s%s over %d people, worst %s with %s%n",
        share(summary.meanSignerAccuracy()),
        summary.interval() == null
            ? ""
            : " (95 %% over people: %s–%s)"
                .formatted(share(summary.interval().get(0)), share(summary.interval().get(1))),
        summary.accuracyBySigner().size(),
        summary.worstSigner(),
        share(summary.accuracyBySigner().get(summary.worstSigner())));
    printed.printf(
        Locale.ROOT,
        "temperature %.3f and threshold %.2f, fitted to all these answers: %s%n",
        summary.temperature(),
        summary.threshold(),
        folds.file());
    printed.println("To train the final model on everybody, with that calibration:");
    printed.println("  " + onEverybody(folds.file()));
  }

  private String onEverybody(Path calibration) {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(Again.options(spec, RecipeOptions.class, DataOptions.class, SplitOptions.class));
    words.addAll(
        List.of(
            "--validation",
            "none",
            "--calibration",
            calibration.toString(),
            "--out",
            out.toString()));
    return Again.command(words);
  }

  private SampleSet pictures() {
    SampleSet set = splits.read(given.samples);
    progress.say(set.layout());
    return TrainingData.usable(set, given.letters(), chosen.rejecting());
  }

  private Settings settings() {
    return given.settings(chosen, null, out);
  }

  private void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
