package org.signcam.camera;

import java.util.concurrent.TimeUnit;
import org.opencv.core.Mat;

/** Plays a file at its own speed: a frame is returned when it is due, or at once when late. */
final class PacedSource implements FrameSource {
  /** A computer that slept, or a file far too heavy: begin anew instead of racing after it. */
  private static final long GIVE_UP_NANOS = 1_000_000_000L;

  private final FrameSource source;
  private boolean started;
  private long zero; // System.nanoTime at media time 0

  PacedSource(FrameSource source) {
    this.source = source;
  }

  @Override
  public boolean read(Mat into) {
    if (!source.read(into)) {
      return false;
    }
    long media = (long) (source.mediaMillis() * 1e6);
    long now = System.nanoTime();
    if (!started || now - (zero + media) > GIVE_UP_NANOS) {
      zero = now - media;
      started = true;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(zero + media - now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing: the frame is good all the same
    }
    return true;
  }

  @Override
  public double mediaMillis() {
    return source.mediaMillis();
  }

  @Override
  public String truth() {
    return source.truth();
  }

  @Override
  public CameraInfo info() {
    return source.info();
  }

  @Override
  public void close() {
    source.close();
  }
}
