package org.signcam.ui.practice;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import org.signcam.base.UserException;

/** Writes the statistics on a thread of its own: the window does not wait for the disk. */
final class StatisticsWriter {
  private final StatisticsFile file;
  private final Consumer<String> onProblem;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "signcam-practice");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param onProblem told, on the Swing thread, why something could not be written
   */
  StatisticsWriter(StatisticsFile file, Consumer<String> onProblem) {
    this.file = file;
    this.onProblem = onProblem;
  }

  /** Writes them soon. */
  void write(Map<String, LetterStatistics> letters) {
    thread.execute(
        () -> {
          try {
            file.save(letters);
          } catch (UserException e) {
            SwingUtilities.invokeLater(() -> onProblem.accept(e.getMessage()));
          }
        });
  }

  /** Waits until everything is written, 10 s at most; not on the Swing thread. */
  void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
