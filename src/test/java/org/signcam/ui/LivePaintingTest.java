package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.Mat;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.inference.OpenModel;
import org.signcam.model.Classifier;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.recognize.Speller;

/** When the Live tab is painted: with a camera that takes a frame when a test says so. */
@Timeout(120)
class LivePaintingTest {
  private static final double FRAME_MILLIS = 40;

  private final Semaphore taken = new Semaphore(0);
  private final Semaphore reads = new Semaphore(0); // one permit, one forward pass
  private final AtomicInteger read = new AtomicInteger();
  private final List<String> painted = new ArrayList<>(); // Swing thread
  private SharedSession session;
  private LiveTab tab;
  private final PaintLog log = new PaintLog();

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  @BeforeEach
  void open() throws Exception {
    OpenModel model = new OpenModel(Path.of("none"), card(), new Gated(), "CPU");
    Openers openers = new Openers((spec, options) -> Stepped::new, file -> model);
    SwingUtilities.invokeAndWait(
        () -> {
          session = new SharedSession(openers, WindowOptions.defaults(), Map.of(), false);
          tab = new LiveTab(session, null, command -> {}, this::paint);
          tab.measure(log);
          session.chooseModel(Path.of("none"));
          session.chooseCamera(null);
          tab.shown();
        });
    taken.release();
    Windows.until("the first frame", () -> log.frameMillis().length == 1);
    Windows.until("the model", () -> session.model().kind() == ModelState.Kind.READY);
  }

  @AfterEach
  void close() throws Exception {
    reads.release(1000);
    SwingUtilities.invokeAndWait(tab::hidden);
    session.close();
    tab.close();
  }

  /** In place of the screen: says what there was to be painted. */
  private void paint(Runnable then) {
    painted.add(tab.view().reading.view().letter());
    then.run();
  }

  private String letter() {
    return tab.view().reading.view().letter();
  }

  @Test
  void aReadingIsPaintedThoughNoFrameComesAfterIt() throws Exception {
    reads.release();
    Windows.until("the reading", () -> log.readingMillis().length == 1);
    assertThat(Windows.seen(this::letter)).isEqualTo("A");
    assertThat(log.frameMillis()).as("no frame but the first").hasSize(1);
  }

  @Test
  void aFrameIsPaintedThoughTheRecognizerIsStillAtTheOneBefore() throws Exception {
    taken.release();
    Windows.until("the second frame", () -> log.frameMillis().length == 2);
    assertThat(read.get()).isZero();
    assertThat(log.readingMillis()).isEmpty();
  }

  @Test
  void aWindowThatIsBusyStopsNeitherCameraNorRecognizer() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    SwingUtilities.invokeLater(
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    reads.release(1000);
    for (int frame = 1; frame <= 100; frame++) {
      taken.release();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (read.get() < frame) { // each is read, though nothing is painted
        assertThat(System.nanoTime()).as("frame %d is read", frame).isLessThan(end);
        Thread.sleep(1);
      }
    }
    busy.countDown();
    Windows.until("the newest reading", () -> log.readingMillis().length >= 1);
    assertThat(session.starved()).isZero();
    assertThat(log.frameMillis().length).as("the newest alone is painted").isLessThan(5);
  }

  @Test
  void afterCloseNothingIsPainted() throws Exception {
    reads.release(1000);
    Windows.until("a reading", () -> log.readingMillis().length == 1);
    int[] before = new int[1];
    SwingUtilities.invokeAndWait(
        () -> {
          tab.hidden();
          before[0] = painted.size();
        });
    int frames = read.get();
    taken.release(3);
    Windows.until("more is read", () -> read.get() > frames);
    SwingUtilities.invokeAndWait(() -> {});
    assertThat(Windows.seen(painted::size)).isEqualTo(before[0]);
  }

  @Test
  void aFrozenPreviewStaysFrozenAndGoesOnAfterwards() throws Exception {
    reads.release(1000);
    Windows.until("a reading", () -> log.readingMillis().length == 1);
    SwingUtilities.invokeAndWait(() -> tab.setFrozen(true));
    int frames = log.frameMillis().length;
    int before = read.get();
    taken.release();
    Windows.until("more is read", () -> read.get() > before);
    SwingUtilities.invokeAndWait(() -> {});
    assertThat(log.frameMillis()).hasSize(frames);
    assertThat(log.readingMillis()).hasSize(1);
    SwingUtilities.invokeAndWait(() -> tab.setFrozen(false));
    taken.release();
    Windows.until("it goes on", () -> log.frameMillis().length > frames);
  }

  @Test
  void aLetterThatIsHeldIsTypedOnceAndCanBeDeleted() throws Exception {
    reads.release(1000);
    // Until it has been read, the first frame's place may be the next one's.
    Windows.until("the first reading", () -> log.readingMillis().length == 1);
    for (int frame = 1; frame <= 2 * Speller.HOLD_MILLIS / FRAME_MILLIS; frame++) {
      int now = frame;
      taken.release();
      Windows.until("its reading", () -> log.readingMillis().length > now);
    }
    assertThat(Windows.seen(() -> tab.view().spelled.text())).isEqualTo("A");
    SwingUtilities.invokeAndWait(() -> tab.run(Command.TYPE_SPACE));
    SwingUtilities.invokeAndWait(() -> tab.run(Command.DELETE_LETTER));
    SwingUtilities.invokeAndWait(() -> tab.run(Command.DELETE_LETTER));
    assertThat(Windows.seen(() -> tab.view().spelled.text())).isEmpty();
  }

  private static ModelCard card() {
    float[] half = {0.5f, 0.5f, 0.5f};
    return new ModelCard(
        ModelCard.FORMAT,
        List.of("A", "nothing"),
        List.of("A"),
        "nothing",
        "resnet18",
        "layer4",
        "linear",
        true,
        16,
        half,
        half,
        "RGB",
        1,
        0.5,
        null,
        Map.of());
  }

  /** A network that answers when it may: always A. */
  private final class Gated implements Classifier {
    @Override
    public List<String> letters() {
      return List.of("A");
    }

    @Override
    public int inputSide() {
      return 16;
    }

    @Override
    public List<Prediction> predict(List<ByteBuffer> rgb) {
      reads.acquireUninterruptibly();
      read.incrementAndGet();
      return List.of(new Prediction(List.of("A"), new float[] {0.9f, 0.1f}, 0.5));
    }
  }

  /** A camera that takes a frame when it may. */
  private final class Stepped implements FrameSource {
    private final StandInFrames frames = new StandInFrames(Integer.MAX_VALUE);
    private int next;

    @Override
    public boolean read(Mat into) {
      try {
        taken.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      next++;
      return frames.read(into);
    }

    @Override
    public double mediaMillis() {
      return next * FRAME_MILLIS;
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
}
