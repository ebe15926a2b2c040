package org.signcam.train;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.signcam.base.UserException;
import org.signcam.evaluate.Evaluation;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Metrics;
import org.signcam.evaluate.Outcome;
import org.signcam.evaluate.Perturbation;
import org.signcam.evaluate.ProgressListener;
import org.signcam.model.GestureModel;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.samples.StoreUse;
import org.signcam.train.Training.Settings;
import org.signcam.train.Validation.Answers;

/**
 * How much a random split of pictures flatters: one recipe is trained twice on the same pictures,
 * once with pictures kept out at random, once with people kept out. Same seed, same labels, and
 * just as many pictures on either side; squares cut from whole frames come on top, of whoever is
 * trained on. The files are {@code NAME.random.*} and {@code NAME.signers.*}.
 */
public final class Leak {
  private final Recipe recipe;
  private final SampleSet set;
  private final Split bySigner;
  private final Collection<String> letters;
  private final Settings settings;
  private final Progress progress;
  private final Series series;

  /**
   * One of the two trainings. Accuracies are shares 0–1 of letters whose label is the likeliest,
   * the threshold aside.
   *
   * @param split in words
   * @param trained pictures trained on
   * @param keptOut pictures kept out
   * @param people who are on the pictures kept out
   * @param accuracy over the pictures kept out
   * @param meanSignerAccuracy mean over the people on them
   * @param test of the test pictures, the threshold aside; {@code null} without any
   */
  public record Side(
      String split,
      Path model,
      int trained,
      int keptOut,
      int people,
      double accuracy,
      double meanSignerAccuracy,
      Figures test) {}

  /** Both trainings. */
  public record Gap(Side random, Side signers) {
    /** What the random split promises more than people never seen get, 0–1; may be negative. */
    public double difference() {
      return random.accuracy - signers.meanSignerAccuracy;
    }

    /** What that means. */
    public String sentence() {
      String figures =
          String.format(
              Locale.ROOT,
              "The random split promises %.1f %%; people never seen get %.1f %% (%+.1f points)",
              100 * random.accuracy,
              100 * signers.meanSignerAccuracy,
              -100 * difference());
      return difference() > 0.01
          ? figures
              + ": the gap is what the model knows of these very people, rooms and moments, as nearly"
              + " equal frames of them are on both sides. Only the second figure holds for others."
          : figures + ": no leak is to be seen in these pictures.";
    }
  }

  /**
   * @param set all pictures to train on and to keep out; those for testing are not among them
   * @param bySigner keeps people of {@code set} out; its test side is asked of both models
   * @param letters to read; empty for every one found
   * @param settings whose model file gives both their names
   */
  public Leak(
      Recipe recipe,
      SampleSet set,
      Split bySigner,
      Collection<String> letters,
      Settings settings,
      Progress progress) {
    this.recipe = recipe;
    this.set = set;
    this.bySigner = bySigner;
    this.letters = letters;
    this.settings = settings;
    this.progress = progress;
    series = new Series(progress);
  }

  /** Ends the training under way; the same call goes on from there. From any thread. */
  public void stop() {
    series.stop();
  }

  /**
   * Trains both, or goes on.
   *
   * @throws UserException when a training cannot be made, or diverges
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public Gap run() {
    return StoreUse.during(
        set.samples(),
        () -> {
          Split split = randomLike(set, bySigner, settings.seed());
          Side random = side("random", "random split", split);
          return new Gap(random, side("signers", "split by signer", bySigner));
        });
  }

  /** A random split of the same pictures, with as many on either side. */
  static Split randomLike(SampleSet set, Split bySigner, long seed) {
    Set<Sample> used = new HashSet<>(bySigner.train());
    used.addAll(bySigner.validation());
    double keptOut = (double) bySigner.validation().size() / used.size();
    return Split.random(set.filter(used::contains), keptOut, seed).withTest(bySigner.test());
  }

  private Side side(String name, String words, Split split) {
    TrainingData data = TrainingData.of(set, split, letters, recipe.rejecting());
    progress.say(words + ":");
    data.describe().forEach(progress::say);
    Settings own =
        settings.withOut(
            settings.out().resolveSibling(settings.name() + "." + name + ".safetensors"));
    Answers answers =
        series.train(recipe, set, data, own, (validations, of) -> true).whole().answers();
    return new Side(
        words,
        own.out(),
        split.train().size(),
        split.validation().size(),
        (int) split.validation().stream().map(Sample::signer).distinct().count(),
        answers.accuracy(),
        answers.meanSignerAccuracy(),
        split.test().isEmpty() ? null : test(own, split.test()));
  }

  private Figures test(Settings own, List<Sample> pictures) {
    try (GestureModel model = GestureModel.load(own.out(), own.device())) {
      List<Outcome> outcomes =
          Evaluation.outcomes(
              model, set.with(pictures), Perturbation.NONE, ProgressListener.SILENT);
      return Metrics.of(outcomes.stream().map(Leak::withoutThreshold).toList(), model.letters());
    }
  }

  private static Outcome withoutThreshold(Outcome o) {
    Prediction p = o.prediction();
    return new Outcome(o.sample(), new Prediction(p.letters(), p.probabilities(), 0));
  }
}
