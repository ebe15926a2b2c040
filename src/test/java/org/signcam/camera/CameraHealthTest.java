package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.camera.CaptureLoop.State;

/** Every transition, by a clock of its own. */
class CameraHealthTest {
  private static final CameraInfo WEBCAM = new CameraInfo("W", "V4L2", 640, 480, "MJPG", 30, true);

  private final CameraHealth health = new CameraHealth();
  private double seconds;

  private long now() {
    return (long) (seconds * 1e9);
  }

  private State state() {
    return health.at(now()).state();
  }

  private String sentence() {
    return health.at(now()).sentence();
  }

  /** Frames at that rate for so long; looked at in between, as the loop does. */
  private void frames(double fps, double duration) {
    for (int i = 0; i < Math.round(fps * duration); i++) {
      seconds += 1 / fps;
      health.frame(now());
      state();
    }
  }

  private void fail(Trouble trouble, String sentence) {
    health.failed(new CameraException(trouble, sentence));
  }

  private void start() {
    health.starting(now());
    seconds += 0.3;
    health.opened(WEBCAM, now());
  }

  @Test
  void threeSecondsToTheFirstPictureAreNoAlarm() {
    health.starting(now());
    seconds += 3;
    assertThat(state()).isEqualTo(State.STARTING);
    assertThat(sentence()).isEmpty();
    health.opened(WEBCAM, now());
    frames(30, 1);
    assertThat(state()).isEqualTo(State.LIVE);
  }

  @Test
  void oneThatNeverStartsIsSaid() {
    health.starting(now());
    seconds += 6.1;
    assertThat(state()).isEqualTo(State.STALLED);
    assertThat(sentence()).contains("No picture has come yet").contains("unplugged");
  }

  @Test
  void silenceIsAStallAndAFrameEndsIt() {
    start();
    frames(30, 1);
    seconds += 1.9;
    assertThat(state()).isEqualTo(State.LIVE);
    seconds += 0.2;
    assertThat(state()).isEqualTo(State.STALLED);
    assertThat(sentence()).contains("W gives no more pictures");
    frames(30, 0.1);
    assertThat(state()).isEqualTo(State.LIVE);
    assertThat(sentence()).isEmpty();
  }

  @Test
  void halfTheRateInTheDarkIsSaidAndTakenBackInTheLight() {
    start();
    frames(30, 5);
    frames(15, 2);
    assertThat(state()).as("one hiccup is no slowness").isEqualTo(State.LIVE);
    frames(15, 4);
    assertThat(state()).isEqualTo(State.SLOW);
    assertThat(sentence()).contains("30 pictures a second").contains("light");
    frames(24, 3);
    assertThat(state()).as("80 % is still slow for one that was").isEqualTo(State.SLOW);
    frames(30, 3);
    assertThat(state()).isEqualTo(State.LIVE);
  }

  @Test
  void aCameraThatPromisedFifteenIsNotSlowAtFifteen() {
    health.starting(now());
    health.opened(new CameraInfo("W", "V4L2", 640, 480, "MJPG", 15, true), now());
    frames(15, 20);
    assertThat(state()).isEqualTo(State.LIVE);
  }

  @Test
  void aStutterDoesNotBecomeSlowness() {
    start();
    frames(30, 5);
    seconds += 1.5;
    frames(30, 0.5);
    assertThat(state()).isEqualTo(State.LIVE);
    frames(30, 5);
    assertThat(state()).isEqualTo(State.LIVE);
  }

  @Test
  void whatKeepsItFromOpeningIsSaid() {
    health.starting(now());
    fail(Trouble.ABSENT, "None.");
    assertThat(state()).isEqualTo(State.ABSENT);
    fail(Trouble.FORBIDDEN, "Not yours.");
    assertThat(state()).isEqualTo(State.FORBIDDEN);
    fail(Trouble.BUSY, "Taken.");
    assertThat(state()).isEqualTo(State.BUSY);
    assertThat(sentence()).isEqualTo("Taken.");
    seconds += 100;
    assertThat(state()).as("waiting is no stall").isEqualTo(State.BUSY);
    health.opened(WEBCAM, now());
    assertThat(state()).as("until a frame is there").isEqualTo(State.BUSY);
    frames(30, 0.1);
    assertThat(state()).isEqualTo(State.LIVE);
  }

  @Test
  void howItWasLostIsSaidUntilItIsBackOrTaken() {
    start();
    frames(30, 1);
    fail(Trouble.LOST, "Unplugged.");
    fail(Trouble.ABSENT, "There is no camera 0.");
    assertThat(state()).isEqualTo(State.LOST);
    assertThat(sentence()).isEqualTo("Unplugged.");
    fail(Trouble.BUSY, "Taken.");
    assertThat(state()).isEqualTo(State.BUSY);
    fail(Trouble.ABSENT, "There is no camera 0.");
    assertThat(state()).isEqualTo(State.LOST);
    assertThat(sentence()).isEqualTo("There is no camera 0.");
  }

  @Test
  void aFileIsNeitherSlowNorStalled() {
    health.starting(now());
    health.opened(new CameraInfo("f.mp4", "FFmpeg", 640, 480, "h264", 30, false), now());
    frames(5, 10);
    seconds += 60;
    assertThat(state()).isEqualTo(State.LIVE);
    health.over(State.ENDED, "");
    assertThat(state()).isEqualTo(State.ENDED);
  }
}
