package org.signcam.ui;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.camera.Frame;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.inference.OpenModel;
import org.signcam.recognize.Reading;

/**
 * The window's camera, recognizer and Live tab where there is no display: picture and letter are
 * painted on the Swing thread into an image of 1280×720 px. For measuring what the window would do.
 */
public final class OffscreenPreview implements AutoCloseable {
  private static final long PATIENCE = 120_000_000_000L; // for a model to be loaded, ns

  private final SharedSession session;
  private final PaintLog log = new PaintLog();
  private final BufferedImage image =
      new BufferedImage(
          OffscreenPainter.SIZE.width, OffscreenPainter.SIZE.height, BufferedImage.TYPE_INT_RGB);
  private LiveTab tab; // Swing thread
  private volatile CompletableFuture<Void> swap = new CompletableFuture<>();

  /**
   * Opens the camera and begins to paint.
   *
   * @param region where the hand is, in frame pixels; {@code null} for the centred one
   * @param device auto, cpu or gpu
   */
  public static OffscreenPreview open(Supplier<FrameSource> camera, Region region, String device) {
    return new OffscreenPreview(camera, region, Openers.real(device).model());
  }

  /** Reads with this model, whatever {@link #show} names. */
  public static OffscreenPreview open(Supplier<FrameSource> camera, OpenModel model) {
    return new OffscreenPreview(camera, null, file -> model);
  }

  private OffscreenPreview(
      Supplier<FrameSource> camera, Region region, Openers.ModelOpener models) {
    OpenCv.load();
    Openers openers = new Openers((spec, options) -> camera, models);
    session =
        new SharedSession(
            openers, new WindowOptions(null, null, null, region, null), Map.of(), false);
    OffscreenPainter.onSwing(
        () -> {
          tab = new LiveTab(session, null, command -> {}, this::paint); // asked for nothing
          tab.measure(log);
          tab.view().addNotify(); // so that it can be laid out
          tab.view().setSize(OffscreenPainter.SIZE);
          session.addListener(new Listener());
          session.chooseCamera(null);
          tab.shown();
        });
  }

  private final class Listener implements SharedSession.Listener {
    @Override
    public void modelChanged(ModelState state) {
      if (state.kind() == ModelState.Kind.READY) {
        swap.complete(null);
      } else if (state.kind() == ModelState.Kind.FAILED) {
        swap.completeExceptionally(new UserException(state.sentence()));
      }
    }
  }

  private void paint(Runnable then) {
    LiveView view = tab.view();
    view.validate();
    OffscreenPainter.paint(image, view.preview, view.spelled, view.reading);
    then.run();
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

  /** When frames and readings were painted. */
  public PaintLog log() {
    return log;
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

  /** Waits until what has come so far is painted. */
  public void settle() {
    OffscreenPainter.onSwing(() -> {});
  }

  /** Frames that came too fast for the recognizer; -1 without one. */
  public long dropped() {
    return session.dropped();
  }

  /** Frames thrown away at the camera, because all buffers were held. */
  public long starved() {
    return session.starved();
  }

  /** Buffers held by somebody now. */
  public int leased() {
    return session.leased();
  }

  @Override
  public void close() {
    OffscreenPainter.onSwing(tab::hidden);
    session.close();
    tab.close();
  }
}
