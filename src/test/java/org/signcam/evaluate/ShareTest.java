package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void agreesWithPublishedWilsonIntervals() {
    // Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3.
    interval(81, 263, 0.2553, 0.3662);
    interval(15, 148, 0.0624, 0.1605);
    interval(0, 20, 0, 0.1611);
    interval(1, 29, 0.0061, 0.1718);
    interval(1, 62, 0.0029, 0.0859);
  }

  @Test
  void thereIsNoShareOfNothing() {
    assertThat(Share.orNull(0, 0)).isNull();
    assertThatThrownBy(() -> Share.orNull(3, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void theIntervalHoldsTheShareAndStaysWithinZeroAndOne(
      @ForAll @IntRange(min = 1, max = 5000) int of, @ForAll @IntRange(max = 5000) int some) {
    int count = some % (of + 1);
    Share share = Share.orNull(count, of);
    assertThat(share.interval().get(0)).isBetween(0.0, share.share());
    assertThat(share.interval().get(1)).isBetween(share.share(), 1.0);
    assertThat(1 - Share.orNull(of - count, of).interval().get(0))
        .isCloseTo(share.interval().get(1), within(1e-12));
  }

  private static void interval(int count, int of, double lower, double upper) {
    Share share = Share.orNull(count, of);
    assertThat(share.share()).isEqualTo((double) count / of);
    assertThat(share.interval().get(0)).isCloseTo(lower, within(5e-5));
    assertThat(share.interval().get(1)).isCloseTo(upper, within(5e-5));
  }
}
