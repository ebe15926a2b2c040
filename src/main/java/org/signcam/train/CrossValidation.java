package org.signcam.train;

import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.signcam.base.AtomicFiles;
import org.signcam.base.NaturalOrder;
import org.signcam.base.UserException;
import org.signcam.evaluate.SignerBootstrap;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.samples.StoreUse;
import org.signcam.train.Training.Settings;
import org.signcam.train.Validation.Answers;

/**
 * K-fold cross-validation over signers: K trainings, each keeping other people out, so that in the
 * end everybody was read by a model that had never seen them. The files are {@code NAME.fold-1.*}
 * and so on; {@code NAME.folds.json} holds the {@link Summary}.
 */
public final class CrossValidation {
  private final Recipe recipe;
  private final SampleSet set;
  private final Collection<String> letters;
  private final int k;
  private final Settings settings;
  private final Progress progress;
  private final Series series;

  /**
   * One training.
   *
   * @param signers kept out
   * @param pictures of them
   * @param meanSignerAccuracy of those who have letters, 0–1; {@code null} when none has
   */
  public record Fold(
      @SerializedName("signers") List<String> signers,
      @SerializedName("pictures") int pictures,
      @SerializedName("mean_signer_accuracy") Double meanSignerAccuracy) {}

  /**
   * All trainings together. Accuracies are shares 0–1 of letters whose label is the likeliest, the
   * threshold aside; those of each signer are of the model that had not seen them.
   *
   * @param meanSignerAccuracy over all signers of letters
   * @param interval 95 % of it, over people: see {@link SignerBootstrap}. What another seed would
   *     change is not in it. {@code null} for one signer
   * @param temperature fitted to everybody's answers, each of a model that had not seen them
   * @param threshold likewise
   */
  public record Summary(
      @SerializedName("labels") List<String> labels,
      @SerializedName("folds") List<Fold> folds,
      @SerializedName("mean_signer_accuracy") double meanSignerAccuracy,
      @SerializedName("mean_signer_accuracy_interval") List<Double> interval,
      @SerializedName("worst_signer") String worstSigner,
      @SerializedName("accuracy_by_signer") Map<String, Double> accuracyBySigner,
      @SerializedName("temperature") double temperature,
      @SerializedName("threshold") double threshold) {}

  /**
   * @param set all pictures to train on and to keep out; those for testing are not among them
   * @param letters to read; empty for every one found
   * @param k trainings, 2 to the number of signers
   * @param settings whose model file gives them their names
   */
  public CrossValidation(
      Recipe recipe,
      SampleSet set,
      Collection<String> letters,
      int k,
      Settings settings,
      Progress progress) {
    this.recipe = recipe;
    this.set = set;
    this.letters = letters;
    this.k = k;
    this.settings = settings;
    this.progress = progress;
    series = new Series(progress);
  }

  /** Ends the training under way; the same call goes on from there. From any thread. */
  public void stop() {
    series.stop();
  }

  /** Where the summary is kept; {@code train --calibration} reads it. */
  public Path file() {
    return settings.out().resolveSibling(settings.name() + ".folds.json");
  }

  /**
   * Trains all folds, or goes on, and writes the summary.
   *
   * @throws UserException when there are not that many signers, a training cannot be made, or
   *     diverges
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public Summary run() {
    return StoreUse.during(set.samples(), this::trainAll);
  }

  private Summary trainAll() {
    List<Split> splits = Split.folds(set, k, settings.seed());
    List<TrainingData> all =
        splits.stream()
            .map(split -> TrainingData.of(set, split, letters, recipe.rejecting()))
            .toList();
    checkAlike(all);
    List<Fold> folds = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    for (TrainingData data : all) {
      Answers answers = train(folds.size() + 1, data);
      boolean some = !answers.accuracyBySigner().isEmpty();
      folds.add(
          new Fold(
              answers.samples().stream().map(Sample::signer).distinct().toList(),
              answers.samples().size(),
              some ? answers.meanSignerAccuracy() : null));
      samples.addAll(answers.samples());
      logits.addAll(answers.logits());
    }
    TrainingData any = all.get(0);
    Summary summary = summary(new Answers(samples, logits, any.letters()), any, folds);
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(summary);
    AtomicFiles.write(file(), (json + "\n").getBytes(StandardCharsets.UTF_8));
    return summary;
  }

  private Answers train(int number, TrainingData data) {
    progress.say("fold " + number + " of " + k + ":");
    data.describe().forEach(progress::say);
    String name = settings.name() + ".fold-" + number + ".safetensors";
    Settings own = settings.withOut(settings.out().resolveSibling(name));
    return series.train(recipe, set, data, own, (validations, of) -> true).whole().answers();
  }

  /** The answers of all folds have one meaning only where all have the same labels. */
  private static void checkAlike(List<TrainingData> all) {
    if (all.stream().anyMatch(d -> !Objects.equals(d.rejecting(), all.get(0).rejecting()))) {
      throw new UserException(
          "In some folds no picture is left to learn to reject from, as one person has them all;"
              + " use other --folds or another --seed, or give such pictures of two people.");
    }
  }

  private static Summary summary(Answers pooled, TrainingData any, List<Fold> folds) {
    Map<String, Double> bySigner = new TreeMap<>(NaturalOrder.INSTANCE);
    bySigner.putAll(pooled.accuracyBySigner());
    Calibration calibration = Calibration.fit(pooled);
    return new Summary(
        any.labels(),
        folds,
        pooled.meanSignerAccuracy(),
        new SignerBootstrap<>(bySigner.values()).interval(CrossValidation::mean),
        bySigner.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey(),
        bySigner,
        calibration.temperature(),
        calibration.threshold());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }
}
