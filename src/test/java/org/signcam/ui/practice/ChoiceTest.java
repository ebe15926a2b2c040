package org.signcam.ui.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.signcam.ui.practice.LetterStatistics.Attempt;

class ChoiceTest {
  private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E");

  /** Any past, from a seed. */
  private static Statistics past(long seed) {
    Random random = new Random(seed);
    Map<String, LetterStatistics> letters = new HashMap<>();
    for (String letter : LETTERS) {
      LetterStatistics past = LetterStatistics.NONE;
      for (int i = random.nextInt(30); i > 0; i--) {
        boolean skipped = random.nextInt(4) == 0;
        past = past.with(new Attempt(skipped ? null : 20 * random.nextDouble(), random.nextInt(4)));
      }
      letters.put(letter, past);
    }
    return new Statistics(letters);
  }

  private static List<String> chosen(long seed, Statistics statistics, int count) {
    Choice choice = new Choice(new Random(seed));
    return IntStream.range(0, count).mapToObj(i -> choice.next(LETTERS, statistics)).toList();
  }

  @Property(tries = 200)
  void everyLetterKeepsItsShareAndTheyAreAll(@ForAll long seed) {
    Map<String, Double> shares = Choice.shares(LETTERS, past(seed));
    assertThat(shares.values()).allMatch(s -> s >= Choice.EVEN / LETTERS.size());
    assertThat(shares.values().stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-9));
  }

  @Property(tries = 200)
  void aLetterThatGoesWorseComesMoreOften(@ForAll long seed, @ForAll @IntRange(max = 4) int which) {
    Statistics statistics = past(seed);
    String letter = LETTERS.get(which);
    double before = Choice.shares(LETTERS, statistics).get(letter);
    statistics.change(
        letter,
        past -> {
          List<Attempt> worse = new ArrayList<>();
          past.latest()
              .forEach(
                  a ->
                      worse.add(
                          new Attempt(
                              a.seconds() == null ? null : a.seconds() + 1, a.errors() + 1)));
          return new LetterStatistics(past.attempts(), worse, past.confusions());
        });
    double after = Choice.shares(LETTERS, statistics).get(letter);
    assertThat(after).isGreaterThanOrEqualTo(before);
  }

  @Property(tries = 100)
  void neverTwiceInARowAndTheSameSeedChoosesTheSame(@ForAll long seed) {
    List<String> letters = chosen(seed, past(seed), 100);
    for (int i = 1; i < letters.size(); i++) {
      assertThat(letters.get(i)).isNotEqualTo(letters.get(i - 1));
    }
    assertThat(chosen(seed, past(seed), 100)).isEqualTo(letters);
  }

  @Test
  void theHardOneComesMoreOftenAndTheEasyOnesStillCome() {
    Statistics statistics = new Statistics(Map.of());
    for (String letter : LETTERS) {
      boolean hard = letter.equals("C");
      for (int i = 0; i < 10; i++) {
        statistics.change(letter, s -> s.with(new Attempt(hard ? 7.0 : 1.0, hard ? 1 : 0)));
      }
    }
    List<String> letters = chosen(1, statistics, 1000);
    Map<String, Integer> counts = new HashMap<>();
    letters.forEach(letter -> counts.merge(letter, 1, Integer::sum));
    assertThat(counts.get("C")).isGreaterThan(350);
    assertThat(counts.values()).allMatch(count -> count > 70);
  }

  @Test
  void oneThatWentWrongLongAgoIsNotHardAnyMore() {
    LetterStatistics letter = LetterStatistics.NONE;
    for (int i = 0; i < 20; i++) {
      letter = letter.with(new Attempt(null, 3));
    }
    double then = Choice.difficulty(letter);
    for (int i = 0; i < 20; i++) {
      letter = letter.with(new Attempt(1.0, 0));
    }
    assertThat(Choice.difficulty(letter)).isLessThan(then / 5);
  }

  @Test
  void aWordNeverBeginsWithTheLetterThatIsStillHeld() {
    List<String> words = List.of("BAD", "CAB", "DICE");
    Choice choice = new Choice(new Random(3));
    Statistics statistics = new Statistics(Map.of());
    String last = choice.next(words, statistics);
    HashSet<String> seen = new HashSet<>(List.of(last));
    for (int i = 0; i < 100; i++) {
      String next = choice.next(words, statistics);
      assertThat(next.charAt(0)).isNotEqualTo(last.charAt(last.length() - 1));
      last = next;
      seen.add(next);
    }
    assertThat(seen).hasSize(3);
  }

  @Test
  void theOnlyLetterComesAgainAndAgain() {
    Choice choice = new Choice(new Random(1));
    Statistics statistics = new Statistics(Map.of());
    for (int i = 0; i < 3; i++) {
      assertThat(choice.next(List.of("A"), statistics)).isEqualTo("A");
    }
  }

  @Test
  void wordsHaveOnlyKnownLettersAndNoneTwiceInARow() {
    List<String> known = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I");
    assertThat(Words.of(known))
        .hasSizeGreaterThan(20)
        .doesNotHaveDuplicates()
        .allMatch(word -> word.matches("[A-I]{3,}") && !word.matches(".*(.)\\1.*"));
    assertThat(Words.of(List.of("B", "X"))).isEmpty();
  }
}
