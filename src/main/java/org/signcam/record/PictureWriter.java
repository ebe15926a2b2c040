package org.signcam.record;

import java.util.Set;
import org.signcam.base.UserException;
import org.signcam.record.PicturePress.Print;
import org.signcam.record.Recorder.End;
import org.signcam.record.Recorder.Listener;
import org.signcam.record.Recorder.Progress;
import org.signcam.record.Recorder.Running;
import org.signcam.samples.Sample;

/** Writes pictures to a sink and counts those that are there. One thread. */
final class PictureWriter implements AutoCloseable {
  private final PictureSink.Opener sinks;
  private final Listener listener;
  private PictureSink sink; // null before the first picture and after a failure
  private String signer;
  private String camera;

  // Of the burst under way.
  private Running running;
  private int kept;
  private int skipped;

  PictureWriter(PictureSink.Opener sinks, Listener listener) {
    this.sinks = sinks;
    this.listener = listener;
  }

  /** Writes a picture of a burst, unless one before it could not be written. */
  void write(Running next, Print print) {
    begin(next);
    if (next.end() == End.FAILED) {
      return;
    }
    try {
      Sample sample = null;
      if (print.jpeg() == null) {
        skipped++;
      } else {
        sample = add(next.burst, print);
        kept++; // not before: it is on disk
      }
      listener.picture(new Progress(next.burst, sample, print.faults(), kept, skipped));
    } catch (UserException e) {
      next.end(End.FAILED, e.getMessage());
      closeSink();
    }
  }

  private void begin(Running next) {
    if (running != next) {
      running = next;
      kept = 0;
      skipped = 0;
    }
  }

  private Sample add(Burst burst, Print print) {
    if (sink == null || !burst.signer().equals(signer) || !burst.camera().equals(camera)) {
      closeSink();
      sink = sinks.open(burst.signer(), burst.camera());
      signer = burst.signer();
      camera = burst.camera();
    }
    if (kept == 0) {
      sink.nextBurst();
    }
    return sink.add(burst.letter(), print.jpeg(), print.region(), print.time());
  }

  /** All pictures of a burst have been written. */
  void end(Running last) {
    begin(last);
    boolean complete = last.burst.count() > 0 && kept == last.burst.count();
    listener.ended(
        new Progress(last.burst, null, Set.of(), kept, skipped),
        complete ? End.COMPLETE : last.end(),
        complete ? "" : last.sentence());
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
  }
}
