package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.videoio.VideoWriter;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.CaptureLoop;
import org.signcam.camera.Frame;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.recognize.Reading;

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

  private CameraState await(CaptureLoop.State kind) throws InterruptedException {
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
        await(CaptureLoop.State.LIVE);
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
                    throw new CameraException(
                        CameraException.Trouble.ABSENT, "There is no camera. Plug one in.");
                  }
                  return open(Integer.MAX_VALUE);
                })) {
      session.chooseCamera(null, false);
      assertThat(await(CaptureLoop.State.ABSENT).sentence())
          .isEqualTo("There is no camera. Plug one in.");
      assertThat(await(CaptureLoop.State.LIVE).info().width()).isEqualTo(StandInFrames.WIDTH);
    }
  }

  @Test
  void theEndOfAFileIsSaid() throws Exception {
    try (LiveSession session = session((spec, options) -> () -> open(3))) {
      session.chooseCamera("hand.mp4", false);
      await(CaptureLoop.State.ENDED);
    }
  }

  @Test
  void aVideoOfWhichNothingCanBeDecodedWasNotShownToItsEnd(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("broken.avi");
    VideoWriter writer =
        new VideoWriter(
            file.toString(), VideoWriter.fourcc('M', 'J', 'P', 'G'), 25, new Size(64, 48));
    Mat mat = new Mat(48, 64, CvType.CV_8UC3, new Scalar(1, 2, 3));
    for (int i = 0; i < 3; i++) {
      writer.write(mat);
    }
    writer.release();
    mat.release();
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("\u00ff\u00d8");
        at >= 0;
        at = text.indexOf("\u00ff\u00d8", at + 1)) {
      Arrays.fill(bytes, at, text.indexOf("\u00ff\u00d9", at), (byte) 0);
    }
    Files.write(file, bytes);
    try (LiveSession session = session(Cameras::opener)) {
      session.chooseCamera(file.toString(), true);
      CameraState state = await(CaptureLoop.State.FAILED);
      MessagePane.Message message = CameraWords.message(state, () -> {}, () -> {}, () -> {});
      assertThat(message.title()).isEqualTo("This cannot be shown");
      assertThat(message.sentence())
          .contains("broken.avi holds no frame that can be read; name another file.");
    }
  }

  @Test
  void aModelThatIsMissingIsASentenceAndThePictureRuns() throws Exception {
    try (LiveSession session = session((spec, options) -> () -> open(Integer.MAX_VALUE))) {
      session.chooseModel(Path.of("missing.safetensors"));
      session.chooseCamera(null, false);
      await(CaptureLoop.State.LIVE);
      assertThat(models.poll(20, TimeUnit.SECONDS).kind()).isEqualTo(ModelState.Kind.LOADING);
      assertThat(models.poll(20, TimeUnit.SECONDS).sentence())
          .isEqualTo("There is no model missing.safetensors.");
    }
  }

  /** No model is loaded before the preview has shown frames meanwhile: it cannot wait for one. */
  @Test
  void theModelChangesBetweenTwoFramesAndThePreviewMissesNone(@TempDir Path dir) throws Exception {
    Path first = TinyModel.write(dir.resolve("first.safetensors"), dir);
    Path second = Files.copy(first, dir.resolve("second.safetensors"));
    Semaphore mayLoad = new Semaphore(0);
    Openers.ModelOpener real = Openers.real("cpu").model();
    SteppedFrames camera = new SteppedFrames();
    Openers openers =
        new Openers(
            (spec, options) -> () -> camera,
            file -> {
              mayLoad.acquireUninterruptibly();
              return real.load(file);
            });
    List<Long> seen = new ArrayList<>(); // frames' numbers, as the preview got them
    List<Long> read = new ArrayList<>(); // as the readings came
    try (LiveSession session = new LiveSession(openers, CameraOptions.defaults(), listener)) {
      session.chooseCamera("camera", false);
      for (Path next : List.of(first, second, first, second)) {
        session.chooseModel(next);
        for (int i = 0; i < 12; i++) {
          look(session, camera, seen, read);
        }
        mayLoad.release();
        while (!ready(next)) {
          look(session, camera, seen, read);
        }
        for (int before = read.size(); read.size() < before + 3; ) {
          look(session, camera, seen, read);
        }
      }
      camera.end();
    }
    assertThat(seen).hasSizeGreaterThan(48);
    for (int i = 1; i < seen.size(); i++) {
      assertThat(seen.get(i)).as("the frame after %d", seen.get(i - 1)).isEqualTo(seen.get(0) + i);
    }
    assertThat(read).isSorted().doesNotHaveDuplicates();
  }

  /** Whether what the session says next is that this model is in use. */
  private boolean ready(Path file) {
    ModelState state = models.poll();
    if (state == null || state.kind() == ModelState.Kind.LOADING) {
      return false;
    }
    assertThat(state.kind()).isEqualTo(ModelState.Kind.READY);
    assertThat(state.file()).isEqualTo(file);
    return true;
  }

  /** Lets the camera take a frame, looks at it as the preview does, and at what was read last. */
  private static void look(
      LiveSession session, SteppedFrames camera, List<Long> seen, List<Long> read)
      throws InterruptedException {
    camera.wanted.release();
    for (boolean looked = false; !looked; Thread.sleep(2)) {
      try (Frame frame = session.newestFrame()) {
        if (frame != null) {
          seen.add(frame.sequence());
          looked = true;
        }
      }
    }
    Reading reading = session.reading();
    if (reading != null && (read.isEmpty() || reading.sequence() != read.get(read.size() - 1))) {
      read.add(reading.sequence());
    }
  }

  /** A camera that takes a frame when it is asked to, so that no machine is too slow for it. */
  private static final class SteppedFrames implements FrameSource {
    private final StandInFrames frames = new StandInFrames(Integer.MAX_VALUE);
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean ended;
    private int next;

    void end() {
      ended = true;
      wanted.release();
    }

    @Override
    public boolean read(Mat into) {
      try {
        if (!wanted.tryAcquire(20, TimeUnit.SECONDS) || ended) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      next++;
      return frames.read(into);
    }

    @Override
    public double mediaMillis() {
      return (next - 1) * 100.0;
    }

    @Override
    public CameraInfo info() {
      return frames.info();
    }

    @Override
    public void close() {
      frames.close();
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
