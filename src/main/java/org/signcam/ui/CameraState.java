package org.signcam.ui;

import org.signcam.camera.CameraInfo;

/**
 * What has become of the wish for a camera or file.
 *
 * @param spec the wish, as for {@link org.signcam.camera.Cameras#open}; null for any camera
 * @param sentence what is wrong and what to do; empty when nothing is
 * @param info what was negotiated; null unless {@code RUNNING} or {@code ENDED}
 */
public record CameraState(Kind kind, String spec, String sentence, CameraInfo info) {
  public enum Kind {
    OPENING,
    RUNNING,
    /** It could not be opened; a camera is looked for again and again. */
    MISSING,
    /** It was running and is gone; it is looked for again and again. */
    LOST,
    /** A file was shown to its end. */
    ENDED
  }
}
