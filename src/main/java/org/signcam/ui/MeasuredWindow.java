package org.signcam.ui;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import org.signcam.base.UserException;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;

/**
 * The real window with its Live tab in front, and a log of what it paints. Not for Swing's thread.
 */
public final class MeasuredWindow implements AutoCloseable {
  private static final long PATIENCE = 120_000_000_000L; // for the first reading, ns

  private final MainWindow window;
  private final PaintLog log = new PaintLog();

  /** Whether a window can be opened here. */
  public static boolean isPossible() {
    return !GraphicsEnvironment.isHeadless();
  }

  /**
   * Opens the window; returns when the first frame has been read.
   *
   * @param region where the hand is, in frame pixels; null for the centred one
   * @param device auto, cpu or gpu
   * @param folder for its settings and samples, in place of the user's
   * @throws UserException when the display cannot be used, or no frame is read
   */
  public static MeasuredWindow open(
      Supplier<FrameSource> camera, Path model, Region region, String device, Path folder)
      throws InterruptedException {
    DisplayCheck.require();
    OpenCv.load();
    Openers openers = new Openers((spec, options) -> camera, Openers.real(device).model());
    WindowOptions options = new WindowOptions(null, model, device, region, null, folder, null);
    return new MeasuredWindow(
        MainWindow.show(options, openers, new SettingsFile(folder.resolve("window.json"))));
  }

  private MeasuredWindow(MainWindow window) {
    this.window = window;
    SwingUtilities.invokeLater(() -> window.live().measure(log));
    long end = System.nanoTime() + PATIENCE;
    while (session().reading() == null && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    if (session().reading() == null) {
      close();
      throw new UserException("The window has not read a frame in two minutes.");
    }
  }

  private SharedSession session() {
    return window.live().session();
  }

  /** When frames and readings were painted. */
  public PaintLog log() {
    return log;
  }

  /** Frames that came too fast for the recognizer. */
  public long dropped() {
    return session().dropped();
  }

  /** Frames thrown away at the camera, because all buffers were held. */
  public long starved() {
    return session().starved();
  }

  @Override
  public void close() {
    SwingUtilities.invokeLater(window::quit);
    try {
      window.awaitClosed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
