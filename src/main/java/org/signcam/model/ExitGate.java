package org.signcam.model;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the process from unloading the engine under a running network, which would crash it: an
 * exit waits for the passes under way, and none begins after that.
 */
public final class ExitGate {
  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();
  private static volatile boolean closed;

  static {
    Thread hook =
        new Thread(
            () -> {
              closed = true;
              LOCK.writeLock().lock(); // never unlocked: the process ends
            },
            "exit gate");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      closed = true; // already ending
    }
  }

  private ExitGate() {}

  /** Makes sure that an exit will wait; before the first pass. */
  public static void install() {
    // Loading this class has done it.
  }

  /**
   * Begins a pass; {@link #leave} ends it.
   *
   * @throws CancellationException when the program is ending
   */
  public static void enter() {
    if (closed || !LOCK.readLock().tryLock()) {
      throw new CancellationException("signcam is ending");
    }
  }

  /** Ends a pass. */
  public static void leave() {
    LOCK.readLock().unlock();
  }
}
