package org.signcam.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes Ctrl-C end a command in good order: asks it to stop and waits until it has, so that results
 * are printed and no native call is under way when the process unloads its libraries.
 */
final class ExitHook {
  /** How long an exit waits for the command, s: a training step and the writing of its model. */
  private static final int PATIENCE = 60;

  private ExitHook() {}

  /**
   * Runs a command and returns its result.
   *
   * @param stop asks the command to end; called on another thread
   */
  static <T> T run(Supplier<T> command, Runnable stop) {
    CountDownLatch finished = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              await(finished);
            },
            "stop on Ctrl-C");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return command.get();
    } finally {
      finished.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // Already shutting down: the hook was waiting for this.
      }
    }
  }

  private static void await(CountDownLatch finished) {
    try {
      finished.await(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
