package org.signcam.ui.practice;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How the signing of each letter went. One thread at a time. */
final class Statistics {
  private final Map<String, LetterStatistics> letters;

  Statistics(Map<String, LetterStatistics> letters) {
    this.letters = new HashMap<>(letters);
  }

  LetterStatistics of(String letter) {
    return letters.getOrDefault(letter, LetterStatistics.NONE);
  }

  void change(String letter, UnaryOperator<LetterStatistics> change) {
    letters.put(letter, change.apply(of(letter)));
  }

  /** As it is now, of all letters that were ever asked for. */
  Map<String, LetterStatistics> all() {
    return Map.copyOf(letters);
  }
}
