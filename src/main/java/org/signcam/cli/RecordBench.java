package org.signcam.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.record.Burst;
import org.signcam.record.PictureSink;
import org.signcam.record.Recorder;
import org.signcam.samples.SampleStore;
import org.signcam.ui.OffscreenPreview;
import org.signcam.ui.PaintLog;

/**
 * {@code bench --record}: one long burst of {@value Burst#RATE} pictures a second beside a live
 * preview of 30 frames a second. The pictures are counted again in the store, opened anew.
 */
final class RecordBench {
  private static final double FPS = 30;

  private final Path model;
  private final String device;
  private final Supplier<FrameSource> source;
  private final Region region;

  RecordBench(Path model, String device, Supplier<FrameSource> source, Region region) {
    this.model = model;
    this.device = device;
    this.source = source;
    this.region = region;
  }

  /**
   * What became of the burst.
   *
   * @param due pictures that there was time for
   * @param counted acknowledged by the recorder
   * @param stored found in the store afterwards
   * @param heapEarly the Java heap in use after a collection, MB, when a tenth of the time was over
   * @param heapLate the same at the end
   */
  record Figures(
      double seconds,
      long due,
      int counted,
      int stored,
      double fps,
      double longestMillis,
      double heapEarly,
      double heapLate)
      implements BenchFigures {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("seconds", Json.rounded(seconds));
      line.put("due", due);
      line.put("counted", counted);
      line.put("stored", stored);
      line.put("fps", Json.rounded(fps));
      line.put("longest_gap_ms", Json.rounded(longestMillis));
      line.put("heap_early_mb", Json.rounded(heapEarly));
      line.put("heap_late_mb", Json.rounded(heapLate));
      return line;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d pictures in %.0f s (%d were due), %d in the store; preview %.1f fps, longest gap"
              + " %.0f ms; Java heap %.0f MB early, %.0f MB at the end%n",
          counted,
          seconds,
          due,
          stored,
          fps,
          longestMillis,
          heapEarly,
          heapLate);
    }
  }

  /**
   * Records for so many seconds.
   *
   * @param samples a folder of its own
   * @throws UserException when it cannot be written, or the source fails
   */
  Figures run(int seconds, Path samples) {
    Supplier<FrameSource> camera = () -> new SteadyFrames(source.get(), FPS);
    CompletableFuture<Recorder.Progress> ended = new CompletableFuture<>();
    Recorder.Listener listener =
        new Recorder.Listener() {
          @Override
          public void picture(Recorder.Progress progress) {
            // Counted in the end.
          }

          @Override
          public void ended(Recorder.Progress last, Recorder.End why, String sentence) {
            if (why == Recorder.End.STOPPED) {
              ended.complete(last);
            } else {
              ended.completeExceptionally(new UserException("Recording ended: " + sentence));
            }
          }
        };
    double[] heap = new double[2];
    long start;
    long end;
    int counted;
    PaintLog.Smoothness smooth;
    try (OffscreenPreview preview = OffscreenPreview.open(camera, region, device)) {
      preview.show(model);
      try (SampleStore store = SampleStore.open(samples);
          Recorder recorder =
              new Recorder(
                  preview::frameToRecord,
                  preview::region,
                  preview::reading,
                  PictureSink.into(store),
                  listener)) {
        start = System.nanoTime();
        recorder.begin(new Burst("bench", "A", "bench", Burst.RATE, 0, Set.of()));
        TimeUnit.MILLISECONDS.sleep(seconds * 100L);
        heap[0] = heap();
        TimeUnit.MILLISECONDS.sleep(seconds * 900L);
        heap[1] = heap();
        end = System.nanoTime();
        recorder.stop();
        smooth = preview.log().smoothness(start, end);
        counted = ended.get().kept();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The benchmark was stopped.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UserException sentence
          ? sentence
          : new IllegalStateException(e.getCause());
    }
    int stored;
    try (SampleStore store = SampleStore.open(samples)) {
      stored = store.set().size();
    }
    double all = (end - start) / 1e9;
    return new Figures(
        all,
        (long) (all * Burst.RATE),
        counted,
        stored,
        smooth.fps(),
        smooth.longestMillis(),
        heap[0],
        heap[1]);
  }

  /** MB in use; a collection asked for while native code holds an array may not take place. */
  private static double heap() throws InterruptedException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
      double used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
      least = Math.min(least, used);
    }
    return least;
  }
}
