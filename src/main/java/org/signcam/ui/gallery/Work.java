package org.signcam.ui.gallery;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.signcam.base.UserException;

/**
 * One thing at a time that is done off the Swing thread, with its progress and a stop. Swing
 * thread, but for {@link #close} and what runs.
 */
final class Work implements AutoCloseable {
  /** Told by what runs, on its own thread. */
  interface Steps {
    /**
     * So far.
     *
     * @param total 0 where nobody knows
     * @throws CancellationException when it is to stop
     */
    void at(int done, int total);
  }

  /** What is done; its result is handed to the Swing thread. */
  interface Task<T> {
    T run(Steps steps);
  }

  private static final int TICK_MILLIS = 100;
  private static final int QUIET_MILLIS = 300; // what is done sooner shows no progress

  private final String threadName;
  private final WorkRow row;
  private final Consumer<String> onFailure;
  private final Runnable onChange;
  private final Timer ticks = new Timer(TICK_MILLIS, e -> tick());
  private String what = "";
  private long since;
  private boolean busy;
  private volatile Thread thread;
  private volatile int done;
  private volatile int total;
  private volatile boolean stopped;
  private volatile boolean closed;

  /**
   * @param row shows the progress, and stops
   * @param onFailure told what the user can mend
   * @param onChange told that it has begun or ended
   */
  Work(String threadName, WorkRow row, Consumer<String> onFailure, Runnable onChange) {
    this.threadName = threadName;
    this.row = row;
    this.onFailure = onFailure;
    this.onChange = onChange;
    row.stop.addActionListener(e -> stop());
  }

  boolean isBusy() {
    return busy;
  }

  /**
   * Begins; does nothing while something else is being done.
   *
   * @param words what is being done, for the user
   * @param stoppable whether the task asks its steps
   * @param then gets the result, on the Swing thread
   * @param onStop runs there when it was stopped
   */
  @SuppressWarnings("ThreadPriorityCheck") // a wish: nothing relies on it
  <T> void start(String words, boolean stoppable, Task<T> task, Consumer<T> then, Runnable onStop) {
    if (busy || closed) {
      return;
    }
    busy = true;
    stopped = false;
    done = 0;
    total = 0;
    what = words;
    since = System.nanoTime();
    row.stop.setVisible(stoppable);
    row.stop.setEnabled(true);
    ticks.start();
    onChange.run();
    thread = new Thread(() -> run(task, then, onStop), threadName);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  private <T> void run(Task<T> task, Consumer<T> then, Runnable onStop) {
    try {
      T result = task.run(this::at);
      end(() -> then.accept(result));
    } catch (CancellationException e) {
      end(onStop);
    } catch (UserException e) {
      end(() -> onFailure.accept(e.getMessage()));
    } catch (RuntimeException | Error e) {
      end(
          () -> {
            throw new IllegalStateException(what, e);
          });
    }
  }

  private void at(int now, int of) {
    done = now;
    total = of;
    if (stopped || closed) {
      throw new CancellationException();
    }
  }

  private void end(Runnable then) {
    SwingUtilities.invokeLater(
        () -> {
          busy = false;
          ticks.stop();
          row.setVisible(false);
          if (!closed) {
            onChange.run();
            then.run();
          }
        });
  }

  private void tick() {
    if (System.nanoTime() - since > QUIET_MILLIS * 1_000_000L) {
      row.show(stopped ? "Stopping…" : what, done, total);
    }
  }

  void stop() {
    stopped = true;
    row.stop.setEnabled(false);
  }

  /** Stops and waits; not on the Swing thread. */
  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
