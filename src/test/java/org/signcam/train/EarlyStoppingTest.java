package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signcam.train.History.ValidationPoint;

class EarlyStoppingTest {
  /** Validations every 10 steps. */
  private static List<ValidationPoint> curve(double... accuracies) {
    List<ValidationPoint> points = new ArrayList<>();
    for (double accuracy : accuracies) {
      points.add(new ValidationPoint(10L * (points.size() + 1), 1, accuracy, true));
    }
    return points;
  }

  private static final List<List<ValidationPoint>> EARLIER =
      List.of(curve(0.2, 0.1, 0.4, 0.5), curve(0.3, 0.5, 0.6, 0.7), curve(0.4, 0.6, 0.7, 0.8));

  @Test
  void aTrialWorseThanTheMedianAtARungEnds() {
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.29), 40)).isFalse();
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.30), 40)).isTrue();
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.30, 0.49), 40)).isFalse();
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.30, 0.50), 40)).isTrue();
  }

  @Test
  void theBestSoFarCountsNotTheLast() {
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.55, 0.1), 40)).isTrue();
  }

  @Test
  void betweenTheRungsAndAfterThemNothingEnds() {
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.0, 0.0, 0.0), 40)).isTrue();
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.0), 100)).isTrue();
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.3, 0.0, 0.2), 100)).as("30 of 100").isFalse();
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0, 0, 0, 0), 100)).as("40 of 100").isTrue();
  }

  @Test
  void oneValidationPastBothRungsIsAskedOnce() {
    assertThat(EarlyStopping.goesOn(EARLIER, curve(0.0), 15)).isFalse();
  }

  @Test
  void fewerThanThreeEarlierTrialsStopNone() {
    assertThat(EarlyStopping.goesOn(EARLIER.subList(0, 2), curve(0.0), 40)).isTrue();
    List<List<ValidationPoint>> oneEndedBefore =
        List.of(EARLIER.get(0), EARLIER.get(1), curve(0.9));
    assertThat(EarlyStopping.goesOn(oneEndedBefore, curve(0.0), 40)).isFalse();
    assertThat(EarlyStopping.goesOn(oneEndedBefore, curve(0.3, 0.0), 40)).isTrue();
    assertThat(EarlyStopping.goesOn(List.of(), curve(0.0), 40)).isTrue();
  }

  @Test
  void ofAnEvenNumberTheMedianLiesInTheMiddle() {
    List<List<ValidationPoint>> four = new ArrayList<>(EARLIER);
    four.add(curve(0.1));
    assertThat(EarlyStopping.goesOn(four, curve(0.26), 40)).isTrue();
    assertThat(EarlyStopping.goesOn(four, curve(0.24), 40)).isFalse();
  }
}
