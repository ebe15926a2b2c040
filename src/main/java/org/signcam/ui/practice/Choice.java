package org.signcam.ui.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What to sign next: letters that went wrong or took long come more often, and each keeps a share.
 * The same seed and the same past give the same choice.
 */
final class Choice {
  /** So much of the chance is the same for all. */
  static final double EVEN = 1 / 3.0;

  private static final double SLOW = 8; // s: longer is not harder
  private static final double MOST_ERRORS = 1.5; // an attempt: more is not harder
  private static final double DOUBT = 0.5; // errors expected of a letter that is new

  private final Random random;
  private String last = "";

  Choice(Random random) {
    this.random = random;
  }

  /** How hard a letter is now: errors an attempt and slowness, of the latest attempts; positive. */
  static double difficulty(LetterStatistics letter) {
    double errors =
        letter.latest().stream().mapToInt(a -> a.errors() + (a.seconds() == null ? 1 : 0)).sum();
    double rate = (errors + DOUBT) / (letter.latest().size() + 1);
    double median = letter.medianSeconds();
    double slow = Double.isNaN(median) ? 0 : Math.min(1, median / SLOW);
    return Math.min(MOST_ERRORS, rate) + slow;
  }

  /**
   * The chance of each, 0–1; their sum is 1 and none is below {@link #EVEN} / how many there are.
   *
   * @param prompts letters, or words; at least one, each once
   */
  static Map<String, Double> shares(List<String> prompts, Statistics statistics) {
    Map<String, Double> shares = new LinkedHashMap<>();
    double sum = 0;
    for (String prompt : prompts) {
      double mean =
          prompt
              .chars()
              .mapToObj(Character::toString)
              .mapToDouble(letter -> difficulty(statistics.of(letter)))
              .average()
              .orElseThrow();
      shares.put(prompt, mean);
      sum += mean;
    }
    double all = sum;
    shares.replaceAll((prompt, mean) -> EVEN / prompts.size() + (1 - EVEN) * mean / all);
    return shares;
  }

  /**
   * Chooses one. It never begins with the letter that the one before ended with, if any other is to
   * be had: a hand that stays as it is signs nothing.
   */
  String next(List<String> prompts, Statistics statistics) {
    List<String> others =
        prompts.stream()
            .filter(prompt -> last.isEmpty() || prompt.charAt(0) != last.charAt(last.length() - 1))
            .toList();
    Map<String, Double> shares = shares(others.isEmpty() ? prompts : others, statistics);
    double left = random.nextDouble();
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      last = share.getKey();
      left -= share.getValue();
      if (left < 0) {
        break;
      }
    }
    return last;
  }
}
