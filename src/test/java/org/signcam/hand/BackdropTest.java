package org.signcam.hand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BackdropTest {
  private static final int SIDE = 120;
  private static final int GREY = 0x808080;

  @Test
  void somebodyIsSeenBesideTheMiddleInTheirOwnSkin() {
    for (long seed = 0; seed < 20; seed++) {
      int[] dark = grey();
      int[] light = grey();
      Backdrop.somebody(dark, SIDE, SIDE, Tone.DARK, seed);
      Backdrop.somebody(light, SIDE, SIDE, Tone.VERY_LIGHT, seed);
      double seen = share(dark, grey());
      assertThat(seen).as("seed %d", seed).isBetween(0.1, 0.8);
      assertThat(share(dark, light)).as("skin").isBetween(0.02, 0.5);
    }
  }

  @Test
  void thingsAreTheSameForTheSameSeedAndCoverMuch() {
    int[] one = grey();
    int[] again = grey();
    int[] other = grey();
    Backdrop.things(one, SIDE, SIDE, 7);
    Backdrop.things(again, SIDE, SIDE, 7);
    Backdrop.things(other, SIDE, SIDE, 8);
    assertThat(one).isEqualTo(again);
    assertThat(share(one, grey())).isGreaterThan(0.1);
    assertThat(share(one, other)).isGreaterThan(0.1);
  }

  private static int[] grey() {
    int[] rgb = new int[SIDE * SIDE];
    Arrays.fill(rgb, GREY);
    return rgb;
  }

  /** Of pixels that differ. */
  private static double share(int[] a, int[] b) {
    int different = 0;
    for (int i = 0; i < a.length; i++) {
      different += (a[i] & 0xffffff) == (b[i] & 0xffffff) ? 0 : 1;
    }
    return (double) different / a.length;
  }
}
