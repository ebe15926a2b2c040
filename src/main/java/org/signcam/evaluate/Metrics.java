package org.signcam.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.signcam.base.NaturalOrder;
import org.signcam.samples.SampleSet;

/** From outcomes to {@link Figures}; pure. */
public final class Metrics {
  /** As in Guo et al. (2017), On Calibration of Modern Neural Networks, section 2. */
  private static final int ECE_BINS = 15;

  private Metrics() {}

  /**
   * Counts.
   *
   * @param outcomes every picture once
   * @param letters the labels that the model reads, in its order, without the rejecting class
   */
  public static Figures of(List<Outcome> outcomes, List<String> letters) {
    List<Outcome> ofLetters = keep(outcomes, o -> letters.contains(o.label()));
    List<Outcome> nothing = keep(outcomes, o -> isNothing(o, letters));
    List<Outcome> other =
        keep(outcomes, o -> !letters.contains(o.label()) && !isNothing(o, letters));
    List<Outcome> answered = keep(ofLetters, o -> o.read() != null);
    Map<String, Double> bySigner = accuracyBySigner(ofLetters);
    List<List<Integer>> confusion = confusion(ofLetters, letters);
    return new Figures(
        outcomes.size(),
        share(ofLetters, Outcome::correct),
        bySigner.isEmpty() ? null : mean(bySigner.values()),
        bySigner.values().stream().min(Double::compare).orElse(null),
        bySigner,
        macroF1(confusion),
        ece(ofLetters),
        share(ofLetters, o -> o.read() != null),
        share(answered, Outcome::correct),
        accepted(nothing),
        accepted(other),
        List.copyOf(letters),
        confusion);
  }

  private static boolean isNothing(Outcome outcome, List<String> letters) {
    return outcome.label().equals(SampleSet.NOTHING) && !letters.contains(SampleSet.NOTHING);
  }

  private static List<Outcome> keep(List<Outcome> outcomes, Predicate<Outcome> which) {
    return outcomes.stream().filter(which).toList();
  }

  private static Double share(List<Outcome> outcomes, Predicate<Outcome> which) {
    return outcomes.isEmpty() ? null : (double) keep(outcomes, which).size() / outcomes.size();
  }

  private static Share accepted(List<Outcome> outcomes) {
    return Share.orNull(keep(outcomes, o -> o.read() != null).size(), outcomes.size());
  }

  private static Map<String, Double> accuracyBySigner(List<Outcome> outcomes) {
    Map<String, List<Outcome>> bySigner = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Outcome o : outcomes) {
      bySigner.computeIfAbsent(o.sample().signer(), s -> new ArrayList<>()).add(o);
    }
    Map<String, Double> accuracy = new TreeMap<>(NaturalOrder.INSTANCE);
    bySigner.forEach((signer, own) -> accuracy.put(signer, share(own, Outcome::correct)));
    return accuracy;
  }

  private static double mean(Iterable<Double> values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      sum += value;
      count++;
    }
    return sum / count;
  }

  private static List<List<Integer>> confusion(List<Outcome> ofLetters, List<String> letters) {
    int n = letters.size();
    int[][] counts = new int[n][n + 1];
    for (Outcome o : ofLetters) {
      int column = o.read() == null ? n : letters.indexOf(o.read());
      counts[letters.indexOf(o.label())][column]++;
    }
    List<List<Integer>> rows = new ArrayList<>(n);
    for (int[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return rows;
  }

  /** Mean over the letters with pictures of 2·TP / (2·TP + FP + FN); null when none has any. */
  private static Double macroF1(List<List<Integer>> confusion) {
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < confusion.size(); i++) {
      int pictures = confusion.get(i).stream().mapToInt(Integer::intValue).sum();
      if (pictures > 0) {
        int truePositives = confusion.get(i).get(i);
        int read = 0;
        for (List<Integer> row : confusion) {
          read += row.get(i);
        }
        // TP + FN is the letter's pictures, TP + FP how often it was read.
        scores.add(2.0 * truePositives / (pictures + read));
      }
    }
    return scores.isEmpty() ? null : mean(scores);
  }

  /**
   * Expected calibration error: over bins ((k−1)/15, k/15] of confidence, |share right − mean
   * confidence| weighted by the bin's share of the pictures. What counts as right is the best
   * letter, whether or not it passed the threshold: that is what its probability speaks of.
   */
  private static Double ece(List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return null;
    }
    double[] gap = new double[ECE_BINS]; // right − confidence, summed
    for (Outcome o : outcomes) {
      double confidence = o.prediction().confidence();
      String best = o.prediction().letters().get(o.prediction().best());
      int bin = (int) Math.ceil(confidence * ECE_BINS) - 1;
      gap[Math.max(0, Math.min(ECE_BINS - 1, bin))] +=
          (best.equals(o.label()) ? 1 : 0) - confidence;
    }
    double sum = 0;
    for (double g : gap) {
      sum += Math.abs(g);
    }
    return sum / outcomes.size();
  }
}
