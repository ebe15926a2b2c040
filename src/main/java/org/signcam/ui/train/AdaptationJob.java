package org.signcam.ui.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;
import org.signcam.base.UserException;
import org.signcam.model.Devices;
import org.signcam.samples.Sample;
import org.signcam.train.Adaptation;
import org.signcam.train.Adaptation.Result;
import org.signcam.train.Adaptation.Thoroughness;
import org.signcam.train.Progress;

/**
 * Adapts a model on a thread of its own, so that the preview goes on. Between trainings it computes
 * the vectors of what has been recorded, so that a training begins at once. The listener is told on
 * the Swing thread.
 */
final class AdaptationJob implements AutoCloseable {
  private static final long SEED = 1;

  /** Told on the Swing thread. */
  interface Listener {
    /**
     * How far it is.
     *
     * @param task {@code features} or {@code learning}
     */
    void progressed(String task, long done, long all);

    /** A step of learning was made, with this loss, nats. */
    void lost(double loss);

    void finished(Result result);

    /** It could not be done; a sentence says why. */
    void failed(String sentence);

    /** The user stopped it. */
    void stopped();
  }

  private final String device;
  private final Listener listener;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "signcam-adapting");
            made.setDaemon(true);
            return made;
          });

  // That thread's own.
  private Adaptation adaptation;
  private Path adapted;
  private FileTime changed; // another model may get the file's name

  private volatile boolean waiting; // a training, for the thread
  private volatile boolean stopping;
  private volatile boolean closed;
  private volatile boolean silent;

  /**
   * @param device auto, cpu or gpu
   */
  AdaptationJob(String device, Listener listener) {
    this.device = device;
    this.listener = listener;
  }

  /** Computes vectors that are missing, in silence; a training that is asked for goes first. */
  void prepare(Path model, List<Sample> samples) {
    thread.execute(
        () -> {
          silent = true;
          try {
            if (!waiting && !closed) {
              open(model).prepare(samples, () -> waiting || closed);
            }
          } catch (UserException | CancellationException e) {
            // A training says what is wrong; or one is waiting, and computes them itself.
          } finally {
            silent = false;
          }
        });
  }

  /** Trains from these pictures; the listener hears of it. */
  void train(Path model, List<Sample> own, Thoroughness how) {
    waiting = true;
    stopping = false;
    thread.execute(
        () -> {
          waiting = false;
          try {
            Result result = open(model).run(own, how, SEED, () -> stopping || closed);
            tell(() -> listener.finished(result));
          } catch (CancellationException e) {
            tell(listener::stopped);
          } catch (UserException e) {
            tell(() -> listener.failed(e.getMessage()));
          } catch (RuntimeException | LinkageError e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
            tell(() -> listener.failed("Training failed: " + e + "."));
          }
        });
  }

  /** Ends the training under way. */
  void stop() {
    stopping = true;
  }

  private Adaptation open(Path model) {
    FileTime now = changed(model);
    if (adaptation == null || !model.equals(adapted) || !Objects.equals(now, changed)) {
      closeModel();
      adaptation = new Adaptation(model, Devices.choose(device), new Teller());
      adaptation.onLoss(loss -> tell(() -> listener.lost(loss)));
      adapted = model;
      changed = now;
    }
    return adaptation;
  }

  /** When the file was written last; null where it is gone. */
  private static FileTime changed(Path model) {
    try {
      return Files.getLastModifiedTime(model);
    } catch (IOException e) {
      return null; // opening it says why
    }
  }

  private void closeModel() {
    if (adaptation != null) {
      adaptation.close();
      adaptation = null;
    }
  }

  private final class Teller implements Progress {
    @Override
    public void say(String line) {
      // The window says what matters in its own words.
    }

    @Override
    public void step(String task, long done, long all, String detail) {
      if (!silent) {
        tell(() -> listener.progressed(task, done, all));
      }
    }
  }

  private void tell(Runnable what) {
    if (!closed) {
      SwingUtilities.invokeLater(what);
    }
  }

  /** Ends what is under way and waits for it; not on the Swing thread. */
  @Override
  public void close() {
    closed = true;
    thread.execute(this::closeModel);
    thread.shutdown();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
