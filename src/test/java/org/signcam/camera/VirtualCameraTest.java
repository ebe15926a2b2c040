package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;

class VirtualCameraTest {
  private static final CameraOptions SMALL = CameraOptions.defaults().withSize(96, 72);

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  @Test
  void itSpellsTheWordOnceAndEnds() {
    Set<String> shown = new LinkedHashSet<>();
    int frames = 0;
    Mat frame = new Mat();
    try (FrameSource camera = Cameras.open("virtual:BAD", SMALL)) {
      while (camera.read(frame)) {
        frames++;
        if (camera.truth() != null) {
          shown.add(camera.truth());
        }
      }
      assertThat(camera.info().live()).isFalse();
      assertThat(camera.mediaMillis()).isEqualTo((frames - 1) * 1000 / 30.0);
    }
    assertThat(frame.cols()).isEqualTo(96);
    frame.release();
    assertThat(String.join("", shown)).isEqualTo("BAD");
    assertThat(frames).isEqualTo((int) Math.ceil((500 + 3 * 1400 + 400 + 500) * 30 / 1000.0));
  }

  /** Of the rate asked for. */
  @ParameterizedTest
  @CsvSource({"1, 1", "12.5, 12.5", "60, 60", "0, 1", "-5, 1", "NaN, 1", "1000, 60"})
  void itKeepsToTheRateAskedForWithinWhatACameraDoes(double asked, double kept) {
    int frames = 0;
    Mat frame = new Mat();
    try (FrameSource camera = Cameras.open("virtual:BA", SMALL.withFps(asked))) {
      assertThat(camera.info().fps()).isEqualTo(kept);
      while (camera.read(frame)) {
        double millis = frames * 1000 / kept;
        assertThat(camera.mediaMillis()).isEqualTo(millis);
        boolean b = millis >= 900 && millis < 1900; // rests 500 ms, moves 400 ms
        boolean a = millis >= 2300 && millis < 3300;
        assertThat(camera.truth()).as("at %.0f ms", millis).isEqualTo(b ? "B" : a ? "A" : null);
        frames++;
      }
    }
    frame.release();
    assertThat(frames).isEqualTo((int) Math.ceil((500 + 2 * 1400 + 400 + 500) * kept / 1000));
  }

  @Test
  void aSeedIsAPersonInARoom() {
    assertThat(difference("virtual:B:7", "virtual:b:7")).isZero();
    assertThat(difference("virtual:B:7", "virtual:B:8")).isGreaterThan(1);
    assertThat(difference("virtual", "virtual:ABCDEFGHI:1")).isZero();
  }

  /** Mean difference of the 40th frames, of 255. */
  private static double difference(String a, String b) {
    Mat first = frame(a);
    Mat second = frame(b);
    double difference = Core.norm(first, second, Core.NORM_L1) / first.total() / 3;
    first.release();
    second.release();
    return difference;
  }

  private static Mat frame(String spec) {
    Mat frame = new Mat();
    try (FrameSource camera = Cameras.open(spec, SMALL)) {
      for (int i = 0; i < 40; i++) {
        camera.read(frame);
      }
    }
    return frame;
  }

  @Test
  void lookedAtForLongerItGoesOnElsewhere() {
    Mat frame = new Mat();
    try (FrameSource camera = Cameras.open("virtual:A", SMALL.withLoop(true))) {
      double before = -1;
      for (int i = 0; i < 150; i++) { // once is 84 frames
        assertThat(camera.read(frame)).isTrue();
        assertThat(camera.mediaMillis()).isGreaterThan(before);
        before = camera.mediaMillis();
      }
    }
    frame.release();
  }

  @Test
  void whatItCannotDoIsSaid() {
    assertThatThrownBy(() -> Cameras.open("virtual:JAZZ", SMALL))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot spell 'J'");
    assertThatThrownBy(() -> Cameras.open("virtual:A:x", SMALL))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("virtual:ABC:7");
  }

  @Test
  void itIsNoDeviceThatMayComeBackLater() {
    assertThat(Cameras.isVirtual("Virtual:ABC")).isTrue();
    assertThat(Cameras.isVirtual("virtuals")).isFalse();
    assertThat(Cameras.isLive("virtual:ABC")).isFalse();
    try (FrameSource camera = Cameras.opener("virtual", SMALL).get()) {
      assertThat(camera.info().summary()).contains("virtual signer (ABCDEFGHI): 96×72");
    }
  }
}
