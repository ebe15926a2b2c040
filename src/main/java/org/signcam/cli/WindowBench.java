package org.signcam.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.signcam.base.Percentiles;
import org.signcam.base.UserException;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.ui.MeasuredWindow;
import org.signcam.ui.OffscreenPreview;
import org.signcam.ui.PaintLog;

/**
 * {@code bench --window}: 30 frames a second through the window's own threads, and when they and
 * their readings are on the screen. On the real window where there is a display, else painted
 * offscreen.
 */
final class WindowBench {
  private static final double FPS = 30;
  private static final int WARM_UP_SECONDS = 3;

  private final Path model;
  private final String device;
  private final Supplier<FrameSource> source;
  private final Region region;
  private final AtomicReference<SteadyFrames> camera = new AtomicReference<>();

  WindowBench(Path model, String device, Supplier<FrameSource> source, Region region) {
    this.model = model;
    this.device = device;
    this.source = source;
    this.region = region;
  }

  /**
   * What was seen, times in ms.
   *
   * @param where what was painted on
   * @param forward the model's part of {@code ready}
   * @param ready from a frame's arrival to its reading
   * @param readingPainted from a frame's arrival to its reading on the screen
   * @param framePainted from a frame's arrival to its picture on the screen
   * @param due frames that the camera took
   * @param lost of those, that nobody fetched in time
   * @param starved of those, that found no free buffer
   * @param dropped fetched, but not read, for a newer one was there
   * @param handles at the end
   */
  record Figures(
      String where,
      double seconds,
      Percentiles forward,
      Percentiles ready,
      Percentiles readingPainted,
      Percentiles framePainted,
      PaintLog.Smoothness smooth,
      long due,
      long lost,
      long starved,
      long dropped,
      Memory early,
      Memory late,
      Handles handles)
      implements BenchFigures {
    private Map<String, Percentiles> stages() {
      Map<String, Percentiles> stages = new LinkedHashMap<>();
      stages.put("forward", forward);
      stages.put("reading ready", ready);
      stages.put("reading painted", readingPainted);
      stages.put("frame painted", framePainted);
      return stages;
    }

    /** The 95th percentile of a reading's way to the screen, less the forward pass's, ms. */
    private double added() {
      return readingPainted.p95() - forward.p95();
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("painted_on", where);
      line.put("seconds", Json.rounded(seconds));
      stages()
          .forEach((stage, p) -> line.put(stage.replace(' ', '_') + "_ms", Json.percentiles(p)));
      line.put("painted_less_forward_p95_ms", Json.rounded(added()));
      line.put("preview_fps", Json.rounded(smooth.fps()));
      line.put("longest_gap_ms", Json.rounded(smooth.longestMillis()));
      line.put("frames_due", due);
      line.put("lost_at_camera", lost);
      line.put("starved_at_camera", starved);
      line.put("dropped_at_recognizer", dropped);
      line.put("memory_early", early);
      line.put("memory_late", late);
      line.put("handles", handles);
      return line;
    }

    @Override
    public String toString() {
      Table table = new Table().row("FRAME ARRIVED →", "p50 ms", "p95 ms", "p99 ms");
      stages()
          .forEach(
              (stage, p) -> table.row(stage, number(p.p50()), number(p.p95()), number(p.p99())));
      List<String> lines = new ArrayList<>();
      lines.add(
          "Reading painted less forward pass, p95: %s ms; preview %s fps, longest gap %s ms"
              .formatted(number(added()), number(smooth.fps()), number(smooth.longestMillis())));
      lines.add(
          "%d frames in %s s on %s: %d lost and %d starved at the camera, %d dropped at the recognizer"
              .formatted(due, number(seconds), where, lost, starved, dropped));
      lines.add("Memory early: " + early + "; late: " + late);
      lines.add("At the end: " + handles);
      return table + "\n" + String.join("\n", lines) + "\n";
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  }

  /**
   * Plays so many seconds, after a few to warm up.
   *
   * @param folder for the window's settings, empty
   * @throws UserException when the model or the source cannot be read
   */
  Figures run(int seconds, Path folder) {
    try {
      if (MeasuredWindow.isPossible()) {
        try (MeasuredWindow window =
            MeasuredWindow.open(this::open, model, region, device, folder)) {
          return watch("a real window", window.log(), window::starved, window::dropped, seconds);
        }
      }
      try (OffscreenPreview preview = OffscreenPreview.open(this::open, region, device)) {
        preview.show(model);
        return watch(
            "an offscreen image, there being no display",
            preview.log(),
            preview::starved,
            preview::dropped,
            seconds);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The benchmark was stopped.", e);
    }
  }

  private FrameSource open() {
    SteadyFrames frames = new SteadyFrames(source.get(), FPS);
    camera.set(frames);
    return frames;
  }

  private Figures watch(
      String where, PaintLog log, LongSupplier starved, LongSupplier dropped, int seconds)
      throws InterruptedException {
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    Memory early = Memory.afterCollection();
    log.clear();
    long start = System.nanoTime();
    long lostBefore = camera.get().lost();
    long starvedBefore = starved.getAsLong();
    long droppedBefore = dropped.getAsLong();
    TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(seconds) - System.nanoTime());
    long end = System.nanoTime();
    Memory late = Memory.afterCollection();
    if (log.readingMillis().length == 0) {
      throw new UserException("Nothing was read; is the clip readable?");
    }
    return new Figures(
        where,
        (end - start) / 1e9,
        Percentiles.of(log.forwardMillis()),
        Percentiles.of(log.readyMillis()),
        Percentiles.of(log.readingMillis()),
        Percentiles.of(log.frameMillis()),
        log.smoothness(start, end),
        Math.round((end - start) / 1e9 * FPS),
        camera.get().lost() - lostBefore,
        starved.getAsLong() - starvedBefore,
        dropped.getAsLong() - droppedBefore,
        early,
        late,
        Handles.now());
  }
}
