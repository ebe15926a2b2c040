package org.signcam.camera;

import org.signcam.base.UserException;

/**
 * A device or stream that was open is lost: unplugged, stalled, disconnected. Its message is a
 * sentence for the user. The capture loop answers it by waiting for the device to come back.
 */
public final class CameraException extends UserException {
  private static final long serialVersionUID = 1L;

  public CameraException(String message) {
    super(message);
  }

  public CameraException(String message, Throwable cause) {
    super(message, cause);
  }
}
