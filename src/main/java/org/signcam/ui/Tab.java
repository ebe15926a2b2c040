package org.signcam.ui;

import java.util.Map;
import java.util.Set;
import javax.swing.JComponent;

/**
 * A tab of the window. Made with the window, shown and hidden as the user goes from one to another;
 * a hidden tab costs no time. Swing thread, but for {@link #close}.
 */
public interface Tab {
  /** The word on the tab. */
  String title();

  /** How the settings and {@link Command#tab} call it. */
  String key();

  /** All of it; the same each time. */
  JComponent view();

  /** What takes the keyboard when the tab is shown. */
  JComponent focus();

  /** The tab has come up. */
  void shown();

  /** Another tab comes up, or the window closes: timers stop, keys are dead. */
  void hidden();

  /** Where the window says what concerns it. */
  Notice notice();

  /** The commands that this tab does itself; those that no tab shown does are switched off. */
  default Set<Command> commands() {
    return Set.of();
  }

  /** Does one of {@link #commands}. */
  default void run(Command command) {}

  /** Whether one of its commands that can be on or off is on. */
  default boolean isOn(Command command) {
    return false;
  }

  /** Only what matters, for a full screen; or all of it again. */
  default void setBare(boolean bare) {}

  /** Escape was pressed; says whether that meant something here. */
  default boolean escape() {
    return false;
  }

  /** Its own keys, for the help: key to what it does. */
  default Map<String, String> keys() {
    return Map.of();
  }

  /** Whether the window may close: asks the user where something would be lost. */
  default boolean mayClose() {
    return true;
  }

  /** Ends what it does on other threads and waits for it; not on the Swing thread. */
  default void close() {}
}
