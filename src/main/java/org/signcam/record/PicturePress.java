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
import org.signcam.camera.Frame;
import org.signcam.image.Region;
import org.signcam.recognize.Reading;
import org.signcam.record.Recorder.End;
import org.signcam.record.Recorder.Running;
import org.signcam.samples.SampleSet;

/**
 * From a frame to the bytes that are to be written: looks at it, cuts it, compresses it. The pixels
 * are the camera's own, never mirrored. One thread.
 */
final class PicturePress implements AutoCloseable {
  private static final int JPEG_QUALITY = 95;

  /** A reading tells of a picture that was taken at most so long before or after, ns. */
  private static final long SAME_MOMENT = 500_000_000L;

  /** So long without a picture kept, and the burst ends: it might go on for ever, ns. */
  private static final long SKIPPING_PATIENCE = 10_000_000_000L;

  /**
   * A picture on its way to the disk.
   *
   * @param jpeg null when it is not to be kept
   * @param region where the region lies in the picture, px
   */
  record Print(byte[] jpeg, Region region, Instant time, Set<Fault> faults) {}

  private final Supplier<Region> region;
  private final Supplier<Reading> reading;
  private final PictureCheck check = new PictureCheck();
  private final MatOfByte jpeg = new MatOfByte();
  private final MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY);

  // Of the burst under way.
  private Running running;
  private int pressed;
  private long lastKept;
  private final Map<Fault, Integer> reasons = new EnumMap<>(Fault.class);

  PicturePress(Supplier<Region> region, Supplier<Reading> reading) {
    this.region = region;
    this.reading = reading;
  }

  /** Makes the picture of a frame of a burst; null when none is wanted any more. */
  Print press(Running next, Frame frame) {
    begin(next);
    Burst burst = next.burst;
    if (next.hasEnough() || next.end() == End.FAILED) {
      return null;
    }
    Print print = press(burst, frame);
    if (print.jpeg() != null) {
      pressed++;
      lastKept = frame.stampNanos();
      check.keep();
      if (pressed == burst.count()) {
        next.enough();
      }
    } else if (frame.stampNanos() - lastKept > SKIPPING_PATIENCE) {
      next.end(End.NOTHING_KEPT, nothingKept());
    }
    return print;
  }

  private void begin(Running next) {
    if (running != next) {
      boolean sameCamera = running != null && running.burst.camera().equals(next.burst.camera());
      if (!sameCamera) {
        check.forget();
      }
      running = next;
      pressed = 0;
      lastKept = System.nanoTime();
      reasons.clear();
      check.beginBurst();
    }
  }

  private Print press(Burst burst, Frame frame) {
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
      boolean keep = faults.stream().noneMatch(burst.skip()::contains);
      Instant time = Instant.now().minusNanos(System.nanoTime() - frame.stampNanos());
      return new Print(keep ? compress(picture) : null, cut.region(), time, faults);
    } finally {
      hand.release();
      picture.release();
    }
  }

  private byte[] compress(Mat picture) {
    if (!Imgcodecs.imencode(".jpg", picture, jpeg, quality)) {
      throw new IllegalStateException("OpenCV compressed no picture");
    }
    return jpeg.toArray();
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

  /** A rate in words: 15, 7.5. */
  static String number(double value) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }

  @Override
  public void close() {
    check.close();
    jpeg.release();
    quality.release();
  }
}
