package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.signcam.base.Percentiles;
import org.signcam.camera.CameraException;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.recognize.Reading;
import org.signcam.record.Burst;
import org.signcam.record.PictureSink;
import org.signcam.record.Recorder;
import org.signcam.samples.SampleStore;
import org.signcam.ui.OffscreenPreview;
import org.signcam.ui.TinyModel;

/**
 * Camera, exchanges, recognizer, window and recorder on a tiny network, as fast as they go, while
 * models are swapped, the camera is lost, and pictures are recorded: nothing may grow. Five
 * minutes' worth of frames; {@code -Dsigncam.soak.frames=864000} are eight hours'. Prints what it
 * saw.
 */
class SoakTest {
  private static final int FRAMES = Integer.getInteger("signcam.soak.frames", 9000);
  private static final int ROUNDS = Math.max(10, Math.min(200, FRAMES / 450));
  private static final int RECORDED = 10; // a round
  private static final String NDARRAY = "ai.djl.pytorch.engine.PtNDArray";

  private final LinkedBlockingQueue<Recorder.Progress> ended = new LinkedBlockingQueue<>();
  private final Camera camera = new Camera();
  private OffscreenPreview preview;

  /** A camera that gives the next frame when the one before has been read, and can be unplugged. */
  private final class Camera {
    private volatile long given;
    private volatile boolean held;
    private volatile boolean unplugged;
    private volatile int opened;

    @SuppressWarnings("NonAtomicVolatileUpdate") // the camera thread alone writes
    FrameSource open() {
      opened++;
      FrameSource frames = new MadeFrames();
      return new FrameSource() {
        @Override
        public boolean read(Mat into) {
          await();
          if (unplugged) {
            unplugged = false;
            throw new CameraException(Trouble.LOST, "It was unplugged.");
          }
          given++;
          return frames.read(into);
        }

        @Override
        public double mediaMillis() {
          return frames.mediaMillis();
        }

        @Override
        public CameraInfo info() {
          return new CameraInfo("made", "none", 640, 480, "noise", 0, true);
        }

        @Override
        public void close() {
          frames.close();
        }
      };
    }

    /** At most 20 ms: a frame that was dropped is never read. */
    private void await() {
      long end = System.nanoTime() + 20_000_000;
      while (held || (isReading() && System.nanoTime() < end)) {
        if (Thread.currentThread().isInterrupted()) {
          return; // closing
        }
        LockSupport.parkNanos(100_000);
      }
    }

    private boolean isReading() {
      Reading reading = preview == null ? null : preview.reading();
      return reading != null && reading.sequence() < given - 1;
    }
  }

  /** What the process holds while nothing moves. */
  private record Held(Memory memory, Handles handles, Long arrays, int leased) {}

  private Held look() throws InterruptedException {
    camera.held = true;
    TimeUnit.MILLISECONDS.sleep(300);
    preview.settle();
    Held held =
        new Held(
            Memory.afterCollection(), Handles.now(), Handles.instances(NDARRAY), preview.leased());
    camera.held = false;
    return held;
  }

  private void await(long frames) throws InterruptedException {
    long before = -1;
    for (int still = 0; camera.given < frames; still++) {
      assertThat(still).as("frames stand still at %d", before).isLessThan(6000);
      still = camera.given == before ? still : 0;
      before = camera.given;
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private final class Watcher implements Recorder.Listener {
    @Override
    public void picture(Recorder.Progress progress) {
      // Counted in the end.
    }

    @Override
    public void ended(Recorder.Progress last, Recorder.End why, String sentence) {
      ended.add(last);
    }
  }

  @Test
  void nothingGrows(@TempDir Path dir) throws Exception {
    OpenCv.load();
    Path one = TinyModel.write(dir.resolve("one.safetensors"), dir);
    List<Path> models = List.of(one, Files.copy(one, dir.resolve("two.safetensors")));
    Percentiles first = null;
    Percentiles last;
    Held early = null;
    Held late;
    long start = System.nanoTime();
    try (OffscreenPreview opened = OffscreenPreview.open(camera::open, null, "cpu");
        SampleStore store = SampleStore.open(dir.resolve("samples"))) {
      preview = opened;
      preview.show(models.get(0));
      try (Recorder recorder =
          new Recorder(
              preview::frameToRecord,
              preview::region,
              preview::reading,
              PictureSink.into(store),
              new Watcher())) {
        for (int round = 1; round <= ROUNDS; round++) {
          await((long) FRAMES * round / ROUNDS);
          if (round == ROUNDS / 10) {
            first = Percentiles.of(preview.log().readyMillis());
            preview.log().setPaused(true);
            preview.log().clear();
            early = look();
          } else if (round == ROUNDS - ROUNDS / 10) {
            preview.log().setPaused(false);
          }
          if (round < ROUNDS) {
            disturb(recorder, models.get(round % 2));
          }
        }
      }
      last = Percentiles.of(preview.log().readyMillis());
      late = look();
      assertThat(store.set().size()).isEqualTo(RECORDED * (ROUNDS - 1));
    }
    print(first, last, early, late, (System.nanoTime() - start) / 1e9);
    assertThat(camera.opened).as("lost and found").isEqualTo(ROUNDS);
    assertThat(late.leased()).isLessThanOrEqualTo(4);
    assertThat(late.arrays()).isLessThanOrEqualTo(early.arrays());
    assertThat(late.handles().threads()).isLessThanOrEqualTo(early.handles().threads() + 2);
    assertThat(late.memory().heap()).isLessThan(early.memory().heap() * 1.1 + 2);
    if (early.handles().mats() != null) {
      assertThat(late.handles().mats()).isLessThanOrEqualTo(early.handles().mats() + 8);
    }
    if (early.handles().files() != null) {
      assertThat(late.handles().files()).isLessThanOrEqualTo(early.handles().files() + 2);
      assertThat(late.memory().resident()).isLessThan(early.memory().resident() * 1.2);
    }
  }

  /** Another model, ten pictures recorded, and the camera is lost; frames go on meanwhile. */
  private void disturb(Recorder recorder, Path model) throws InterruptedException {
    preview.show(model);
    recorder.begin(new Burst("soak", "A", "made", Burst.RATE, RECORDED, Set.of()));
    Recorder.Progress recorded = ended.poll(60, TimeUnit.SECONDS);
    assertThat(recorded).as("the recording's end").isNotNull();
    assertThat(recorded.kept()).isEqualTo(RECORDED);
    camera.unplugged = true;
    int before = camera.opened;
    for (int i = 0; camera.opened == before; i++) {
      assertThat(i).as("opened again").isLessThan(2000);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void print(
      Percentiles first, Percentiles last, Held early, Held late, double seconds) {
    Table table = new Table().row("", "after a tenth", "at the end");
    table.row("resident MB", text(early.memory().resident()), text(late.memory().resident()));
    table.row("Java heap MB", text(early.memory().heap()), text(late.memory().heap()));
    table.row("frames leased", text(early.leased()), text(late.leased()));
    table.row("OpenCV matrices", text(early.handles().mats()), text(late.handles().mats()));
    table.row("NDArrays", text(early.arrays()), text(late.arrays()));
    table.row("file descriptors", text(early.handles().files()), text(late.handles().files()));
    table.row("threads", text(early.handles().threads()), text(late.handles().threads()));
    table.row("reading p99 ms, first and last tenth", text(first.p99()), text(last.p99()));
    System.out.printf(
        "Soak: %d frames in %.0f s, %d times another model, %d cameras lost, %d pictures recorded%n%s%n",
        FRAMES, seconds, ROUNDS - 1, ROUNDS - 1, RECORDED * (ROUNDS - 1), table);
  }

  private static String text(Number value) {
    return value == null ? "–" : value instanceof Double real ? "%.2f".formatted(real) : "" + value;
  }
}
