package org.signcam.record;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.UserException;
import org.signcam.camera.Frame;
import org.signcam.image.Region;
import org.signcam.recognize.Reading;
import org.signcam.record.Recorder.End;
import org.signcam.record.Recorder.Listener;
import org.signcam.record.Recorder.Progress;
import org.signcam.record.Recorder.Running;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;

/**
 * What the writer thread does with a frame: look, cut, compress, write, count. The pixels are the
 * camera's own, never mirrored.
 */
final class PictureWriter implements AutoCloseable {
  private static final int JPEG_QUALITY = 95;

  /** A reading tells of a picture that was taken at most so long before or after, ns. */
  private static final long SAME_MOMENT = 500_000_000L;

  /** So long without a picture kept, and the burst ends: it might go on for ever, ns. */
  private static final long SKIPPING_PATIENCE = 10_000_000_000L;

  private final Supplier<Region> region;
  private final Supplier<Reading> reading;
  private final PictureSink.Opener sinks;
  private final Listener listener;
  private final PictureCheck check = new PictureCheck();
  private final MatOfByte jpeg = new MatOfByte();
  private final MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY);
  private PictureSink sink; // null before the first picture and after a failure
  private String signer;
  private String camera;

  // Of the burst under way.
  private Running running;
  private int kept;
  private int skipped;
  private long lastKept;
  private final Map<Fault, Integer> reasons = new EnumMap<>(Fault.class);

  PictureWriter(
      Supplier<Region> region,
      Supplier<Reading> reading,
      PictureSink.Opener sinks,
      Listener listener) {
    this.region = region;
    this.reading = reading;
    this.sinks = sinks;
    this.listener = listener;
  }

  /** Writes a frame of a burst, if that is still wanted. */
  void write(Running next, Frame frame) {
    begin(next);
    boolean enough = next.burst.count() > 0 && kept >= next.burst.count();
    if (enough || next.end() == End.FAILED) {
      return;
    }
    try {
      write(frame);
    } catch (UserException e) {
      fail(e.getMessage());
    } catch (RuntimeException e) { // a bug; the burst ends with a word, not in silence
      fail("The picture could not be recorded: " + e + ".");
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private void begin(Running next) {
    if (running != next) {
      running = next;
      kept = 0;
      skipped = 0;
      lastKept = System.nanoTime();
      reasons.clear();
      check.beginBurst();
    }
  }

  private void write(Frame frame) {
    Burst burst = running.burst;
    open(burst);
    Region wished = region.get();
    Region square =
        wished == null
            ? Region.centred(frame.width(), frame.height())
            : wished.clampTo(frame.width(), frame.height());
    Cut cut = Cut.of(square, frame.width(), frame.height());
    Mat picture = frame.bgr().submat(cut.frame()); // height×width, BGR; shares the frame's pixels
    Mat hand =
        picture.submat(
            cut.region().y(),
            cut.region().y() + square.side(),
            cut.region().x(),
            cut.region().x() + square.side());
    try {
      Set<Fault> faults = check.look(hand, noLetter(burst, frame, square));
      faults.forEach(fault -> reasons.merge(fault, 1, Integer::sum));
      Sample sample = null;
      if (faults.stream().noneMatch(burst.skip()::contains)) {
        sample = add(burst, picture, cut.region(), frame.stampNanos());
      } else {
        skipped++;
      }
      listener.picture(new Progress(burst, sample, faults, kept, skipped));
    } finally {
      hand.release();
      picture.release();
    }
    if (burst.count() > 0 && kept == burst.count()) {
      running.end(End.COMPLETE, "");
    } else if (frame.stampNanos() - lastKept > SKIPPING_PATIENCE) {
      running.end(End.NOTHING_KEPT, nothingKept());
    }
  }

  private void open(Burst burst) {
    if (sink == null || !burst.signer().equals(signer) || !burst.camera().equals(camera)) {
      closeSink();
      check.forget();
      sink = sinks.open(burst.signer(), burst.camera());
      signer = burst.signer();
      camera = burst.camera();
    }
  }

  private Sample add(Burst burst, Mat picture, Region hand, long stampNanos) {
    if (!Imgcodecs.imencode(".jpg", picture, jpeg, quality)) {
      throw new IllegalStateException("OpenCV compressed no picture");
    }
    if (kept == 0) {
      sink.nextBurst();
    }
    Instant time = Instant.now().minusNanos(System.nanoTime() - stampNanos);
    Sample sample = sink.add(burst.letter(), jpeg.toArray(), hand, time);
    kept++; // not before: it is on disk
    lastKept = stampNanos;
    check.keep();
    return sample;
  }

  private double noLetter(Burst burst, Frame frame, Region square) {
    Reading newest = reading.get();
    boolean tells =
        newest != null
            && newest.region().equals(square)
            && Math.abs(newest.stampNanos() - frame.stampNanos()) < SAME_MOMENT
            && !burst.letter().equals(SampleSet.NOTHING);
    return tells ? newest.prediction().rejection() : Double.NaN;
  }

  private String nothingKept() {
    Fault most =
        reasons.entrySet().stream()
            .filter(e -> running.burst.skip().contains(e.getKey()))
            .max(Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    return "No picture was kept for 10 seconds (" + most.title + "): " + most.remedy + ".";
  }

  private void fail(String sentence) {
    running.end(End.FAILED, sentence);
    closeSink();
  }

  /** All pictures of a burst have been written. */
  void end(Running last) {
    begin(last);
    listener.ended(
        new Progress(last.burst, null, Set.of(), kept, skipped), last.end(), last.sentence());
  }

  /** A rate in words: 15, 7.5. */
  static String number(double value) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }

  /** The next picture begins another session. */
  void closeSink() {
    PictureSink open = sink;
    sink = null;
    if (open != null) {
      try {
        open.close();
      } catch (UserException e) {
        // What was acknowledged is on disk; a sink that failed may fail again.
      }
    }
  }

  @Override
  public void close() {
    closeSink();
    check.close();
    jpeg.release();
    quality.release();
  }
}
