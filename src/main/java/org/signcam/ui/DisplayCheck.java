package org.signcam.ui;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import org.signcam.base.UserException;

/** Whether a window can be opened at all. */
final class DisplayCheck {
  private DisplayCheck() {}

  /**
   * Says in a sentence that no window can be opened here.
   *
   * @throws UserException when there is no display or it cannot be used
   */
  static void require() {
    String todo = " Start it in a desktop session, or use: live --headless";
    try {
      if (GraphicsEnvironment.isHeadless()) {
        throw new UserException("The window needs a display, and there is none." + todo);
      }
      GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice();
    } catch (HeadlessException | AWTError | LinkageError e) {
      String display = System.getenv("DISPLAY");
      throw new UserException(
          "The window needs a display, and "
              + (display == null ? "there is none." : "'" + display + "' cannot be used.")
              + todo,
          e);
    }
  }
}
