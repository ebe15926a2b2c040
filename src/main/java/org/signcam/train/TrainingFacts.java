package org.signcam.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.samples.RenderedSamples;
import org.signcam.samples.Sample;
import org.signcam.train.Training.Settings;
import org.signcam.train.Validation.Answers;

/** What a model's card says of its making. */
final class TrainingFacts {
  private TrainingFacts() {}

  /**
   * @param answers of the weights that are kept; {@code null} without validation
   * @param minutes that it took
   */
  static Map<String, Object> of(
      Recipe recipe, TrainingData data, Settings settings, Answers answers, double minutes) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", recipe.name());
    facts.put("settings", recipe.settings());
    facts.put(
        "weights",
        settings.weights() == null ? "fresh" : settings.weights().getFileName().toString());
    if (settings.teacher() != null) {
      facts.put("teacher", settings.teacher().getFileName().toString());
    }
    facts.put("landmarks", names(settings.landmarks()));
    facts.put("hands", names(settings.hands()));
    facts.put("frames", settings.frames() != null && data.rejecting() != null);
    facts.put("seed", settings.seed());
    facts.put("data_digest", data.digest());
    List<String> signers = data.split().train().stream().map(Sample::signer).distinct().toList();
    List<String> people = signers.stream().filter(s -> !RenderedSamples.isRendered(s)).toList();
    facts.put("signers", people);
    facts.put("signers_seen", seen(data, settings));
    facts.put("rendered_signers", signers.size() - people.size());
    facts.put("rendered_seen", signers.size() > people.size() || renderedBefore(settings));
    facts.put("split", data.split().sharedSigners().isEmpty() ? "signers" : "random");
    facts.put("pictures", data.split().train().size());
    if (answers != null) {
      facts.put(
          "validation_signers",
          data.split().validation().stream().map(Sample::signer).distinct().toList());
      double accuracy = answers.meanSignerAccuracy();
      facts.put("validation_mean_signer_accuracy", Math.round(accuracy * 1e4) / 1e4);
    }
    facts.put("minutes", Math.round(minutes * 10) / 10.0);
    String version = Training.class.getPackage().getImplementationVersion();
    facts.put("signcam", version == null ? "development" : version);
    return facts;
  }

  /** Whether what is started from, or the teacher, has learnt from rendered signers. */
  private static boolean renderedBefore(Settings settings) {
    return Stream.of(
            Optional.ofNullable(settings.weights()), Optional.ofNullable(settings.teacher()))
        .flatMap(Optional::stream)
        .map(GestureModel::cardIn)
        .filter(Objects::nonNull)
        .anyMatch(ModelCard::hasSeenRendered);
  }

  private static List<String> names(List<Path> files) {
    return files.stream()
        .map(f -> f.toAbsolutePath().normalize().getFileName().toString())
        .toList();
  }

  /** People whose pictures had a part in the weights: also in those started from, the teacher's. */
  private static List<String> seen(TrainingData data, Settings settings) {
    Set<String> seen = new TreeSet<>();
    data.split().train().forEach(sample -> seen.add(sample.signer()));
    for (Path before : new Path[] {settings.weights(), settings.teacher()}) {
      if (before != null) {
        seen.addAll(GestureModel.signersOf(before));
      }
    }
    seen.removeIf(RenderedSamples::isRendered);
    return List.copyOf(seen);
  }
}
