package org.signcam.ui;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.signcam.base.UserException;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Frame;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.recognize.Reading;

/**
 * The window's camera, recognizer and preview where there is no display: painted on the Swing
 * thread into an image of 1280×720 px. For measuring what the window would do.
 */
public final class OffscreenPreview implements AutoCloseable {
  private static final Dimension SIZE = new Dimension(1280, 720);
  private static final long PATIENCE = 120_000_000_000L; // for a model to be loaded, ns

  private final LiveSession session;
  private final PreviewPanel preview = new PreviewPanel(region -> {});
  private final BufferedImage image =
      new BufferedImage(SIZE.width, SIZE.height, BufferedImage.TYPE_INT_RGB);
  private final Timer ticks = new Timer(LiveTab.TICK_MILLIS, e -> tick());
  private final List<Long> painted =
      new ArrayList<>(); // System.nanoTime of each; guarded by itself
  private volatile CompletableFuture<Void> swap = new CompletableFuture<>();

  /**
   * Opens the camera and begins to paint.
   *
   * @param region where the hand is, in frame pixels; {@code null} for the centred one
   * @param device auto, cpu or gpu
   */
  public static OffscreenPreview open(Supplier<FrameSource> camera, Region region, String device) {
    OpenCv.load();
    return new OffscreenPreview(camera, region, device);
  }

  private OffscreenPreview(Supplier<FrameSource> camera, Region region, String device) {
    Openers openers = new Openers((spec, options) -> camera, Openers.real(device).model());
    session = new LiveSession(openers, CameraOptions.defaults(), new Listener());
    session.setRegion(region);
    preview.setSize(SIZE);
    session.chooseCamera("", false);
    ticks.start();
  }

  private final class Listener implements LiveSession.Listener {
    @Override
    public void camera(CameraState state) {
      // The source is ours, and does not fail.
    }

    @Override
    public void model(ModelState state) {
      if (state.kind() == ModelState.Kind.READY) {
        swap.complete(null);
      } else if (state.kind() == ModelState.Kind.FAILED) {
        swap.completeExceptionally(new UserException(state.sentence()));
      }
    }
  }

  private void tick() {
    try (Frame frame = session.newestFrame()) {
      if (frame == null) {
        return;
      }
      preview.showFrame(frame.bgr());
    }
    Graphics2D g = image.createGraphics();
    preview.paint(g);
    g.dispose();
    synchronized (painted) {
      painted.add(System.nanoTime());
    }
  }

  /**
   * Reads with this model from now on, as the window does when one is chosen; returns once it has
   * read a frame.
   *
   * @throws UserException when it cannot be loaded
   */
  public void show(Path model) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    swap = ready;
    session.chooseModel(model);
    try {
      ready.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UserException sentence ? sentence : e;
    }
    long end = System.nanoTime() + PATIENCE;
    while (session.reading() == null && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    if (session.reading() == null) {
      throw new UserException("No frame was read in two minutes; is the clip readable?");
    }
  }

  /**
   * How smooth it was.
   *
   * @param fps new frames painted a second
   * @param longestMillis time between two of them, at most
   */
  public record Smoothness(double fps, double longestMillis) {}

  /** How smooth it was between two times of System.nanoTime. */
  public Smoothness smoothness(long from, long to) {
    int frames = 0;
    long last = from;
    long longest = 0;
    synchronized (painted) {
      for (long time : painted) {
        if (time >= from && time <= to) {
          frames++;
          longest = Math.max(longest, time - last);
          last = time;
        }
      }
    }
    return new Smoothness(frames / ((to - from) / 1e9), Math.max(longest, to - last) / 1e6);
  }

  /** The newest frame for a recorder, which closes it; null when none came in time. */
  public Frame frameToRecord(long timeoutMillis) throws InterruptedException {
    return session.frameToRecord(timeoutMillis);
  }

  /** Where the hand is, in frame pixels; null until the camera runs. */
  public Region region() {
    return session.region();
  }

  /** The newest reading; null before the first. */
  public Reading reading() {
    return session.reading();
  }

  @Override
  public void close() {
    ticks.stop();
    session.close();
    SwingUtilities.invokeLater(preview::release);
  }
}
