package org.signcam.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.signcam.base.Percentiles;
import org.signcam.base.UserException;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.CaptureLoop;
import org.signcam.camera.Exchange;
import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.model.Classifier;
import org.signcam.recognize.Reading;
import org.signcam.recognize.Recognizer;
import org.signcam.recognize.RecognizerLoop;
import org.signcam.recognize.Smoother;
import org.signcam.recognize.Speller;

/**
 * {@code live --headless}: a file frame by frame, none skipped, as fast as it goes; or a camera, or
 * a file played like one, through the same threads as the window's.
 */
final class HeadlessLive {
  /** Latencies kept for the percentiles: the newest hour at 30 fps; memory stays flat. */
  private static final int KEPT = 108_000;

  private final Classifier model;
  private final String camera;
  private final CameraOptions options;
  private final Region region;
  private final Double seconds;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;
  private final CountDownLatch stop = new CountDownLatch(1);
  private double[] latencies = new double[1024];
  private long readings;
  private final Speller speller = new Speller();
  private volatile Throwable failure;
  private boolean troubled; // under the capture loop's lock

  HeadlessLive(
      Classifier model,
      String camera,
      CameraOptions options,
      Region region,
      Double seconds,
      boolean json,
      PrintWriter out,
      PrintWriter err) {
    this.model = model;
    this.camera = camera;
    this.options = options;
    this.region = region;
    this.seconds = seconds;
    this.json = json;
    this.out = out;
    this.err = err;
  }

  /** Runs until the file or the time ends, or Ctrl-C; then prints the summary. */
  int run() {
    OpenCv.load();
    boolean played = Cameras.isLive(camera) || options.realtime();
    return ExitHook.run(() -> played ? live() : frameByFrame(), stop::countDown);
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  /** A square beside the frame would be moved into it and give plausible nonsense. */
  private void checkRegion(int width, int height) {
    if (region != null) {
      Regions.check(region, width, height);
    }
  }

  private int frameByFrame() {
    long start = System.nanoTime();
    try (FrameSource source = Cameras.open(camera, options);
        FramePool pool = new FramePool(1);
        Recognizer recognizer = new Recognizer(model, new Smoother())) {
      say(source.info().summary());
      checkRegion(source.info().width(), source.info().height());
      for (long number = 0; !stopped(); number++) {
        try (Frame frame = pool.lease()) {
          if (!source.read(frame.bgr())) {
            break;
          }
          frame.stamp(number, System.nanoTime(), source.mediaMillis()).truth(source.truth());
          if (seconds != null && frame.mediaMillis() >= seconds * 1000) {
            break;
          }
          print(recognizer.read(frame, region));
        }
      }
    } catch (CancellationException e) {
      stop.countDown(); // Ctrl-C between two frames
    }
    if (readings == 0) {
      throw new UserException(camera + " holds no frame that can be read; name another file.");
    }
    summary(readings, 0, start);
    return 0;
  }

  private int live() {
    Exchange exchange = new Exchange();
    OpenedSource opener = new OpenedSource(camera, options);
    FrameSource first = opener.first();
    long start = System.nanoTime();
    say(first.info().summary());
    checkRegion(first.info().width(), first.info().height());
    try (FramePool pool = new FramePool()) {
      CaptureLoop capture =
          Cameras.isLive(camera)
              ? new CaptureLoop(opener, pool, exchange)
              : new CaptureLoop(first, pool, exchange);
      run(capture, exchange);
      exchange.close(); // gives back a frame that nobody took
      summary(capture.frames(), exchange.dropped(), start);
      if (capture.state() == CaptureLoop.State.FAILED) {
        throw new UserException(capture.trouble());
      }
    }
    return 0;
  }

  /** Camera thread and recognizer thread, until the end of the file or of the time, or Ctrl-C. */
  private void run(CaptureLoop camera, Exchange exchange) {
    Recognizer reader = new Recognizer(model, new Smoother());
    try (RecognizerLoop recognizer =
            new RecognizerLoop(exchange, reader, () -> region, this::print);
        CaptureLoop capture = camera) {
      capture.onState(
          state -> {
            tell(capture, state);
            if (state == CaptureLoop.State.ENDED || state == CaptureLoop.State.FAILED) {
              stop.countDown();
            }
          });
      recognizer.onFailure(
          error -> {
            failure = error;
            stop.countDown();
          });
      capture.start();
      recognizer.start();
      awaitEnd();
    }
    if (failure != null) {
      throw new IllegalStateException("The recognizer failed", failure);
    }
  }

  private void awaitEnd() {
    try {
      if (seconds == null) {
        stop.await();
      } else {
        stop.await((long) (seconds * 1000), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is wrong with the camera, and that it is well again. */
  private void tell(CaptureLoop camera, CaptureLoop.State state) {
    String trouble = camera.trouble();
    if (!trouble.isEmpty() && state != CaptureLoop.State.FAILED) { // that is said at the end
      say(trouble);
    } else if (troubled && state.isRunning()) {
      say(camera.info().summary());
    }
    troubled = !trouble.isEmpty();
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }

  /** Prints a reading; the main thread's on files, the recognizer thread's on cameras. */
  private void print(Reading reading) {
    if (readings >= latencies.length && latencies.length < KEPT) {
      latencies = Arrays.copyOf(latencies, Math.min(KEPT, latencies.length * 2));
    }
    latencies[(int) (readings++ % latencies.length)] = reading.latencyMillis();
    speller.next(reading.letter(), reading.mediaMillis());
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("frame", reading.sequence());
      line.put("t_ms", Math.round(reading.mediaMillis() * 1000) / 1000.0);
      line.put("letter", reading.letter());
      line.put("raw", reading.raw());
      if (reading.truth() != null) {
        line.put("truth", reading.truth());
      }
      line.put("confidence", Json.rounded(reading.prediction().confidence()));
      out.println(Json.line(line));
    } else {
      out.printf(
          Locale.ROOT,
          "%8.1f ms  %s  %5.1f %%%n",
          reading.mediaMillis(),
          reading.letter() == null ? "-" : reading.letter(),
          100 * reading.prediction().confidence());
    }
    if (out.checkError()) { // also flushes; nobody reads any more
      stop.countDown();
    }
  }

  private void summary(long frames, long dropped, long start) {
    double wall = (System.nanoTime() - start) / 1e9;
    int kept = (int) Math.min(readings, latencies.length);
    Percentiles latency = kept == 0 ? null : Percentiles.of(Arrays.copyOf(latencies, kept));
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("frames", frames);
      summary.put("dropped", dropped);
      summary.put("fps", Json.rounded(frames / wall));
      Map<String, Object> percentiles = new LinkedHashMap<>();
      percentiles.put("p50", latency == null ? null : Json.rounded(latency.p50()));
      percentiles.put("p95", latency == null ? null : Json.rounded(latency.p95()));
      percentiles.put("p99", latency == null ? null : Json.rounded(latency.p99()));
      summary.put("latency_ms", percentiles);
      summary.put("text", speller.text());
      out.println(Json.line(Map.of("summary", summary)));
    } else {
      out.printf(
          Locale.ROOT,
          "%d frames, %d dropped, %.1f fps%s%n",
          frames,
          dropped,
          frames / wall,
          latency == null
              ? ""
              : String.format(
                  Locale.ROOT,
                  "; latency p50 %.1f, p95 %.1f, p99 %.1f ms",
                  latency.p50(),
                  latency.p95(),
                  latency.p99()));
      if (!speller.text().isEmpty()) {
        out.println("Spelled: " + speller.text());
      }
    }
    out.flush();
  }
}
