package org.signcam.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.evaluate.Evaluation;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Perturbation;
import org.signcam.evaluate.ProgressListener;
import org.signcam.model.Devices;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
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

  @Mixin private SplitOptions splits;

  @Option(names = "--list", description = "Shows the recipes and ends.")
  private boolean list;

  @Option(
      names = "--samples",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of pictures: SIGNER/LETTER/*.jpg and the like.")
  private List<Path> samples;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The model file to write; an old one is kept as NAME.previous.safetensors.")
  private Path out;

  @Option(
      names = "--labels",
      description =
          "The letters to read, as A-I or A,B,C; others found become 'no sign'. Default: every folder found.")
  private String labels;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights to start from: torchvision's names in safetensors (.gz too), or a signcam model. Default: the shipped model.")
  private Path weights;

  @Option(
      names = "--landmarks",
      paramLabel = "CSV",
      description = "Hand landmarks of the pictures, an auxiliary target.")
  private Path landmarks;

  @Option(
      names = "--frames",
      paramLabel = "CSV",
      description = "Whole frames with the hand's square: what lies beside it becomes 'nothing'.")
  private Path frames;

  @Option(
      names = "--calibration",
      paramLabel = "MODEL",
      description =
          "With --validation none: take temperature and threshold from this model, trained alike with signers kept out.")
  private Path calibration;

  @Option(
      names = "--checkpoint-seconds",
      hidden = true,
      defaultValue = "120",
      description = "Between two checkpoints.")
  private double checkpointSeconds;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--device",
      defaultValue = "auto",
      converter = ModelOptions.DeviceName.class,
      description = "auto, cpu or gpu. Default: ${DEFAULT-VALUE}.")
  private String device;

  @Mixin private CheckOptions checks;

  @Override
  public Integer call() {
    if (list) {
      spec.commandLine().getOut().println(RecipeOptions.list());
      return 0;
    }
    if (samples == null || (out == null && !checks.given())) {
      throw new ParameterException(
          spec.commandLine(),
          "train needs --samples DIR and --out FILE; --list shows the recipes.");
    }
    checks.check(spec);
    Recipe chosen = recipes.recipe(spec);
    List<String> letters = letters();
    if (out != null) {
      AtomicFiles.checkWritable(out);
    }
    TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr());
    SampleSet set = splits.read(samples);
    progress.say(set.layout());
    TrainingData data = TrainingData.of(set, split(set, progress), letters, chosen.rejecting());
    data.describe().forEach(progress::say);
    warnOfSeenSigners(start(chosen), data, progress);
    Training.Settings settings =
        new Training.Settings(
            start(chosen),
            landmarks,
            frames,
            calibration(),
            out,
            seed,
            checkpointSeconds,
            Devices.choose(device),
            Again.command(spec));
    Training training = new Training(chosen, set, data, settings, progress);
    if (checks.given()) {
      check(training, settings, progress);
      return 0;
    }
    ModelCard card;
    try (progress) {
      card = ExitHook.run(training::run, training::stop);
    }
    spec.commandLine()
        .getOut()
        .printf(
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
    try (GestureModel model = GestureModel.load(out, Devices.choose(device))) {
      Figures figures = Evaluation.measure(model, held, Perturbation.NONE, ProgressListener.SILENT);
      spec.commandLine()
          .getOut()
          .printf(
              "test: %d pictures, accuracy %.4f, mean signer accuracy %.4f, worst signer %.4f%n",
              figures.samples(),
              figures.accuracy(),
              figures.meanSignerAccuracy(),
              figures.worstSignerAccuracy());
    }
  }

  /** Weights that have seen the validation signers make their figures too good. */
  private static void warnOfSeenSigners(Path start, TrainingData data, TrainingProgress progress) {
    if (start == null) {
      return;
    }
    Object seen = GestureModel.signersOf(start);
    List<String> both =
        data.split().validation().stream()
            .map(Sample::signer)
            .distinct()
            .filter(s -> seen instanceof List<?> names && names.contains(s))
            .toList();
    if (!both.isEmpty()) {
      progress.say(
          "careful: "
              + start
              + " was itself trained on signers named "
              + both
              + ", so if they are the same people the figures on them will be too good");
    }
  }

  private List<String> letters() {
    if (labels == null) {
      return List.of();
    }
    List<String> letters = new ArrayList<>();
    for (String item : labels.split(",", -1)) {
      if (item.isBlank() || (item.matches("[A-Z]-[A-Z]") && item.charAt(0) > item.charAt(2))) {
        throw new ParameterException(
            spec.commandLine(), "--labels are like A-I or A,B,C; found '" + labels + "'.");
      }
      if (item.matches("[A-Z]-[A-Z]")) {
        for (char c = item.charAt(0); c <= item.charAt(2); c++) {
          letters.add(String.valueOf(c));
        }
      } else {
        letters.add(item.strip());
      }
    }
    if (letters.stream().distinct().count() < letters.size()) {
      throw new ParameterException(
          spec.commandLine(), "--labels names a letter twice: '" + labels + "'.");
    }
    return letters;
  }

  /** Who trains and who validates; a signer on both sides is refused unless asked for by name. */
  private Split split(SampleSet set, TrainingProgress progress) {
    Split split =
        splits.split(set, seed).orElseGet(() -> Split.bySigner(set, SplitOptions.VALIDATION, seed));
    List<String> shared = split.sharedSigners();
    if (shared.isEmpty()) {
      return split;
    }
    boolean named = shared.stream().anyMatch(s -> !SampleSet.isUnknown(s));
    if (named && !splits.random()) {
      throw new UserException(
          "Signers "
              + shared
              + " are on both sides of the split; rename the folder if they are other people, or"
              + " ask for the leaky split with --split random.");
    }
    progress.say(
        "careful: pictures of "
            + (shared.size() > 5 ? shared.size() + " signers" : shared)
            + " are on both sides of the split: frames of one person are nearly alike, so the"
            + " figures will be far too good for anybody else");
    return split;
  }

  private Path start(Recipe chosen) {
    if (weights != null) {
      return weights.toString().equals("none") ? null : weights;
    }
    Path shipped = ModelStore.defaultModel();
    if (Files.exists(shipped)
        && GestureModel.card(shipped).backbone().equals(chosen.backbone().id())) {
      return shipped;
    }
    return null;
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
    ModelCard card = GestureModel.card(ModelStore.find(calibration.toString()));
    return new Calibration(card.temperature(), card.threshold());
  }
}
