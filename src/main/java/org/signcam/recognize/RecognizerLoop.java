package org.signcam.recognize;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signcam.camera.Exchange;
import org.signcam.camera.Frame;
import org.signcam.image.Region;

/**
 * The recognizer thread: takes the newest frame, reads it, hands the reading on, and lets go of the
 * frame. Ends with {@link #close} alone, since an exchange that has ended may begin again.
 */
public final class RecognizerLoop implements AutoCloseable {
  /** How long a take waits before it looks whether the loop was closed, ms. */
  private static final long PATIENCE = 100;

  private final Exchange exchange;
  private final Supplier<Region> region;
  private final Consumer<Reading> listener;
  private final Thread thread;
  private final Recognizer recognizer;
  private volatile boolean closed;

  /**
   * Makes a loop; {@link #start} starts it.
   *
   * @param recognizer used, and closed, by the loop's thread alone
   * @param region where to look, in frame pixels; {@code null} for the centred one
   * @param listener called on the recognizer thread
   */
  public RecognizerLoop(
      Exchange exchange,
      Recognizer recognizer,
      Supplier<Region> region,
      Consumer<Reading> listener) {
    this.exchange = exchange;
    this.recognizer = recognizer;
    this.region = region;
    this.listener = listener;
    thread = new Thread(this::run, "recognizer");
    thread.setDaemon(true);
  }

  /**
   * Says who learns, on the recognizer thread, that it ended by an error; before {@link #start}.
   * Without, the error is printed.
   */
  public void onFailure(Consumer<Throwable> handler) {
    thread.setUncaughtExceptionHandler((t, error) -> handler.accept(error));
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  // recognizer thread
  private void run() {
    try {
      while (!closed) {
        try (Frame frame = exchange.take(PATIENCE)) {
          if (frame != null) {
            listener.accept(recognizer.read(frame, region.get()));
            continue;
          }
        }
        if (exchange.ended()) {
          LockSupport.parkNanos(PATIENCE * 1_000_000); // a take returns at once then
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException e) {
      closed = true; // the program is ending
    } finally {
      recognizer.close();
    }
  }

  /** Waits for the reading under way and ends the thread; afterwards the model is free. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // the model must not be closed under a running forward pass
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
