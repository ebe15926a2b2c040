package org.signcam.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.signcam.base.UserException;
import org.signcam.model.ModelCard;
import org.signcam.samples.RenderedSamples;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;

/**
 * Pictures on both sides of a split, and what they are to be read as.
 *
 * @param labels of the model: the letters, other handshapes that are told apart to be rejected, the
 *     rejecting one last
 * @param letters to be read
 * @param split train and validation; validation may be empty
 */
public record TrainingData(
    List<String> labels, List<String> letters, String rejecting, Split split, String digest) {
  private static final int MOST_NAMED = 40; // signers in a line

  /**
   * Decides what is a letter and what is to be rejected.
   *
   * @param letters the labels to read; empty for every one found but {@code nothing}
   * @param rejecting whether what is not a letter is learnt to be rejected; else it is left out
   * @throws UserException when a letter has no picture to train on, or there is but one class
   */
  public static TrainingData of(
      SampleSet set, Split split, Collection<String> letters, boolean rejecting) {
    List<String> found = set.labels();
    List<String> labels = new ArrayList<>(letters); // to be read; the others come later
    if (labels.contains(ModelCard.NOTHING)) {
      throw new UserException(
          "'nothing' is what a model rejects by, not a letter; leave it out of --labels.");
    }
    if (labels.isEmpty()) {
      labels.addAll(found);
      labels.remove(ModelCard.NOTHING);
    }
    List<String> trained = split.train().stream().map(Sample::label).distinct().toList();
    List<String> missing = labels.stream().filter(l -> !trained.contains(l)).toList();
    if (!missing.isEmpty()) {
      throw new UserException(
          "There is no picture to train "
              + String.join(", ", missing)
              + " on; record some, or leave it out of --labels. Found: "
              + String.join(", ", trained)
              + ".");
    }
    boolean rejects = rejecting && trained.stream().anyMatch(l -> !labels.contains(l));
    if (labels.size() + (rejects ? 1 : 0) < 2) {
      throw new UserException(
          "There is only one class, " + labels + "; training needs two or more, or 'nothing'.");
    }

    if (!ModelCard.areWords(labels)) { // a model of them could not be loaded
      throw new UserException(
          "Labels are words of up to 255 letters, at most 1000 of them; rename the folders, or name"
              + " fewer with --labels.");
    }
    List<String> read = List.copyOf(labels);
    if (rejects) {
      found.stream()
          .filter(l -> trained.contains(l) && !read.contains(l) && !l.equals(ModelCard.NOTHING))
          .forEach(labels::add);
      labels.add(ModelCard.NOTHING);
    }
    return new TrainingData(
        List.copyOf(labels),
        read,
        rejects ? ModelCard.NOTHING : null,
        split,
        set.digest().substring(0, 16));
  }

  /** The pictures that teach something: all, or those of letters where nothing is rejected. */
  public static SampleSet usable(SampleSet set, Collection<String> letters, boolean rejecting) {
    return rejecting
        ? set
        : set.filter(
            s ->
                letters.isEmpty()
                    ? !s.label().equals(ModelCard.NOTHING)
                    : letters.contains(s.label()));
  }

  /** How often each example is drawn, relative to the others. */
  double[] weights(List<Example> examples) {
    return Example.weights(examples, labels.size(), letters.size());
  }

  /** Pictures and signers of both sides, and how many of each label, a line each. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(side("train", split.train()));
    lines.add(side("validation", split.validation()));
    if (!split.test().isEmpty()) {
      lines.add(side("test", split.test()));
    }
    baseline().ifPresent(lines::add);
    return lines;
  }

  /** What reading always the most frequent letter would reach: less than that is no model. */
  private Optional<String> baseline() {
    List<Sample> letters =
        split.validation().stream().filter(s -> letters().contains(s.label())).toList();
    Map<String, Long> counts =
        split.train().stream()
            .filter(s -> letters().contains(s.label()))
            .collect(
                Collectors.groupingBy(
                    Sample::label,
                    () -> new TreeMap<>(SampleSet.LABEL_ORDER),
                    Collectors.counting()));
    return letters.isEmpty() || counts.isEmpty()
        ? Optional.empty()
        : counts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(
                most ->
                    String.format(
                        Locale.ROOT,
                        "baseline: reading always %s, the most frequent, is right in %.1f %% of validation",
                        most.getKey(),
                        100.0
                            * letters.stream().filter(s -> s.label().equals(most.getKey())).count()
                            / letters.size()));
  }

  private String side(String name, List<Sample> samples) {
    if (samples.isEmpty()) {
      return name + ": none";
    }
    Map<String, Long> counts =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    Sample::label,
                    () -> new TreeMap<>(SampleSet.LABEL_ORDER),
                    Collectors.counting()));
    List<String> signers =
        samples.stream()
            .map(Sample::signer)
            .distinct()
            .sorted(Comparator.comparing(RenderedSamples::isRendered)) // people first
            .toList();
    return "%s: %d pictures of %s (%s); %s"
        .formatted(
            name,
            samples.size(),
            signers.size() == 1 ? "1 signer" : signers.size() + " signers",
            named(signers),
            counts.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static String named(List<String> signers) {
    int more = signers.size() - MOST_NAMED;
    return more <= 1
        ? String.join(" ", signers)
        : String.join(" ", signers.subList(0, MOST_NAMED)) + " and " + more + " more";
  }
}
