package org.signcam.ui;

import java.util.concurrent.ExecutionException;
import javax.swing.SwingWorker;

/** How the window looks: its theme, as the system has it or not, and large for a projector. */
final class Appearance {
  private final Runnable onChange;
  private Theme theme;
  private boolean projector;
  private boolean systemIsDark;

  /**
   * @param onChange told when it has become another
   */
  Appearance(Settings settings, boolean systemIsDark, Runnable onChange) {
    this.onChange = onChange;
    this.systemIsDark = systemIsDark;
    theme = settings.theme();
    projector = settings.projector();
  }

  Theme theme() {
    return theme;
  }

  boolean projector() {
    return projector;
  }

  void setTheme(Theme next) {
    theme = next;
    apply();
  }

  void toggleProjector() {
    projector = !projector;
    apply();
  }

  private void apply() {
    Theme.apply(theme.dark(systemIsDark), projector);
    onChange.run();
  }

  /** The system may have changed between light and dark while another window was in front. */
  void lookAtSystem() {
    if (theme == Theme.SYSTEM) {
      new SwingWorker<Boolean, Void>() {
        @Override
        protected Boolean doInBackground() {
          return SystemAppearance.isDark();
        }

        @Override
        protected void done() {
          try {
            if (get() != systemIsDark) {
              systemIsDark = !systemIsDark;
              apply();
            }
          } catch (ExecutionException | InterruptedException failed) {
            Thread.currentThread().interrupt();
          }
        }
      }.execute();
    }
  }
}
