package org.signcam.cli;

import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.recognize.Reading;
import org.signcam.recognize.Recognizer;
import org.signcam.record.Recorder;

/**
 * A file's frames for the recorder: none is lost, each waits until the writer has room, and its
 * time is the file's. Closes none of what it is given. The recorder's taking thread.
 */
final class FileTap implements Recorder.FrameTap, AutoCloseable {
  private static final int BUFFERS = 8; // fewer than the recorder's queue holds: it is never full

  private final FramePool pool = new FramePool(BUFFERS);
  private final FrameSource source;
  private final Recognizer recognizer;
  private final Region region;
  private final Runnable atEnd;
  private volatile Reading reading;
  private long start;
  private long number;
  private boolean ended;

  /**
   * @param recognizer reads each frame; null for nobody
   * @param region where it looks; null for the centred one
   * @param atEnd told once that there are no more frames
   */
  FileTap(FrameSource source, Recognizer recognizer, Region region, Runnable atEnd) {
    this.source = source;
    this.recognizer = recognizer;
    this.region = region;
    this.atEnd = atEnd;
  }

  @Override
  public Frame take(long timeoutMillis) throws InterruptedException {
    Frame frame = ended ? null : pool.lease();
    if (frame == null) {
      Thread.sleep(1);
      return null;
    }
    start = start == 0 ? System.nanoTime() : start;
    boolean read = false;
    try {
      read = source.read(frame.bgr());
    } finally {
      if (!read) {
        frame.close();
      }
    }
    if (!read) {
      ended = true;
      atEnd.run();
      return null;
    }
    frame.stamp(number++, start + (long) (source.mediaMillis() * 1e6), source.mediaMillis());
    if (recognizer != null) {
      reading = recognizer.read(frame, region);
    }
    return frame;
  }

  /** What was read in the frame taken last; null when nobody reads. */
  Reading reading() {
    return reading;
  }

  @Override
  public void close() {
    pool.close();
  }
}
