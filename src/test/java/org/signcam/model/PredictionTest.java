package org.signcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PredictionTest {
  @Test
  void theMostProbableLetterIsAnswered() {
    Prediction p = prediction(0.5, 0.3f, 0.6f, 0.1f);
    assertThat(p.letter()).isEqualTo("B");
    assertThat(p.best()).isEqualTo(1);
    assertThat(p.confidence()).isEqualTo(0.6f);
    assertThat(p.rejection()).isEqualTo(0.1f);
    assertThat(p.probability("A")).isEqualTo(0.3f);
    assertThat(p.probability("Z")).isZero();
  }

  @Test
  void atTheThresholdItIsAnsweredAndBelowItIsNot() {
    assertThat(prediction(0.5, 0.5f, 0.2f, 0.3f).letter()).isEqualTo("A");
    Prediction below = prediction(0.5, Math.nextDown(0.5f), 0.2f, 0.3f);
    assertThat(below.letter()).isNull();
    assertThat(below.best()).as("still known").isZero();
  }

  @Test
  void aMoreProbableRejectingClassSilencesTheLetter() {
    Prediction p = prediction(0.1, 0.4f, 0.1f, 0.5f);
    assertThat(p.letter()).isNull();
    assertThat(p.confidence()).as("of the letter, even then").isEqualTo(0.4f);
    assertThat(prediction(0.1, 0.45f, 0.1f, 0.45f).letter()).as("a tie is no sign").isNull();
  }

  @Test
  void withoutARejectingClassOnlyTheThresholdCounts() {
    Prediction p = new Prediction(List.of("A", "B"), new float[] {0.45f, 0.55f}, 0.5);
    assertThat(p.letter()).isEqualTo("B");
    assertThat(p.rejection()).isZero();
  }

  @Test
  void allLabelsBehindTheLettersAreOneRejectingClass() {
    float[] logits = {1, 2, 0.5f, 1.5f, -1};
    double[] shares = Prediction.shares(logits, 1, 2);
    double all = 0;
    for (float l : logits) {
      all += Math.exp(l);
    }
    assertThat(shares).hasSize(3);
    assertThat(shares[1]).isCloseTo(Math.exp(2) / all, within(1e-9));
    assertThat(shares[2])
        .isCloseTo((Math.exp(0.5) + Math.exp(1.5) + Math.exp(-1)) / all, within(1e-9));
    assertThat(Prediction.shares(logits, 1, 5)).as("letters alone").hasSize(5);
  }

  @Test
  void aTemperatureFlattensAndKeepsTheOrder() {
    float[] logits = {1, 3, 2};
    Prediction sharp = Prediction.of(logits, Cards.card().withCalibration(0.5, 0.5));
    Prediction flat = Prediction.of(logits, Cards.card().withCalibration(4, 0.5));
    assertThat(sharp.confidence()).isGreaterThan(flat.confidence());
    assertThat(sharp.best()).isEqualTo(flat.best());
    double e = 1 + Math.exp(-0.25) + Math.exp(-0.5); // softmax(logits / 4) by hand
    assertThat(flat.confidence()).isCloseTo(1 / e, within(1e-6));
  }

  @Property
  void probabilitiesSumToOne(
      @ForAll @Size(3) List<@FloatRange(min = -1e4f, max = 1e4f) Float> logits,
      @ForAll @DoubleRange(min = 0.01, max = 100) double temperature) {
    float[] values = {logits.get(0), logits.get(1), logits.get(2)};
    Prediction p = Prediction.of(values, Cards.card().withCalibration(temperature, 0.5));
    double sum = 0;
    for (float probability : p.probabilities()) {
      assertThat(probability).isBetween(0f, 1f);
      sum += probability;
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void logitsThatAreNoNumbersAreNoSign() {
    Prediction p = Prediction.of(new float[] {Float.NaN, 1, 2}, Cards.card());
    assertThat(p.letter()).isNull();
  }

  private static Prediction prediction(double threshold, float a, float b, float nothing) {
    return new Prediction(List.of("A", "B"), new float[] {a, b, nothing}, threshold);
  }
}
