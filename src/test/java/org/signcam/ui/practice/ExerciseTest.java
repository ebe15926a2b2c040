package org.signcam.ui.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.recognize.Hold;
import org.signcam.ui.practice.Exercise.Event;
import org.signcam.ui.practice.LetterStatistics.Attempt;

class ExerciseTest {
  private static final int FRAME = 50; // ms

  private final Statistics statistics = new Statistics(Map.of());
  private final Deque<String> prompts = new ArrayDeque<>(List.of("B", "A", "CAB", "D", "E"));
  private final Exercise exercise = new Exercise(prompts::removeFirst, statistics);
  private long now = 10_000;

  @BeforeEach
  void begin() {
    exercise.begin(now);
  }

  /** Reads a letter for a while; gives what came of it, but for nothing. */
  private List<Event> read(String letter, int millis) {
    List<Event> events = new ArrayList<>();
    for (int t = 0; t < millis; t += FRAME) {
      now += FRAME;
      Event event = exercise.take(letter, now);
      if (event != Event.NOTHING) {
        events.add(event);
      }
    }
    return events;
  }

  @Test
  void aLetterHeldIsSignedAndTheNextIsAskedFor() {
    read(null, 1000);
    assertThat(exercise.target()).isEqualTo("B");
    assertThat(read("B", 600)).isEmpty();
    assertThat(exercise.held()).isBetween(0.8, 1.0);
    assertThat(read("B", 50)).containsExactly(Event.SIGNED);
    assertThat(exercise.target()).isEqualTo("A");
    LetterStatistics b = statistics.of("B");
    assertThat(b.attempts()).isOne();
    assertThat(b.medianSeconds()).as("until it was first seen").isCloseTo(1.05, within(1e-9));
    assertThat(b.errors()).isZero();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "E")
  void aShortFlickerDoesNotBreakAHoldAndCountsForNothing(String flicker) {
    assertThat(read("B", 400)).isEmpty();
    double held = exercise.held();
    assertThat(read(flicker, 100)).isEmpty();
    assertThat(exercise.held()).isEqualTo(held).isPositive();
    assertThat(read("B", 250)).isEmpty();
    assertThat(read("B", 50)).containsExactly(Event.SIGNED);
    assertThat(statistics.of("B").medianSeconds()).as("since it was first seen").isLessThan(0.1);
    assertThat(statistics.of("B").errors()).isZero();
  }

  @Test
  void aLongerFlickerBeginsTheHoldAnew() {
    for (int i = 0; i < 10; i++) {
      assertThat(read("B", 500)).isEmpty();
      assertThat(read(null, Hold.TOLERANCE_MILLIS)).isEmpty();
      assertThat(exercise.held()).isZero();
    }
  }

  @Test
  void aConfusionThatFlickersIsOne() {
    assertThat(read("E", 500)).isEmpty();
    assertThat(read(null, 100)).isEmpty();
    assertThat(read("E", 400)).containsExactly(Event.CONFUSED);
  }

  @Test
  void aFlickerLetsNothingGo() {
    read("B", 700);
    read(null, 100);
    assertThat(read("B", 3000)).as("held since the letter before").isEmpty();
  }

  @Test
  void anotherLetterIsAnErrorOncePerConfusion() {
    assertThat(read("E", 700)).isEmpty();
    assertThat(exercise.confusion()).isNull();
    assertThat(read("E", 3000)).containsExactly(Event.CONFUSED);
    assertThat(exercise.confusion()).isEqualTo("E");
    read(null, 500);
    assertThat(read("E", 3000)).as("the same once more").isEmpty();
    assertThat(read("F", 3000)).containsExactly(Event.CONFUSED);
    assertThat(exercise.confusion()).isEqualTo("F");
    read("B", 1000);
    assertThat(exercise.confusion()).isNull();
    assertThat(statistics.of("B").confusions()).isEqualTo(Map.of("E", 1, "F", 1));
    assertThat(statistics.of("B").latest().get(0).errors()).isEqualTo(2);
  }

  @Test
  void lettersPassedOnTheWayAreNoErrors() {
    for (String letter : List.of("A", "C", "D", "E", "F")) {
      assertThat(read(letter, 600)).isEmpty();
    }
    assertThat(statistics.of("B").errors()).isZero();
  }

  @Test
  void theLetterBeforeIsNoErrorUntilItIsLetGoOf() {
    read("B", 700);
    assertThat(exercise.target()).isEqualTo("A");
    assertThat(read("B", 5000)).as("not let go of yet").isEmpty();
    read(null, 200);
    assertThat(read("B", 1000)).containsExactly(Event.CONFUSED);
  }

  @Test
  void theSameLetterAgainIsToBeSignedAnew() {
    prompts.clear();
    prompts.addAll(List.of("B", "C"));
    read("B", 700);
    assertThat(exercise.target()).isEqualTo("B");
    assertThat(read("B", 3000)).isEmpty();
    assertThat(exercise.held()).isZero();
    read(null, 200);
    assertThat(read("B", 700)).containsExactly(Event.SIGNED);
  }

  @Test
  void aWordIsSpelledLetterByLetter() {
    read("B", 700);
    read("A", 700);
    assertThat(exercise.prompt()).isEqualTo("CAB");
    for (String letter : List.of("C", "A", "B")) {
      assertThat(exercise.target()).isEqualTo(letter);
      assertThat(read(letter, 700)).containsExactly(Event.SIGNED);
    }
    assertThat(exercise.prompt()).isEqualTo("D");
    assertThat(exercise.position()).isZero();
  }

  @Test
  void whatIsSkippedIsAnAttemptWithoutATime() {
    read("E", 1000);
    exercise.skip(now);
    assertThat(statistics.of("B").latest()).containsExactly(new Attempt(null, 1));
    assertThat(exercise.target()).isEqualTo("A");
    assertThat(read("E", 3000)).as("held since before").isEmpty();
  }

  @Test
  void whatWasNotSeenIsNotHeld() {
    exercise.take("B", now + 100);
    assertThat(exercise.take("B", now + 100 + Hold.BLIND_MILLIS + 1)).isEqualTo(Event.NOTHING);
    assertThat(exercise.held()).isZero();
  }

  /** Whatever is read, skipped and waited for: the books are right. */
  @Property(tries = 200)
  void everyAttemptAndErrorIsKeptOnce(@ForAll long seed) {
    Random random = new Random(seed);
    String letters = "ABC";
    Statistics kept = new Statistics(Map.of());
    Exercise any =
        new Exercise(() -> letters.substring(random.nextInt(3)), kept); // letters and words
    long time = random.nextInt();
    any.begin(time);
    Map<Event, Integer> events = new EnumMap<>(Event.class);
    int skipped = 0;
    String read = null;
    for (int i = 0; i < 500; i++) {
      time += random.nextInt(200);
      if (random.nextInt(8) == 0) {
        int which = random.nextInt(5);
        read = which < 3 ? letters.substring(which, which + 1) : null;
      }
      if (random.nextInt(50) == 0) {
        any.skip(time);
        skipped++;
      }
      String target = any.target();
      Event event = any.take(read, time);
      events.merge(event, 1, Integer::sum);
      if (event == Event.SIGNED) {
        assertThat(read).isEqualTo(target);
      }
      if (any.confusion() != null) {
        assertThat(any.confusion()).isNotEqualTo(any.target());
      }
      assertThat(any.held()).isBetween(0.0, 1.0);
    }
    List<LetterStatistics> all = List.copyOf(kept.all().values());
    assertThat(all.stream().mapToInt(LetterStatistics::attempts).sum())
        .isEqualTo(events.getOrDefault(Event.SIGNED, 0) + skipped);
    assertThat(all.stream().mapToInt(LetterStatistics::errors).sum())
        .isEqualTo(events.getOrDefault(Event.CONFUSED, 0));
  }

  @Test
  void timeWithoutACameraDoesNotCount() {
    now += 60_000;
    assertThat(exercise.isSlow(now)).isTrue();
    exercise.again(now);
    assertThat(exercise.isSlow(now)).isFalse();
    assertThat(exercise.target()).isEqualTo("B");
    read("B", 700);
    assertThat(statistics.of("B").medianSeconds()).isLessThan(0.1);
  }
}
