package org.signcam.ui.practice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the signing of one letter went.
 *
 * @param attempts how often it was signed or skipped, in all
 * @param latest the newest attempts, the oldest first; no more than {@value #KEPT}
 * @param confusions how often another letter was read instead, by that letter; in all
 */
record LetterStatistics(int attempts, List<Attempt> latest, Map<String, Integer> confusions) {
  /** So many attempts say how well a letter goes now. */
  static final int KEPT = 20;

  static final LetterStatistics NONE = new LetterStatistics(0, List.of(), Map.of());

  /**
   * One attempt.
   *
   * @param seconds from when it was asked for to when it was shown; null when it was skipped
   * @param errors how many other letters were read instead before
   */
  record Attempt(Double seconds, int errors) {
    Attempt {
      boolean time = seconds == null || (seconds >= 0 && seconds < Double.POSITIVE_INFINITY);
      if (!time || errors < 0) {
        throw new IllegalArgumentException("No attempt: " + seconds + " s, " + errors + " errors");
      }
    }
  }

  private static final int MOST = 1_000_000; // a lifetime's; more is damage

  LetterStatistics {
    latest = List.copyOf(latest);
    confusions = Map.copyOf(confusions);
    if (attempts < latest.size()
        || latest.size() > KEPT
        || attempts > MOST
        || confusions.values().stream().anyMatch(count -> count < 1 || count > MOST)) {
      throw new IllegalArgumentException("These figures of a letter contradict each other");
    }
  }

  /** With one attempt more. */
  LetterStatistics with(Attempt attempt) {
    List<Attempt> next = new ArrayList<>(latest);
    next.add(attempt);
    return new LetterStatistics(
        Math.min(MOST, attempts + 1),
        next.subList(Math.max(0, next.size() - KEPT), next.size()),
        confusions);
  }

  /** With another letter read instead once more. */
  LetterStatistics confusedWith(String other) {
    Map<String, Integer> next = new HashMap<>(confusions);
    next.merge(other, 1, (before, one) -> Math.min(MOST, before + one));
    return new LetterStatistics(attempts, latest, next);
  }

  /** How often other letters were read instead, in all. */
  int errors() {
    return confusions.values().stream().mapToInt(count -> count).sum();
  }

  /** Of the latest that were not skipped, s; NaN for none. The lower of two in the middle. */
  double medianSeconds() {
    List<Double> sorted =
        latest.stream().map(Attempt::seconds).filter(Objects::nonNull).sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) / 2);
  }

  /** What is read instead most often, the first of equals in the alphabet; null for nothing. */
  String mostConfusedWith() {
    return confusions.entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
