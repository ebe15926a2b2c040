package org.signcam.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PaceTest {
  /** How many of a camera's frames of ten seconds are taken, each up to 8 ms late. */
  private static int taken(double rate, double fps, long seed) {
    Pace pace = new Pace(rate);
    Random random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < fps * 10; i++) {
      long late = seed == 0 ? 0 : random.nextInt(8_000_000);
      taken += pace.takes(7 + (long) (i * 1e9 / fps) + late) ? 1 : 0;
    }
    return taken;
  }

  @Property(tries = 200)
  void theRateIsKeptWhateverTheCameras(
      @ForAll @DoubleRange(min = 1, max = 20) double rate,
      @ForAll @DoubleRange(min = 24, max = 60) double fps,
      @ForAll long seed) {
    assertThat(taken(rate, fps, seed) / 10.0).isCloseTo(rate, within(0.03 * rate + 0.2));
  }

  @Test
  void aSlowCameraGivesAllItHas() {
    assertThat(taken(15, 10, 5)).isEqualTo(100);
    assertThat(taken(15, 15, 5)).isEqualTo(150);
  }

  @Test
  void everySecondFrameOfAPunctualCameraEvenly() {
    Pace pace = new Pace(15);
    for (int i = 0; i < 60; i++) {
      assertThat(pace.takes(i * 33_333_333L)).isEqualTo(i % 2 == 0);
    }
  }
}
