package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signcam.samples.Sample;
import org.signcam.train.Validation.Answers;

class CalibrationTest {
  private final List<Sample> samples = new ArrayList<>();
  private final List<float[]> logits = new ArrayList<>();

  /** A picture of which the model thinks so much of A, B and, where it rejects, of no letter. */
  private void picture(String label, double... shares) {
    float[] row = new float[shares.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) Math.log(shares[i]);
    }
    samples.add(new Sample(Path.of(samples.size() + ".png"), "ann", label, null));
    logits.add(row);
  }

  private Calibration fit() {
    return Calibration.fit(new Answers(samples, logits, List.of("A", "B")));
  }

  @Test
  void aModelThatIsRightAsOftenAsItSaysKeepsItsTemperature() {
    for (int i = 0; i < 100; i++) {
      picture(i < 80 ? "A" : "B", 0.8, 0.2);
    }
    assertThat(fit().temperature()).isCloseTo(1, within(0.02));
  }

  @Test
  void anOverconfidentModelIsCooled() {
    for (int i = 0; i < 100; i++) {
      picture(i < 60 ? "A" : "B", 0.98, 0.01, 0.01);
    }
    assertThat(fit().temperature()).isGreaterThan(2);
  }

  @Test
  void theThresholdIsAsLowAsTheFalseAnswersAllow() {
    for (int i = 0; i < 100; i++) {
      picture("A", 0.9, 0.05, 0.05);
      picture("B", 0.05, 0.9, 0.05);
      picture("K", i < 20 ? 0.42 : 0.3, i < 20 ? 0.2 : 0.1, i < 20 ? 0.38 : 0.6);
      picture("nothing", 0.1, 0.1, 0.8);
    }
    Calibration fitted = fit();
    double surest =
        new Answers(samples, logits, List.of("A", "B")).shares(2, fitted.temperature())[0];
    assertThat(fitted.threshold()).isGreaterThan(surest).isCloseTo(surest, within(0.0101));
  }

  @Test
  void whatIsRejectedByItsClassNeedsNoThreshold() {
    for (int i = 0; i < 50; i++) {
      picture("A", 0.9, 0.05, 0.05);
      picture("nothing", 0.1, 0.1, 0.8);
    }
    assertThat(fit().threshold()).isEqualTo(0.5);
  }

  @Test
  void withoutAnythingThatRejectsEverythingIsAnswered() {
    for (int i = 0; i < 10; i++) {
      picture("A", 0.5, 0.5);
      picture("B", 0.49, 0.51);
    }
    assertThat(fit().threshold()).isEqualTo(0.5);
    assertThat(fit().temperature()).isPositive();
  }
}
