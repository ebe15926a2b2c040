package org.signcam.ui;

import java.awt.EventQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a task on the Swing thread soon after a signal. Any thread may signal, and never waits;
 * signals that come before the task has begun are one, so that a slow window is not flooded. Off
 * until it is {@link #start}ed.
 */
public final class Wakeup {
  private final Runnable task;
  private final Runnable event = this::run; // one for all: nothing is made a signal
  private final AtomicBoolean pending = new AtomicBoolean();
  private volatile boolean on;

  Wakeup(Runnable task) {
    this.task = task;
  }

  /** There is something to do. Any thread. */
  public void signal() {
    if (on && pending.compareAndSet(false, true)) {
      EventQueue.invokeLater(event);
    }
  }

  private void run() { // Swing thread
    pending.set(false); // before the task looks: what comes meanwhile is a new signal
    if (on) {
      task.run();
    }
  }

  /** From now on signals count. */
  public void start() {
    on = true;
    signal(); // what is there already
  }

  /** Said on the Swing thread: the task is not begun any more. */
  public void stop() {
    on = false;
  }
}
