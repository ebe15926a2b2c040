package org.signcam.ui.practice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The words to spell, from {@code words.txt}. */
final class Words {
  private static final List<String> ALL = read();

  private Words() {}

  /**
   * Those that can be spelled with some letters, and without the same letter twice in a row: a hand
   * that stays as it is cannot be told from one that signs again.
   */
  static List<String> of(List<String> letters) {
    return ALL.stream()
        .filter(
            word ->
                word.chars().mapToObj(Character::toString).allMatch(letters::contains)
                    && !word.matches(".*(.)\\1.*"))
        .toList();
  }

  private static List<String> read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Words.class.getResourceAsStream("words.txt")),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
