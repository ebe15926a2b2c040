package org.signcam.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.signcam.base.AtomicFiles;
import org.signcam.evaluate.Evaluation;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Perturbation;
import org.signcam.evaluate.ProgressListener;
import org.signcam.model.Devices;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleSet;
import org.signcam.train.Calibration;
import org.signcam.train.Checks;
import org.signcam.train.Recipe;
import org.signcam.train.Training;
import org.signcam.train.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: pictures in, a model file out. */
@Command(
    name = "train",
    description = "Trains a model on sample folders, offline, and writes it as one file.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RecipeOptions recipes;

  @Mixin private DataOptions given;

  @Mixin private SplitOptions splits;

  @Option(names = "--list", description = "Shows the recipes and ends.")
  private boolean list;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The model file to write; an old one is kept as NAME.previous.safetensors.")
  private Path out;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description =
          "With --validation none: take temperature and threshold from this model, trained alike with signers kept out, or from what --folds wrote.")
  private Path calibration;

  @Option(
      names = "--leak",
      description =
          "Trains twice, keeping out pictures at random and keeping out people, and says what the first figure flatters by: NAME.random.* and NAME.signers.* beside --out.")
  private boolean leak;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "Trains K times, each time keeping other people out, and says how everybody is read by a model that has not seen them: NAME.fold-1.* and so on, and NAME.folds.json.")
  private Integer folds;

  @Mixin private AdaptOptions adapting;

  @Mixin private CheckOptions checks;

  @Override
  public Integer call() {
    if (list) {
      spec.commandLine().getOut().println(RecipeOptions.list());
      return 0;
    }
    if (adapting.given()) {
      adapting.run(spec, given, out);
      return 0;
    }
    if (given.samples == null || (out == null && !checks.given())) {
      throw new ParameterException(
          spec.commandLine(),
          "train needs --samples DIR and --out FILE; --list shows the recipes.");
    }
    checks.check(spec);
    Recipe chosen = recipes.recipe(spec, given.startOfAny());
    List<String> letters = given.letters();
    if (out != null) {
      AtomicFiles.checkWritable(out);
    }
    int other = (leak ? 1 : 0) + (folds != null ? 1 : 0) + (calibration != null ? 1 : 0);
    if (other + (checks.given() ? 1 : 0) > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--leak, --folds, --calibration and the checks before a training do not go together.");
    }
    if (leak || folds != null) {
      SeveralTrainings several = new SeveralTrainings(spec, chosen, given, splits, out);
      if (leak) {
        several.leak();
      } else {
        several.folds(folds);
      }
      return 0;
    }
    TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr());
    SampleSet all = splits.read(given.samples);
    progress.say(all.layout());
    SampleSet set = TrainingData.usable(all, letters, chosen.rejecting());
    TrainingData data =
        TrainingData.of(
            set, splits.checked(set, given.seed, progress), letters, chosen.rejecting());
    data.describe().forEach(progress::say);
    given.warnOfSeenSigners(chosen, data.split(), progress);
    Training.Settings settings = given.settings(chosen, calibration(), out);
    Training training = new Training(chosen, set, data, settings, progress);
    if (checks.given()) {
      check(training, settings, progress);
      return 0;
    }
    ModelCard card;
    try (progress) {
      card = ExitHook.run(training::run, training::stop);
    }
    if (training.stopped()) {
      return 1; // what was kept, and where, has been said
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %s, temperature %.3f, threshold %.2f%s%n",
            out,
            card.labels(),
            card.temperature(),
            card.threshold(),
            card.training().containsKey("validation_mean_signer_accuracy")
                ? (data.split().sharedSigners().isEmpty()
                        ? ", mean signer accuracy on people kept out "
                        : ", mean signer accuracy on pictures kept out of people trained on ")
                    + card.training().get("validation_mean_signer_accuracy")
                : "");
    Path folder = settings.runFolder();
    if (Files.exists(folder.resolve("report.html"))) {
      spec.commandLine().getErr().println("Report: " + folder.resolve("report.html"));
    }
    if (!data.split().test().isEmpty()) {
      test(set.with(data.split().test()));
    }
    return 0;
  }

  private void check(Training training, Training.Settings settings, TrainingProgress progress) {
    Path folder = out == null ? Path.of("") : settings.runFolder();
    Checks before = new Checks(training);
    try (progress) {
      String found = ExitHook.run(() -> checks.run(before, recipes.rate(), folder), training::stop);
      spec.commandLine().getOut().println(found);
    }
  }

  /** What was held out of everything, asked once at the end. */
  private void test(SampleSet held) {
    try (GestureModel model = GestureModel.load(out, Devices.choose(given.device))) {
      Figures figures = Evaluation.measure(model, held, Perturbation.NONE, ProgressListener.SILENT);
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "test: %d pictures, accuracy %.4f, mean signer accuracy %.4f, worst signer %.4f%n",
              figures.samples(),
              figures.accuracy(),
              figures.meanSignerAccuracy(),
              figures.worstSignerAccuracy());
    }
  }

  private Calibration calibration() {
    if (calibration == null) {
      return null;
    }
    if (!"none".equals(splits.validation)) {
      throw new ParameterException(
          spec.commandLine(),
          "--calibration is for --validation none; with people kept out, theirs is fitted.");
    }
    if (calibration.toString().endsWith(".json")) {
      return Calibration.read(calibration);
    }
    ModelCard card = GestureModel.card(ModelStore.find(calibration.toString()));
    return new Calibration(card.temperature(), card.threshold());
  }
}
