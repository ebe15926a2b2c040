package org.signcam.base;

/**
 * Something the user can fix. Its message is one or two sentences: what was expected, what was
 * found, where, and what to do. The door prints it without a stack trace and exits with 1; every
 * other exception is a bug and shows its trace.
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
