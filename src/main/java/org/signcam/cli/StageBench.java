package org.signcam.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signcam.base.Percentiles;
import org.signcam.base.UserException;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.Exchange;
import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.inference.OpenModel;
import org.signcam.recognize.Reading;
import org.signcam.recognize.Recognizer;
import org.signcam.recognize.Smoother;
import org.signcam.ui.OffscreenPainter;

/**
 * A frame's way, stage by stage and one frame after the other, so that no stage hides behind
 * another. {@code total} is all but {@code paint}: from the source asked to the reading; {@code
 * added} is what is done besides reading the source and running the model.
 */
final class StageBench {
  /** Frames before the clock starts: the first ones compile, allocate and tune. */
  private static final int WARM_UP = 10;

  private static final long AT_ONCE = 1000; // ms; the frame is there

  private static final List<String> STAGES =
      List.of("grab", "exchange", "crop", "forward", "post", "paint", "added", "total");

  private final OpenModel model;
  private final FrameSource source;
  private final Region region;

  StageBench(OpenModel model, FrameSource source, Region region) {
    this.model = model;
    this.source = source;
    this.region = region;
  }

  /**
   * What was found.
   *
   * @param millis of every timed frame by stage
   * @param fps if frames came as fast as they are read
   */
  record Figures(
      String model,
      String device,
      CameraInfo source,
      Map<String, double[]> millis,
      double fps,
      Memory memory)
      implements BenchFigures {
    private int frames() {
      return millis.get("total").length;
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> stages = new LinkedHashMap<>();
      millis.forEach((stage, ms) -> stages.put(stage, Json.percentiles(Percentiles.of(ms))));
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("model", model);
      figures.put("device", device);
      figures.put("source", source.name());
      figures.put("width", source.width());
      figures.put("height", source.height());
      figures.put("frames", frames());
      figures.put("fps", Json.rounded(fps));
      figures.put("stages_ms", stages);
      figures.put("memory", memory);
      return figures;
    }

    @Override
    public String toString() {
      Table table = new Table().row("STAGE", "p50 ms", "p95 ms", "p99 ms");
      millis.forEach(
          (stage, ms) -> {
            Percentiles p = Percentiles.of(ms);
            table.row(stage, number(p.p50()), number(p.p95()), number(p.p99()));
          });
      return table + "\n" + number(fps) + " fps over " + frames() + " frames; " + memory + "\n";
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
  }

  /** Times so many frames, after 10 to warm up. */
  Figures run(int frames) {
    Map<String, double[]> millis = time(frames);
    double sum = Arrays.stream(millis.get("total")).sum();
    return new Figures(
        model.file().toString(),
        model.device(),
        source.info(),
        millis,
        1000 * frames / sum,
        Memory.now());
  }

  private Map<String, double[]> time(int frames) {
    Map<String, double[]> millis = new LinkedHashMap<>();
    STAGES.forEach(stage -> millis.put(stage, new double[frames]));
    try (FramePool pool = new FramePool();
        Exchange exchange = new Exchange();
        Recognizer recognizer = new Recognizer(model.classifier(), new Smoother());
        OffscreenPainter painter = new OffscreenPainter();
        Progress progress = new Progress("bench", frames)) {
      for (int i = -WARM_UP; i < frames; i++) {
        long asked = System.nanoTime();
        exchange.publish(grab(pool, i + WARM_UP));
        try (Frame frame = exchange.take(AT_ONCE)) {
          long taken = System.nanoTime();
          Reading reading = recognizer.read(frame, region);
          double paint = painter.paint(frame, reading);
          if (i >= 0) {
            double grab = (frame.stampNanos() - asked) / 1e6;
            double exchanged = (taken - frame.stampNanos()) / 1e6;
            double crop = reading.times().cropMillis();
            double forward = reading.times().forwardMillis();
            double post = reading.times().postMillis();
            double total = grab + reading.latencyMillis();
            double added = reading.latencyMillis() - forward;
            double[] row = {grab, exchanged, crop, forward, post, paint, added, total};
            for (int stage = 0; stage < row.length; stage++) {
              millis.get(STAGES.get(stage))[i] = row[stage];
            }
            progress.stepTo(i + 1L);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The benchmark was stopped.", e);
    }
    return millis;
  }

  private Frame grab(FramePool pool, long number) {
    Frame frame = pool.lease();
    if (!source.read(frame.bgr())) {
      frame.close();
      throw new UserException(source.info().name() + " ended before a frame could be timed.");
    }
    return frame.stamp(number, System.nanoTime(), source.mediaMillis());
  }
}
