package org.signcam.cli;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.FrameSource;

/**
 * A source that is open already, for a capture loop that opens it itself: first given as it is,
 * later opened anew. A camera that is missing at the start is a mistake; one that goes later may
 * come back.
 */
final class OpenedSource implements Supplier<FrameSource> {
  private final Supplier<FrameSource> again;
  private final FrameSource first;
  private final AtomicReference<FrameSource> unused;

  /**
   * Opens it.
   *
   * @throws org.signcam.base.UserException when that fails
   */
  OpenedSource(String camera, CameraOptions options) {
    again = Cameras.opener(camera, options);
    first = again.get();
    unused = new AtomicReference<>(first);
  }

  /** As it was opened first. */
  FrameSource first() {
    return first;
  }

  @Override
  public FrameSource get() {
    FrameSource open = unused.getAndSet(null);
    return open != null ? open : again.get();
  }
}
