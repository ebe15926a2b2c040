package org.signcam.cli;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.opencv.core.Mat;
import org.signcam.base.Percentiles;
import org.signcam.base.UserException;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;
import org.signcam.inference.OpenModel;
import org.signcam.model.Classifier;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.ui.OffscreenPreview;

/**
 * {@code bench --soak N}: N frames through camera thread, exchange, recognizer thread and Swing
 * thread as fast as they go, and whether anything grows. A stand-in answers for the network, so
 * that it is the pipeline that is soaked; each frame is read, and painted unless a newer one is
 * there.
 */
final class SoakBench {
  private static final String STAND_IN = "a stand-in for the network";
  private static final long PATIENCE_SECONDS = 60;

  private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I");
  private static final List<String> LABELS =
      List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "nothing");
  private static final int SIDE = 224;

  private final Supplier<FrameSource> source;

  SoakBench(Supplier<FrameSource> source) {
    this.source = source;
  }

  /** Of a network that is not there. */
  private static ModelCard card() {
    float[] half = {0.5f, 0.5f, 0.5f};
    return new ModelCard(
        ModelCard.FORMAT,
        LABELS,
        LETTERS,
        "nothing",
        "resnet18",
        "layer4",
        "linear",
        true,
        SIDE,
        half,
        half,
        "RGB",
        1,
        0.5,
        null,
        Map.of());
  }

  /**
   * What the process holds.
   *
   * @param leased frame buffers that somebody holds
   * @param handles what else it holds
   */
  record Held(Memory memory, int leased, Handles handles) {}

  /**
   * What became of them.
   *
   * @param early when a tenth of the frames was through
   * @param late when all were
   * @param first from arrival to reading, ms, of the first tenth of the frames
   * @param last of the last tenth
   * @param firstPainted from arrival to painted reading, ms, of the first tenth
   */
  record Figures(
      long frames,
      double seconds,
      long dropped,
      long starved,
      Held early,
      Held late,
      Percentiles first,
      Percentiles last,
      Percentiles firstPainted,
      Percentiles lastPainted)
      implements BenchFigures {
    /** Growth from a tenth to the end, %; null where it is not known. */
    static Double growth(Double early, Double late) {
      return early == null || late == null ? null : Json.rounded(100 * (late / early - 1));
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("network", STAND_IN);
      line.put("frames", frames);
      line.put("seconds", Json.rounded(seconds));
      line.put("fps", Json.rounded(frames / seconds));
      line.put("dropped_at_recognizer", dropped);
      line.put("starved_at_camera", starved);
      line.put("early", early);
      line.put("late", late);
      line.put("resident_growth_percent", residentGrowth());
      line.put("heap_growth_percent", heapGrowth());
      line.put("ready_first_tenth_ms", Json.percentiles(first));
      line.put("ready_last_tenth_ms", Json.percentiles(last));
      line.put("painted_first_tenth_ms", Json.percentiles(firstPainted));
      line.put("painted_last_tenth_ms", Json.percentiles(lastPainted));
      return line;
    }

    private Double residentGrowth() {
      return growth(early.memory().resident(), late.memory().resident());
    }

    private Double heapGrowth() {
      return growth(early.memory().heap(), late.memory().heap());
    }

    @Override
    public String toString() {
      Table table = new Table().row("", "after a tenth", "at the end", "growth %");
      add(table, "resident MB", early.memory().resident(), late.memory().resident());
      add(table, "Java heap MB", early.memory().heap(), late.memory().heap());
      add(table, "frames leased", early.leased(), late.leased());
      add(table, "OpenCV matrices", early.handles().mats(), late.handles().mats());
      add(table, "file descriptors", early.handles().files(), late.handles().files());
      add(table, "threads", early.handles().threads(), late.handles().threads());
      add(table, "reading p99 ms", first.p99(), last.p99());
      add(table, "painted p99 ms", firstPainted.p99(), lastPainted.p99());
      return String.format(
          Locale.ROOT,
          "%d frames in %.0f s (%.0f a second) with %s: %d dropped at the recognizer, %d starved at"
              + " the camera%n%n%s",
          frames,
          seconds,
          frames / seconds,
          STAND_IN,
          dropped,
          starved,
          table);
    }

    private static void add(Table table, String what, Number early, Number late) {
      Double growth =
          early == null || late == null || early.doubleValue() == 0
              ? null
              : growth(early.doubleValue(), late.doubleValue());
      table.row(what, number(early), number(late), number(growth));
    }

    private static String number(Number value) {
      if (value instanceof Double real) {
        return String.format(Locale.ROOT, "%.2f", real);
      }
      return value == null ? "–" : value.toString();
    }
  }

  /**
   * Sends so many frames through.
   *
   * @throws UserException when the source cannot be read
   */
  Figures run(int frames) {
    Gate gate = new Gate();
    OpenModel model = new OpenModel(Path.of("none"), card(), gate.network(), "CPU");
    try (OffscreenPreview preview = OffscreenPreview.open(() -> gate.camera(source.get()), model)) {
      Handles.now(); // what it takes to look is there before the first look
      long start = System.nanoTime();
      gate.letThrough(1);
      preview.show(model.file());
      gate.await(frames / 10);
      preview.settle();
      Percentiles first = Percentiles.of(preview.log().readyMillis());
      Percentiles firstPainted = Percentiles.of(preview.log().readingMillis());
      preview.log().setPaused(true);
      preview.log().clear();
      Held early = held(preview);
      gate.await(frames - frames / 10);
      preview.log().setPaused(false);
      gate.await(frames);
      preview.settle();
      double seconds = (System.nanoTime() - start) / 1e9;
      Percentiles last = Percentiles.of(preview.log().readyMillis());
      Percentiles lastPainted = Percentiles.of(preview.log().readingMillis());
      Held late = held(preview);
      return new Figures(
          frames,
          seconds,
          preview.dropped(),
          preview.starved(),
          early,
          late,
          first,
          last,
          firstPainted,
          lastPainted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The benchmark was stopped.", e);
    }
  }

  private static Held held(OffscreenPreview preview) throws InterruptedException {
    Memory memory = Memory.afterCollection();
    return new Held(memory, preview.leased(), Handles.now());
  }

  /**
   * Lets frames through: the camera takes the next when the recognizer has read the one before, up
   * to where the benchmark waits, so that nothing moves while it looks.
   */
  private static final class Gate {
    private final Semaphore read = new Semaphore(1); // permits to take a frame
    private final Semaphore allowed = new Semaphore(0);
    private volatile long done;
    private int let;

    /** So many frames in all may come. */
    void letThrough(int frames) {
      allowed.release(frames - let);
      let = frames;
    }

    /** Lets frames through until so many have been read. */
    void await(int frames) throws InterruptedException {
      letThrough(frames);
      long before = -1;
      long patience = 0;
      while (done < frames) {
        TimeUnit.MILLISECONDS.sleep(5);
        patience = done == before ? patience : System.nanoTime();
        before = done;
        if (System.nanoTime() - patience > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw new UserException("Nothing moved for a minute after " + done + " frames.");
        }
      }
      TimeUnit.MILLISECONDS.sleep(100); // the last one is handed on
    }

    FrameSource camera(FrameSource frames) {
      return new FrameSource() {
        @Override
        public boolean read(Mat into) {
          try {
            read.acquire();
            allowed.acquire();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false; // closing
          }
          return frames.read(into);
        }

        @Override
        public double mediaMillis() {
          return frames.mediaMillis();
        }

        @Override
        public CameraInfo info() {
          CameraInfo it = frames.info();
          return new CameraInfo(
              it.name(), it.backend(), it.width(), it.height(), it.format(), it.fps(), true);
        }

        @Override
        public void close() {
          frames.close();
        }
      };
    }

    /** Answers the letters in turn, and lets the next frame come. */
    Classifier network() {
      List<Prediction> answers = LETTERS.stream().map(Gate::answer).toList();
      return new Classifier() {
        @Override
        public List<String> letters() {
          return LETTERS;
        }

        @Override
        public int inputSide() {
          return SIDE;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // only the recognizer thread counts
        public List<Prediction> predict(List<ByteBuffer> rgb) {
          Prediction answer = answers.get((int) (done / 30 % answers.size()));
          done++;
          read.release();
          return Collections.nCopies(rgb.size(), answer);
        }
      };
    }

    private static Prediction answer(String letter) {
      float[] probabilities = new float[LABELS.size()];
      Arrays.fill(probabilities, 0.02f);
      probabilities[LETTERS.indexOf(letter)] = 1 - 0.02f * (LABELS.size() - 1);
      return new Prediction(LETTERS, probabilities, 0.5);
    }
  }
}
