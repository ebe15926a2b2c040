package org.signcam.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C end a command in good order: asks it to stop and waits until it has, so that results
 * are printed and no native call is under way when the process unloads its libraries.
 */
final class ExitHook implements AutoCloseable {
  /** How long an exit waits for the command, s: a training step and the writing of its model. */
  private static final int PATIENCE = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins to watch.
   *
   * @param stop asks the command to stop; called on another thread
   */
  ExitHook(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              await();
            },
            "stop on Ctrl-C");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      finished.await(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command has ended. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Already shutting down: the hook was waiting for this.
    }
  }
}
