package org.signcam.ui;

import org.signcam.camera.CameraInfo;
import org.signcam.camera.CaptureLoop;

/**
 * What has become of the wish for a camera or file.
 *
 * @param kind never {@code CLOSED}
 * @param spec the wish, as for {@link org.signcam.camera.Cameras#open}; null for any camera
 * @param sentence what is wrong and what to do; empty when nothing is
 * @param info what was negotiated; null unless it runs or has ended
 */
public record CameraState(CaptureLoop.State kind, String spec, String sentence, CameraInfo info) {
  static CameraState starting(String spec) {
    return new CameraState(CaptureLoop.State.STARTING, spec, "", null);
  }

  /** Whether frames are coming. */
  public boolean isRunning() {
    return kind.isRunning();
  }

  /** Whether a file was shown to its end; its last frame stays. */
  public boolean isEnded() {
    return kind == CaptureLoop.State.ENDED;
  }
}
