package org.signcam.cli;

import java.util.concurrent.TimeUnit;
import org.opencv.core.Mat;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;

/**
 * Frames at a steady rate, whatever the source's own is: a camera for benchmarks. Like one with a
 * single buffer it waits for nobody: frames that nobody has asked for by the time the next is due
 * are {@link #lost}.
 */
final class SteadyFrames implements FrameSource {
  private final FrameSource source;
  private final long period; // ns
  private long start;
  private long next; // number of the frame due next
  private volatile long lost;

  /**
   * @param source closed with this
   * @param fps frames a second
   */
  SteadyFrames(FrameSource source, double fps) {
    this.source = source;
    period = (long) (1e9 / fps);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the camera thread writes
  public boolean read(Mat into) {
    boolean more = source.read(into);
    long now = System.nanoTime();
    if (next == 0) {
      start = now;
    }
    long missed = (now - start) / period - next;
    if (missed > 0) {
      lost += missed;
      next += missed;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(start + next * period - now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing: the frame is good all the same
    }
    next++;
    return more;
  }

  /** Frames that came while nobody read. */
  long lost() {
    return lost;
  }

  @Override
  public double mediaMillis() {
    return Math.max(0, next - 1) * period / 1e6;
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
