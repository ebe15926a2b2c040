package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signcam.base.UserException;
import org.signcam.camera.CameraOptions;
import org.signcam.image.OpenCv;

@Timeout(60)
class LiveSessionTest {
  private final LinkedBlockingQueue<CameraState> cameras = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<ModelState> models = new LinkedBlockingQueue<>();
  private final Queue<StandInFrames> opened = new ConcurrentLinkedQueue<>();
  private final LiveSession.Listener listener =
      new LiveSession.Listener() {
        @Override
        public void camera(CameraState state) {
          cameras.add(state);
        }

        @Override
        public void model(ModelState state) {
          models.add(state);
        }
      };

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  private LiveSession session(Openers.CameraOpener opener) {
    Openers openers =
        new Openers(
            opener,
            file -> {
              throw new UserException("There is no model " + file + ".");
            });
    return new LiveSession(openers, CameraOptions.defaults(), listener);
  }

  private StandInFrames open(int length) {
    StandInFrames source = new StandInFrames(length);
    opened.add(source);
    return source;
  }

  private CameraState await(CameraState.Kind kind) throws InterruptedException {
    while (true) {
      CameraState state = cameras.poll(20, TimeUnit.SECONDS);
      assertThat(state).as("waiting for %s", kind).isNotNull();
      if (state.kind() == kind) {
        return state;
      }
    }
  }

  @Test
  void switchingTwentyTimesClosesEverySource() throws Exception {
    try (LiveSession session = session((spec, options) -> () -> open(Integer.MAX_VALUE))) {
      for (int i = 0; i < 20; i++) {
        session.chooseCamera("camera " + i, false);
        await(CameraState.Kind.RUNNING);
      }
    }
    assertThat(opened).hasSize(20).allMatch(StandInFrames::isClosed);
    assertThat(threads()).doesNotContain("camera", "recognizer");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void aCameraThatComesLaterIsPickedUp() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (LiveSession session =
        session(
            (spec, options) ->
                () -> {
                  if (tries.incrementAndGet() == 1) {
                    throw new UserException("There is no camera. Plug one in.");
                  }
                  return open(Integer.MAX_VALUE);
                })) {
      session.chooseCamera(null, false);
      assertThat(await(CameraState.Kind.MISSING).sentence())
          .isEqualTo("There is no camera. Plug one in.");
      assertThat(await(CameraState.Kind.RUNNING).info().width()).isEqualTo(StandInFrames.WIDTH);
    }
  }

  @Test
  void theEndOfAFileIsSaid() throws Exception {
    try (LiveSession session = session((spec, options) -> () -> open(3))) {
      session.chooseCamera("hand.mp4", false);
      await(CameraState.Kind.ENDED);
    }
  }

  @Test
  void aModelThatIsMissingIsASentenceAndThePictureRuns() throws Exception {
    try (LiveSession session = session((spec, options) -> () -> open(Integer.MAX_VALUE))) {
      session.chooseModel(Path.of("missing.safetensors"));
      session.chooseCamera(null, false);
      await(CameraState.Kind.RUNNING);
      assertThat(models.poll(20, TimeUnit.SECONDS).kind()).isEqualTo(ModelState.Kind.LOADING);
      assertThat(models.poll(20, TimeUnit.SECONDS).sentence())
          .isEqualTo("There is no model missing.safetensors.");
    }
  }

  @Test
  void theMedianLatencyForgetsWhatIsOld() {
    LatencyMeter meter = new LatencyMeter();
    assertThat(meter.median()).isNaN();
    meter.add(1000);
    for (int i = 0; i < 200; i++) {
      meter.add(i % 2 == 0 ? 20 : 30);
    }
    assertThat(meter.median()).isEqualTo(25);
  }
}
