package org.signcam.ui;

import com.formdev.flatlaf.FlatLightLaf;
import java.awt.AWTError;
import java.awt.Toolkit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.signcam.image.OpenCv;

/** What every window needs and takes a while, begun before there is one. */
public final class Warmup {
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Warmup() {}

  /**
   * Begins it, once, on threads of its own. To be called as soon as it is known that there will be
   * a window; what fails here fails again, with words, in {@link MainWindow#open}. Any thread.
   */
  public static void begin() {
    if (!BEGUN.getAndSet(true)) {
      inBackground(OpenCv::load);
      inBackground(Warmup::wakeToolkit);
    }
  }

  /** Fonts, curves and the look's own defaults take longest when they are first asked for. */
  private static void wakeToolkit() {
    Toolkit.getDefaultToolkit();
    new FlatLightLaf().getDefaults();
    AppIcon.paint(16);
  }

  private static void inBackground(Runnable task) {
    Runnable silent =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | AWTError | LinkageError e) {
            // Said by whoever needs it.
          }
        };
    Thread thread = new Thread(silent, "signcam-prepare");
    thread.setDaemon(true);
    thread.start();
  }
}
