package org.signcam.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.signcam.base.Plural;
import org.signcam.base.UserException;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.CaptureLoop;
import org.signcam.camera.Exchange;
import org.signcam.camera.FramePool;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.model.Classifier;
import org.signcam.recognize.Reading;
import org.signcam.recognize.Recognizer;
import org.signcam.recognize.RecognizerLoop;
import org.signcam.recognize.Smoother;
import org.signcam.record.Burst;
import org.signcam.record.Fault;
import org.signcam.record.PictureSink;
import org.signcam.record.Recorder;
import org.signcam.samples.SampleStore;

/**
 * {@code record --headless}: one burst, from a camera through the same threads as the window's, or
 * from a file frame by frame.
 */
final class HeadlessRecord implements Recorder.Listener {
  private final String camera;
  private final CameraOptions options;
  private final Region region;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Recorder.Progress last;
  private volatile Recorder.End end;
  private volatile String sentence;
  private volatile Recorder recorder;
  private volatile boolean stopped;

  HeadlessRecord(
      String camera,
      CameraOptions options,
      Region region,
      boolean json,
      PrintWriter out,
      PrintWriter err) {
    this.camera = camera;
    this.options = options;
    this.region = region;
    this.json = json;
    this.out = out;
    this.err = err;
  }

  /**
   * Records one burst, until it has its pictures, the file ends, or Ctrl-C.
   *
   * @param model looks for a hand; null for nobody
   * @param count pictures; 0 for all there are
   * @return the exit code
   * @throws UserException when fewer pictures than asked for could be recorded; those are kept
   */
  int run(
      SampleStore store,
      Classifier model,
      String signer,
      String letter,
      double rate,
      int count,
      Set<Fault> skip) {
    OpenCv.load();
    store.notices().forEach(this::say);
    return ExitHook.run(() -> record(store, model, signer, letter, rate, count, skip), this::stop);
  }

  /** Ctrl-C, or the end of a file: what has been taken is still written. */
  private void stop() {
    stopped = true;
    Recorder running = recorder;
    if (running != null) {
      running.stop();
    }
  }

  private int record(
      SampleStore store,
      Classifier model,
      String signer,
      String letter,
      double rate,
      int count,
      Set<Fault> skip) {
    OpenedSource opener = new OpenedSource(camera, options);
    FrameSource first = opener.first();
    CameraInfo info = first.info();
    say(info.summary());
    try {
      if (region != null) {
        Regions.check(region, info.width(), info.height());
      }
    } catch (UserException e) {
      first.close();
      throw e;
    }
    double most = info.fps() > 0 ? Math.min(rate, info.fps()) : rate;
    Burst burst = new Burst(signer, letter, info.name(), most, count, skip);
    if (info.live()) {
      fromCamera(burst, opener, model, store);
    } else {
      fromFile(burst, first, model, store);
    }
    return summary(count);
  }

  /** Frame by frame, as fast as it goes, by the file's own clock. */
  private void fromFile(Burst burst, FrameSource source, Classifier model, SampleStore store) {
    try (source;
        Recognizer recognizer = model == null ? null : new Recognizer(model, new Smoother());
        FileTap tap = new FileTap(source, recognizer, region, this::stop);
        Recorder running =
            new Recorder(tap, () -> region, tap::reading, PictureSink.into(store), this)) {
      record(running, burst);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fromCamera(Burst burst, OpenedSource opener, Classifier model, SampleStore store) {
    Exchange toRecorder = new Exchange();
    Exchange toRecognizer = new Exchange();
    AtomicReference<Reading> reading = new AtomicReference<>();
    RecognizerLoop recognizer =
        model == null
            ? null
            : new RecognizerLoop(
                toRecognizer, new Recognizer(model, new Smoother()), () -> region, reading::set);
    try (FramePool pool = new FramePool();
        recognizer;
        CaptureLoop capture = new CaptureLoop(opener, pool, toRecorder, toRecognizer);
        Recorder running =
            new Recorder(
                toRecorder::take, () -> region, reading::get, PictureSink.into(store), this)) {
      capture.onState(
          state -> {
            if (!capture.trouble().isEmpty()) {
              say(capture.trouble());
            }
          });
      if (recognizer != null) {
        recognizer.start();
      }
      capture.start();
      record(running, burst);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      toRecorder.close(); // gives back a frame that nobody took
      toRecognizer.close();
    }
  }

  private void record(Recorder running, Burst burst) throws InterruptedException {
    recorder = running;
    running.begin(burst);
    if (stopped) {
      running.stop();
    }
    ended.await();
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public void picture(Recorder.Progress progress) { // writer thread
    String faults =
        progress.faults().stream().map(Fault::key).sorted().collect(Collectors.joining(", "));
    boolean kept = progress.sample() != null;
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("file", kept ? progress.sample().file().toString() : null);
      line.put("letter", progress.burst().letter());
      line.put("burst", kept ? progress.sample().burst() : null);
      line.put("kept", progress.kept());
      line.put("faults", progress.faults().stream().map(Fault::key).sorted().toList());
      out.println(Json.line(line));
    } else {
      out.println(
          (kept ? progress.sample().file().toString() : "(not kept)")
              + (faults.isEmpty() ? "" : "  " + faults));
    }
    out.flush();
  }

  @Override
  public void ended(Recorder.Progress progress, Recorder.End why, String words) { // writer thread
    last = progress;
    end = why;
    sentence = words;
    ended.countDown();
  }

  private int summary(int count) {
    int kept = last.kept();
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("kept", kept);
      summary.put("skipped", last.skipped());
      summary.put("complete", count == 0 ? kept > 0 : kept == count);
      out.println(Json.line(Map.of("summary", summary)));
    } else {
      out.printf("%s kept, %d not%n", Plural.of(kept, "picture"), last.skipped());
    }
    out.flush();
    boolean wholeFile = count == 0 && kept > 0 && end == Recorder.End.STOPPED;
    if (wholeFile || end == Recorder.End.COMPLETE) {
      return 0;
    }
    String of = count == 0 ? "" : " of " + count;
    throw new UserException(
        sentence.isEmpty()
            ? camera
                + " ended, or was stopped, after "
                + kept
                + of
                + " pictures, which are saved; a file begins again with --loop."
            : sentence + " " + kept + of + " pictures are saved.");
  }
}
