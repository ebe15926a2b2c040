package org.signcam.camera;

/**
 * Notices a camera that goes on sending the same picture: some drivers do so for ever after the
 * cable is pulled. A sensor's noise makes every real picture differ. A picture that never changed
 * since opening is let pass (a virtual camera may show a still, a lens may be covered), so such a
 * camera is opened again once, not over and over.
 */
final class StallWatch {
  private final long limitNanos;
  private long lastChange;
  private boolean started;
  private boolean everChanged;

  StallWatch(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /**
   * Notes a frame.
   *
   * @param same whether the frame that just came equals the one before it
   * @return whether the camera has stalled
   */
  boolean stalled(boolean same, long nowNanos) {
    if (!same || !started) {
      everChanged |= started;
      started = true;
      lastChange = nowNanos;
    }
    return everChanged && nowNanos - lastChange > limitNanos;
  }
}
