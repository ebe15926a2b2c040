package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;

class FramePoolTest {
  private final FramePool pool = new FramePool(2);

  @Test
  void theBufferGoesBackWhenTheLastReaderLetsGo() {
    Frame first = pool.lease();
    Frame second = first.retain();
    first.close();
    assertThat(pool.outstanding()).isOne();
    second.close();
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void aBufferIsUsedAgainWithItsMemory() {
    Frame frame = pool.lease();
    frame.bgr().create(480, 640, CvType.CV_8UC3);
    long memory = frame.bgr().dataAddr();
    frame.close();
    try (Frame again = pool.lease()) {
      assertThat(again.bgr().dataAddr()).isEqualTo(memory);
      assertThat(again.width()).isEqualTo(640);
      assertThat(again.height()).isEqualTo(480);
    }
    assertThat(pool.size()).isOne();
  }

  @Test
  void closingALeaseTwiceIsAnErrorEvenWhileOthersHoldTheFrame() {
    Frame first = pool.lease();
    Frame second = first.retain();
    first.close();
    assertThatThrownBy(first::close).isInstanceOf(IllegalStateException.class);
    assertThat(pool.outstanding()).isOne();
    second.close();
  }

  @Test
  void aClosedLeaseGivesNoPixels() {
    Frame first = pool.lease();
    Frame second = first.retain();
    first.close();
    assertThatThrownBy(first::bgr).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(first::retain).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(first::sequence).isInstanceOf(IllegalStateException.class);
    second.close();
  }

  @Test
  void allLeasesOfAFrameTellTheSameTime() {
    Frame first = pool.lease().stamp(7, 123, 45.5);
    Frame second = first.retain();
    first.close();
    assertThat(second.sequence()).isEqualTo(7);
    assertThat(second.stampNanos()).isEqualTo(123);
    assertThat(second.mediaMillis()).isEqualTo(45.5);
    second.close();
  }

  @Test
  void anEmptyPoolGivesNothingAndDoesNotWait() {
    Frame first = pool.lease();
    Frame second = pool.lease();
    assertThat(pool.lease()).isNull();
    first.close();
    Frame third = pool.lease();
    assertThat(third).isNotNull();
    second.close();
    third.close();
  }

  @Test
  void aFrameOutlivesItsPool() {
    Frame frame = pool.lease();
    frame.bgr().create(2, 2, CvType.CV_8UC3);
    pool.close();
    assertThat(frame.bgr().empty()).isFalse();
    frame.close();
    assertThat(pool.outstanding()).isZero();
    assertThatThrownBy(pool::lease).isInstanceOf(IllegalStateException.class);
  }
}
