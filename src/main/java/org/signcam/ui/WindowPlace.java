package org.signcam.ui;

import java.awt.Dimension;
import java.awt.Frame;
import java.awt.Rectangle;
import javax.swing.JFrame;

/** Where the window is on the screen, or whether it fills it. Swing thread. */
final class WindowPlace {
  private static final Dimension SMALLEST = new Dimension(440, 480);

  private final JFrame window;
  private final Rectangle remembered; // null for none
  private Rectangle before; // the full screen; null outside of it

  /** Puts the window where it was last, or in the middle. */
  WindowPlace(JFrame window, Settings settings) {
    this.window = window;
    remembered = settings.window();
    window.setMinimumSize(SMALLEST);
    Rectangle screen = screen();
    window.setSize(Math.min(1280, screen.width), Math.min(800, screen.height));
    window.setLocationRelativeTo(null);
    if (remembered != null && screen.intersects(remembered) && remembered.width >= SMALLEST.width) {
      window.setBounds(remembered);
    }
    if (settings.maximized()) {
      window.setExtendedState(Frame.MAXIMIZED_BOTH);
    }
  }

  private Rectangle screen() {
    return window.getGraphicsConfiguration().getBounds();
  }

  boolean isFullScreen() {
    return before != null;
  }

  boolean isMaximized() {
    return (window.getExtendedState() & Frame.MAXIMIZED_BOTH) == Frame.MAXIMIZED_BOTH;
  }

  /** The bounds to remember: those of the window when it is neither maximized nor full screen. */
  Rectangle bounds() {
    if (isMaximized()) {
      return remembered;
    }
    return isFullScreen() ? before : window.getBounds();
  }

  /**
   * Fills the screen, or goes back to where the window was.
   *
   * @param bare runs in between, while the window is not shown
   */
  void setFullScreen(boolean on, Runnable bare) {
    Rectangle back = before;
    before = on ? window.getBounds() : null;
    window.dispose(); // decorations can only change while the window is not shown
    window.setUndecorated(on);
    bare.run();
    if (on) {
      window.setBounds(screen());
    }
    window.getGraphicsConfiguration().getDevice().setFullScreenWindow(on ? window : null);
    if (!on) {
      window.setBounds(back);
    }
    window.setVisible(true);
  }
}
