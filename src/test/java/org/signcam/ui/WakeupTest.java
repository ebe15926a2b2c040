package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakeupTest {
  private final AtomicInteger runs = new AtomicInteger();
  private final Wakeup wakeup = new Wakeup(runs::incrementAndGet);

  /** Everything queued for the Swing thread so far has been done. */
  private static void settle() throws Exception {
    SwingUtilities.invokeAndWait(() -> {});
  }

  @Test
  void aSignalRunsTheTaskOnTheSwingThread() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Wakeup swing =
        new Wakeup(
            () -> {
              assertThat(SwingUtilities.isEventDispatchThread()).isTrue();
              ran.countDown();
            });
    swing.start();
    ran.await();
  }

  @Test
  void aSlowWindowIsNotFloodedAndNobodyWaitsForIt() throws Exception {
    wakeup.start();
    settle();
    int before = runs.get();
    CountDownLatch busy = new CountDownLatch(1);
    SwingUtilities.invokeLater(
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 10_000; i++) {
      wakeup.signal(); // returns, though the Swing thread is busy
    }
    busy.countDown();
    settle();
    assertThat(runs.get() - before).isEqualTo(1);
  }

  @Test
  void aSignalDuringTheTaskIsNotLost() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    Wakeup[] again = new Wakeup[1];
    again[0] =
        new Wakeup(
            () -> {
              if (rounds.incrementAndGet() < 3) {
                again[0].signal();
              }
            });
    again[0].start();
    for (int i = 0; i < 3; i++) {
      settle();
    }
    assertThat(rounds.get()).isEqualTo(3);
  }

  @Test
  void afterStopNothingRunsNotEvenWhatWasQueued() throws Exception {
    wakeup.signal();
    settle();
    assertThat(runs.get()).as("not started").isZero();
    SwingUtilities.invokeAndWait(
        () -> {
          wakeup.start(); // queued behind this
          wakeup.stop();
        });
    settle();
    wakeup.signal();
    settle();
    assertThat(runs.get()).isZero();
  }
}
