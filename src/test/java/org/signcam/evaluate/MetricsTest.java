package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.signcam.evaluate.Made.LETTERS;
import static org.signcam.evaluate.Made.outcome;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** Six pictures of letters, two of nothing, one other handshape, by two signers. */
  private static final List<Outcome> OUTCOMES =
      List.of(
          outcome("A", "s2", 0.9, 0.1), // right
          outcome("A", "s2", 0.2, 0.7), // read B
          outcome("A", "s2", 0.45, 0.1), // below the threshold
          outcome("B", "s2", 0.1, 0.8), // right
          outcome("B", "s10", 0.1, 0.6), // right
          outcome("B", "s10", 0.1, 0.3), // rejected: nothing is more probable
          outcome("nothing", "s10", 0.1, 0.1),
          outcome("nothing", "s2", 0.6, 0.1), // accepted
          outcome("K", "s2", 0.1, 0.9)); // accepted

  private static final Figures FIGURES = Metrics.of(OUTCOMES, LETTERS);

  @Test
  void aRejectedLetterIsWrongAndOthersAreNotInAccuracy() {
    assertThat(FIGURES.samples()).isEqualTo(9);
    assertThat(FIGURES.accuracy()).isEqualTo(3.0 / 6);
    assertThat(FIGURES.coverage()).isEqualTo(4.0 / 6);
    assertThat(FIGURES.accuracyWhenAnswered()).isEqualTo(3.0 / 4);
  }

  @Test
  void everySignerCountsTheSame() {
    assertThat(FIGURES.accuracyBySigner())
        .containsExactly(Map.entry("s2", 2.0 / 4), Map.entry("s10", 1.0 / 2));
    assertThat(FIGURES.meanSignerAccuracy()).isEqualTo(0.5);
    assertThat(FIGURES.worstSignerAccuracy()).isEqualTo(0.5);
    Figures uneven =
        Metrics.of(
            List.of(
                outcome("A", "x", 1, 0),
                outcome("A", "x", 1, 0),
                outcome("A", "x", 1, 0),
                outcome("A", "y", 0, 1)),
            LETTERS);
    assertThat(uneven.accuracy()).isEqualTo(0.75);
    assertThat(uneven.meanSignerAccuracy()).isEqualTo(0.5);
    assertThat(uneven.worstSignerAccuracy()).isZero();
  }

  @Test
  void theConfusionMatrixHasAColumnForNone() {
    assertThat(FIGURES.labels()).containsExactly("A", "B");
    assertThat(FIGURES.confusion()).containsExactly(List.of(1, 1, 1), List.of(0, 2, 1));
  }

  @Test
  void macroF1IsTheMeanOverLettersWithPictures() {
    // A: TP 1, FP 0, FN 2 → 2/4. B: TP 2, FP 1, FN 1 → 4/6.
    assertThat(FIGURES.macroF1()).isCloseTo((0.5 + 2.0 / 3) / 2, within(1e-12));
    Figures onlyA = Metrics.of(List.of(outcome("A", "s", 1, 0)), LETTERS);
    assertThat(onlyA.macroF1()).isEqualTo(1);
  }

  @Test
  void falseAcceptsAreCountedApart() {
    assertThat(FIGURES.falseAcceptNothing().count()).isEqualTo(1);
    assertThat(FIGURES.falseAcceptNothing().of()).isEqualTo(2);
    assertThat(FIGURES.falseAcceptOther().share()).isEqualTo(1);
    assertThat(FIGURES.falseAcceptOther().of()).isEqualTo(1);
  }

  @Test
  void calibrationErrorIsWhatTheHandGets() {
    // Bins of width 1/15: 0.91 and 0.93 share the 14th (0.867, 0.933]; 0.62 is alone.
    List<Outcome> outcomes =
        List.of(
            outcome("A", "s", 0.91, 0), // right
            outcome("B", "s", 0.93, 0), // wrong
            outcome("A", "s", 0.62, 0)); // right
    double expected = (Math.abs(1 - 0.91 - 0.93) + Math.abs(1 - 0.62)) / 3;
    assertThat(Metrics.of(outcomes, LETTERS).ece()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void calibrationErrorAsksForTheBestLetterThresholdAside() {
    // Rejected at 0.4, yet its best letter is right: the gap is 0.6, not 0.4.
    assertThat(Metrics.of(List.of(outcome("A", "s", 0.4, 0.3)), LETTERS).ece())
        .isCloseTo(0.6, within(1e-6));
    assertThat(Metrics.of(List.of(outcome("A", "s", 0, 0)), LETTERS).ece()).isEqualTo(1);
    assertThat(Metrics.of(List.of(outcome("A", "s", 1, 0)), LETTERS).ece()).isZero();
  }

  @Test
  void theSurest90PercentAreThoseThatAHigherThresholdWouldLeave() {
    List<Outcome> ten = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      ten.add(outcome("A", "s", 0.9 - 0.01 * i, 0)); // right
    }
    ten.add(outcome("B", "s", 0.5, 0.3)); // wrong, and the least sure
    assertThat(Metrics.of(ten, LETTERS).accuracyAt90()).isEqualTo(1);
    List<Outcome> more = new ArrayList<>(ten);
    more.add(outcome("nothing", "s", 0.99, 0)); // no picture of a letter
    assertThat(Metrics.of(more, LETTERS).accuracyAt90()).isEqualTo(1);
    ten.set(9, outcome("B", "s", 0.82, 0)); // as sure as the last that is right
    assertThat(Metrics.of(ten, LETTERS).accuracyAt90()).isEqualTo(8.0 / 9);
    ten.set(8, outcome("A", "s", 0.4, 0.3)); // under the threshold: a lower one would answer it
    ten.set(9, outcome("A", "s", 0.1, 0.2)); // seen as nothing
    assertThat(Metrics.of(ten, LETTERS).accuracyAt90()).isEqualTo(1);
    ten.set(8, outcome("A", "s", 0.1, 0.2)); // so are more than 10 %
    assertThat(Metrics.of(ten, LETTERS).accuracyAt90()).isNull();
  }

  @Test
  void whereThereIsNothingToCountThereIsNull() {
    Figures none = Metrics.of(List.of(outcome("nothing", "s", 0.1, 0.1)), LETTERS);
    assertThat(none.samples()).isEqualTo(1);
    assertThat(none.accuracy()).isNull();
    assertThat(none.meanSignerAccuracy()).isNull();
    assertThat(none.worstSignerAccuracy()).isNull();
    assertThat(none.accuracyBySigner()).isEmpty();
    assertThat(none.macroF1()).isNull();
    assertThat(none.ece()).isNull();
    assertThat(none.coverage()).isNull();
    assertThat(none.accuracyWhenAnswered()).isNull();
    assertThat(none.accuracyAt90()).isNull();
    assertThat(none.falseAcceptOther()).isNull();
    assertThat(none.falseAcceptNothing().count()).isZero();
  }

  @Test
  void jsonHasTheDocumentedKeysInOrder() {
    String json = new GsonBuilder().serializeNulls().create().toJson(FIGURES);
    JsonObject object = JsonParser.parseString(json).getAsJsonObject();
    assertThat(object.keySet())
        .containsExactly(
            "samples",
            "accuracy",
            "mean_signer_accuracy",
            "worst_signer_accuracy",
            "accuracy_by_signer",
            "macro_f1",
            "ece",
            "coverage",
            "accuracy_when_answered",
            "accuracy_at_90_coverage",
            "false_accept_nothing",
            "false_accept_other",
            "labels",
            "confusion");
    assertThat(object.getAsJsonObject("false_accept_nothing").keySet())
        .containsExactly("share", "count", "of", "interval");
    assertThat(object.getAsJsonArray("confusion").get(0).toString()).isEqualTo("[1,1,1]");
  }

  @Test
  void theTerminalTableIsAligned() {
    assertThat(ConfusionTable.of(FIGURES))
        .isEqualTo(
            """
            true \\ read  A  B  none
            A            1  1     1
            B            .  2     1
            """);
  }
}
