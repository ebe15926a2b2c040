package org.signcam.cli;

import java.util.concurrent.TimeUnit;
import org.opencv.core.Mat;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;

/** Frames at a steady rate, whatever the source's own is: a camera for benchmarks. */
final class SteadyFrames implements FrameSource {
  private final FrameSource source;
  private final double fps;
  private final long start = System.nanoTime();
  private long read;

  /**
   * @param source closed with this
   * @param fps frames a second
   */
  SteadyFrames(FrameSource source, double fps) {
    this.source = source;
    this.fps = fps;
  }

  @Override
  public boolean read(Mat into) {
    boolean more = source.read(into);
    long due = start + (long) (read++ * 1e9 / fps);
    try {
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing: the frame is good all the same
    }
    return more;
  }

  @Override
  public double mediaMillis() {
    return read * 1000 / fps;
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
