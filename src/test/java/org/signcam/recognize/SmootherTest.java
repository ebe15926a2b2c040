package org.signcam.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signcam.recognize.FakeModel.prediction;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.model.Prediction;

class SmootherTest {
  private static final Prediction A = prediction(0.9f, 0.05f);
  private static final Prediction B = prediction(0.05f, 0.9f);
  private static final Prediction NOTHING = prediction(0.05f, 0.05f);

  private final Smoother smoother = new Smoother();

  @Test
  void theFirstReadingIsShownAtOnce() {
    assertThat(smoother.next(A, 0)).isEqualTo("A");
  }

  @Test
  void oneOddFrameDoesNotFlicker() {
    for (int frame = 0; frame < 40; frame++) {
      Prediction seen = frame % 8 == 7 ? B : frame % 8 == 3 ? NOTHING : A;
      assertThat(smoother.next(seen, frame * 33.3)).isEqualTo("A");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {15, 30, 60, 120})
  void aChangeShowsAboutTheDelayAfterItIsMade(double fps) {
    double frame = 1000 / fps;
    double change = Math.ceil(1000 / frame) * frame;
    for (double t = 0; t < change - frame / 2; t += frame) {
      smoother.next(A, t);
    }
    double t = change;
    while (!"B".equals(smoother.next(B, t))) {
      t += frame;
    }
    // Shown with the frame after the middle of the window: at most one and a half frames away.
    assertThat(Math.abs(t - change - Smoother.DELAY_MILLIS)).isLessThanOrEqualTo(1.5 * frame);
  }

  @Test
  void aSignTakenAwayIsGoneAfterTheWindowAtTheLatest() {
    smoother.next(A, 0);
    smoother.next(A, 100);
    assertThat(smoother.next(NOTHING, 101)).as("two of three").isEqualTo("A");
    assertThat(smoother.next(NOTHING, 100 + Smoother.WINDOW_MILLIS)).isNull();
  }

  @Test
  void whatIsJustAsOldAsTheWindowIsForgotten() {
    smoother.next(A, 0);
    assertThat(smoother.next(B, Smoother.WINDOW_MILLIS)).isEqualTo("B");
  }

  @Test
  void framesOfTheSameMomentCountTogether() {
    smoother.next(A, 50);
    smoother.next(A, 50);
    assertThat(smoother.next(NOTHING, 50)).as("two of three").isEqualTo("A");
  }

  @Test
  void aMeanBelowTheThresholdShowsNothing() {
    smoother.next(prediction(0.6f, 0.3f), 0);
    assertThat(smoother.next(prediction(0.3f, 0.6f), 10)).as("0.45 each").isNull();
  }

  @Test
  void theRejectingClassMustBeBeaten() {
    Prediction half = new Prediction(List.of("A"), new float[] {0.45f, 0.55f}, 0.1);
    assertThat(smoother.next(half, 0)).isNull();
    Prediction sure = new Prediction(List.of("A"), new float[] {0.9f, 0.1f}, 0.1);
    assertThat(smoother.next(sure, 10)).isEqualTo("A");
  }

  @Test
  void aSlowCameraIsNotSmoothedAtAll() {
    assertThat(smoother.next(A, 0)).isEqualTo("A");
    assertThat(smoother.next(B, 250)).isEqualTo("B");
    assertThat(smoother.next(NOTHING, 500)).isNull();
  }

  @Test
  void aJumpBackInTimeForgetsWhatWas() {
    for (int t = 1000; t < 1200; t += 10) {
      smoother.next(A, t);
    }
    assertThat(smoother.next(B, 0)).isEqualTo("B");
  }

  @Property(tries = 200)
  void framesThatAgreeAreShownAsTheyAre(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(max = 100) Double> steps) {
    Smoother fresh = new Smoother();
    double t = 0;
    for (double step : steps) {
      t += step;
      assertThat(fresh.next(B, t)).isEqualTo("B");
    }
  }
}
