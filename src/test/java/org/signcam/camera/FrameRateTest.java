package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrameRateTest {
  private static final long MILLI = 1_000_000L;
  private final FrameRate rate = new FrameRate();

  @Test
  void thirtyFramesASecondAreThirty() {
    long now = 0;
    for (int i = 0; i < 1000; i++) {
      now = i * 1_000_000_000L / 30;
      rate.tick(now);
    }
    assertThat(rate.perSecond(now)).isCloseTo(30, within(0.01));
  }

  @Test
  void onlyTheLastTwoSecondsCount() {
    for (int i = 0; i < 100; i++) {
      rate.tick(i * 10L * MILLI);
    }
    for (int i = 1; i <= 30; i++) {
      rate.tick(1000 * MILLI + i * 100L * MILLI);
    }
    assertThat(rate.perSecond(4000 * MILLI)).isCloseTo(10, within(0.01));
  }

  @Test
  void moreThanTheRingHoldsIsStillRight() {
    for (int i = 0; i < 2000; i++) {
      rate.tick(i * MILLI);
    }
    assertThat(rate.perSecond(1999 * MILLI)).isCloseTo(1000, within(0.5));
  }

  @Test
  void nothingAndOneFrameAndAStopAreZero() {
    assertThat(rate.perSecond(0)).isZero();
    rate.tick(5);
    assertThat(rate.perSecond(6)).isZero();
    rate.tick(10 * MILLI);
    assertThat(rate.perSecond(3000 * MILLI)).isZero();
  }
}
