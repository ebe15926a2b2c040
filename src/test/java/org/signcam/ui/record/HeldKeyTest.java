package org.signcam.ui.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldKeyTest {
  private static final int A = 65;
  private static final int B = 66;

  private final HeldKey key = new HeldKey();

  @Test
  void x11sPairsOfReleaseAndPressAreOneHold() {
    assertThat(key.press(A)).isTrue();
    for (long t = 500; t < 3000; t += 33) { // the usual delay and rate of repetition
      key.release(A, t);
      assertThat(key.ended(t)).isFalse();
      assertThat(key.press(A)).as("at %d ms", t).isFalse();
      assertThat(key.ended(t + 32)).isFalse();
    }
    key.release(A, 3000);
    assertThat(key.ended(3000 + HeldKey.RELEASE_MILLIS)).isTrue();
    assertThat(key.isHeld()).isFalse();
  }

  @Test
  void aBusyProgramMayTakeTheTwoApart() {
    key.press(A);
    key.release(A, 100);
    assertThat(key.ended(100 + HeldKey.RELEASE_MILLIS - 1)).isFalse();
    assertThat(key.press(A)).isFalse();
    assertThat(key.ended(1000)).isFalse();
  }

  @Test
  void pressesAloneAreOneHoldToo() {
    assertThat(key.press(A)).isTrue();
    assertThat(key.press(A)).isFalse();
    assertThat(key.press(A)).isFalse();
    key.release(A, 10);
    assertThat(key.ended(200)).isTrue();
    assertThat(key.ended(300)).as("once").isFalse();
    assertThat(key.press(A)).as("a new hold").isTrue();
  }

  @Test
  void anotherKeyTakesOverAndTheFirstOnesReleaseIsNothing() {
    key.press(A);
    assertThat(key.press(B)).isTrue();
    key.release(A, 50);
    assertThat(key.ended(500)).isFalse();
    key.release(B, 600);
    assertThat(key.ended(700)).isTrue();
  }
}
