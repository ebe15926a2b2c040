package org.signcam.camera;

import java.util.concurrent.TimeUnit;
import org.opencv.core.Mat;
import org.signcam.camera.CameraException.Trouble;

/**
 * A camera that counts as lost when it goes on giving the same picture: OpenCV does so for ever
 * after some cables are pulled.
 */
final class FreshFrames implements FrameSource {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final FrameSource camera;
  private final Sameness sameness = new Sameness();
  private final StallWatch stall;

  FreshFrames(FrameSource camera) {
    this(camera, PATIENCE_NANOS);
  }

  /**
   * @param camera closed with this
   * @param patienceNanos how long the same picture may stay
   */
  FreshFrames(FrameSource camera, long patienceNanos) {
    this.camera = camera;
    stall = new StallWatch(patienceNanos);
  }

  @Override
  public boolean read(Mat into) {
    boolean more = camera.read(into);
    if (more && stall.stalled(sameness.same(into), System.nanoTime())) {
      throw new CameraException(
          Trouble.LOST,
          "The camera %s sends the same picture again and again. Check its cable; it is used again as soon as it sends others."
              .formatted(camera.info().name()));
    }
    return more;
  }

  @Override
  public double mediaMillis() {
    return camera.mediaMillis();
  }

  @Override
  public CameraInfo info() {
    return camera.info();
  }

  @Override
  public void close() {
    camera.close();
    sameness.close();
  }
}
