package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallWatchTest {
  private final StallWatch watch = new StallWatch(2000);

  @Test
  void aPictureThatFreezesIsAStall() {
    assertThat(watch.stalled(false, 0)).isFalse();
    assertThat(watch.stalled(false, 100)).isFalse();
    assertThat(watch.stalled(true, 2000)).isFalse();
    assertThat(watch.stalled(true, 2101)).isTrue();
  }

  @Test
  void aChangeBeginsAnew() {
    watch.stalled(false, 0);
    watch.stalled(false, 100);
    watch.stalled(true, 1900);
    assertThat(watch.stalled(false, 2500)).isFalse();
    assertThat(watch.stalled(true, 4400)).isFalse();
    assertThat(watch.stalled(true, 4501)).isTrue();
  }

  @Test
  void aStillThatNeverMovedIsLetPass() {
    watch.stalled(false, 0);
    assertThat(watch.stalled(true, 1000)).isFalse();
    assertThat(watch.stalled(true, 1_000_000)).isFalse();
  }
}
