package org.signcam.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signcam.recognize.Hold.TOLERANCE_MILLIS;
import static org.signcam.recognize.Speller.HOLD_MILLIS;
import static org.signcam.recognize.Speller.LONGEST;
import static org.signcam.recognize.Speller.PAUSE_MILLIS;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellerTest {
  private static final double FRAME = 1000 / 30.0; // ms

  private Speller speller = new Speller();
  private double frame = FRAME;
  private double time;

  @BeforeTry
  void anew() {
    speller = new Speller();
    frame = FRAME;
    time = 0;
  }

  /** Shows a letter, or none for null, in readings so long that they cover the time. */
  private SpellerTest show(String letter, double millis) {
    double end = time + millis;
    do {
      speller.next(letter, time);
      time += frame;
    } while (time < end);
    return this;
  }

  private SpellerTest hold(String letter) {
    return show(letter, HOLD_MILLIS + 2 * frame);
  }

  @Test
  void aHeldLetterIsTypedOnceHoweverLongItIsHeld() {
    show("A", 20 * HOLD_MILLIS);
    assertThat(speller.text()).isEqualTo("A");
  }

  @Test
  void itIsTypedWhenItHasBeenShownForTheWholeTimeAndNoSooner() {
    speller.next("A", 0);
    speller.next("A", HOLD_MILLIS - 0.1);
    assertThat(speller.text()).isEmpty();
    speller.next("A", HOLD_MILLIS);
    assertThat(speller.text()).isEqualTo("A");
  }

  @ParameterizedTest
  @ValueSource(doubles = {4, 15, 30, 60, 120})
  void theFrameRateDoesNotMatter(double fps) {
    frame = 1000 / fps;
    hold("B").show(null, 2 * PAUSE_MILLIS).hold("B").hold("A").show(null, 100).hold("C");
    assertThat(speller.text()).isEqualTo("BBAC");
  }

  @Test
  void whatIsHeldIsSaidUntilItIsTyped() {
    assertThat(speller.holding()).isNull();
    assertThat(speller.progress()).isZero();
    speller.next("A", 0);
    speller.next("A", HOLD_MILLIS / 2.0);
    assertThat(speller.holding()).isEqualTo("A");
    assertThat(speller.progress()).isEqualTo(0.5);
    speller.next("A", HOLD_MILLIS);
    assertThat(speller.holding()).isNull();
    assertThat(speller.progress()).isZero();
  }

  @Test
  void theNextLetterNeedsNoPauseAndCountsFromItsFirstReading() {
    hold("A").show("B", TOLERANCE_MILLIS + 2 * frame);
    assertThat(speller.holding()).isEqualTo("B");
    assertThat(speller.progress() * HOLD_MILLIS).isGreaterThan(TOLERANCE_MILLIS - 2 * frame);
    show("B", HOLD_MILLIS - TOLERANCE_MILLIS);
    assertThat(speller.text()).isEqualTo("AB");
  }

  @Test
  void aDoubleLetterNeedsAPauseOrAnotherLetterBetween() {
    hold("A").show(null, PAUSE_MILLIS - 2 * frame).hold("A");
    assertThat(speller.text()).as("too short a pause").isEqualTo("A");
    show(null, PAUSE_MILLIS + 2 * frame).hold("A");
    assertThat(speller.text()).as("a pause").isEqualTo("AA");
    show("B", PAUSE_MILLIS + 2 * frame).hold("A");
    assertThat(speller.text()).as("another letter").isEqualTo("AAA");
  }

  @Test
  void aLongerGapBeginsTheHoldAnew() {
    show("A", HOLD_MILLIS - 2 * frame).show(null, TOLERANCE_MILLIS + 2 * frame);
    show("A", HOLD_MILLIS - 2 * frame);
    assertThat(speller.text()).isEmpty();
  }

  @Test
  void twoLettersThatTakeTurnsTypeOneAtMost() {
    for (int i = 0; i < 100; i++) {
      show(i % 2 == 0 ? "A" : "B", 3 * frame);
    }
    assertThat(speller.text()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aJumpBackInTimeForgetsTheHoldAndKeepsTheText() {
    hold("A").show("B", HOLD_MILLIS - 2 * frame);
    time = 0;
    show("B", HOLD_MILLIS - 2 * frame);
    assertThat(speller.text()).isEqualTo("A");
    time = 0;
    hold("A");
    assertThat(speller.text()).as("another hand's A").isEqualTo("AA");
  }

  @Test
  void whileNothingIsReadNothingIsHeld() {
    speller.next("A", 0);
    speller.next("A", Hold.BLIND_MILLIS + 1);
    assertThat(speller.text()).isEmpty();
    time = 2000;
    hold("A");
    time += 60_000; // frozen
    hold("A");
    assertThat(speller.text()).as("still the same A").isEqualTo("A");
  }

  @Test
  void theTextIsEditedAtItsEnd() {
    hold("A");
    speller.space();
    hold("B").hold("C");
    speller.delete();
    assertThat(speller.text()).isEqualTo("A B");
    show("C", 5 * HOLD_MILLIS);
    assertThat(speller.text()).as("C is still held").isEqualTo("A B");
    speller.clear();
    speller.delete();
    assertThat(speller.text()).isEmpty();
  }

  @Test
  void theTextIsBoundedAndTheOldestGoes() {
    hold("A");
    for (int i = 0; i < LONGEST; i++) {
      speller.space();
    }
    hold("B");
    assertThat(speller.text()).hasSize(LONGEST).startsWith(" ").endsWith(" B");
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of("A", "B", "C").list().ofMaxSize(12);
  }

  @Property(tries = 200)
  void whatIsHeldProperlyIsTypedExactlyThoughItFlickers(
      @ForAll("words") List<String> word,
      @ForAll @IntRange(min = 8, max = 60) int fps,
      @ForAll long seed) {
    frame = 1000.0 / fps;
    Random random = new Random(seed);
    for (String letter : word) {
      double since = time - 1000; // of the last flicker
      for (double end = time + 2 * HOLD_MILLIS; time < end; ) {
        if (time - since > 400 && frame < TOLERANCE_MILLIS && random.nextInt(5) == 0) {
          show(random.nextBoolean() ? null : "D", random.nextDouble() * (TOLERANCE_MILLIS - frame));
          since = time;
        }
        show(letter, 0);
      }
      show(null, PAUSE_MILLIS + 2 * frame);
    }
    assertThat(speller.text()).isEqualTo(String.join("", word));
  }

  @Property(tries = 500)
  void nothingIsTypedThatWasNotShownForTheWholeTime(
      @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> letters,
      @ForAll @Size(min = 60, max = 60) List<@IntRange(min = 1, max = 1200) Integer> lengths) {
    List<String> names = new ArrayList<>(List.of("A", "B", "C"));
    names.add(null);
    double[] shown = new double[names.size()];
    String before = "";
    for (int i = 0; i < letters.size(); i++) {
      String letter = names.get(letters.get(i));
      for (double end = time + lengths.get(i); time < end; time += frame) {
        speller.next(letter, time);
        shown[letters.get(i)] += frame;
        if (!speller.text().equals(before)) {
          int typed = names.indexOf(speller.text().substring(before.length()));
          assertThat(shown[typed]).isGreaterThanOrEqualTo(HOLD_MILLIS);
          shown[typed] = 0;
          before = speller.text();
        }
      }
    }
  }
}
