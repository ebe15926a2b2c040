package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CameraInfoTest {
  @Test
  void theSummaryIsOneLineForAPerson() {
    assertThat(info(30).summary()).isEqualTo("HD Webcam: 640×480 MJPG, 30 fps, V4L2");
    assertThat(info(29.97).summary()).contains("29.97 fps");
    assertThat(info(0).summary()).contains("fps unknown");
  }

  private static CameraInfo info(double fps) {
    return new CameraInfo("HD Webcam", "V4L2", 640, 480, "MJPG", fps, true);
  }

  @Test
  void aPowerLineOfNoCountryIsRefused() {
    CameraOptions options = CameraOptions.defaults();
    assertThat(options.withPowerLineHz(50).powerLineHz()).isEqualTo(50);
    assertThatThrownBy(() -> options.withPowerLineHz(55))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("55");
  }
}
