package org.signcam.camera;

import org.signcam.base.UserException;

/**
 * A device or stream gives no pictures, which may pass: it is missing, taken, forbidden or lost.
 * Its message is a sentence for the user. The capture loop answers it by trying again.
 */
public final class CameraException extends UserException {
  private static final long serialVersionUID = 1L;

  /** Why there are no pictures. */
  public enum Trouble {
    /** It is not there. */
    ABSENT,
    /** The system keeps this user or program from it. */
    FORBIDDEN,
    /** It is there and does not open: as a rule another program has it. */
    BUSY,
    /** It was open: unplugged, stalled, disconnected. */
    LOST
  }

  private final Trouble trouble;

  public CameraException(Trouble trouble, String message) {
    super(message);
    this.trouble = trouble;
  }

  public CameraException(Trouble trouble, String message, Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
