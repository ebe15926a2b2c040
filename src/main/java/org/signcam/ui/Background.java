package org.signcam.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.swing.SwingWorker;
import org.signcam.base.UserException;

/** Short work off the Swing thread, whose result is used on it. */
public final class Background {
  private Background() {}

  /**
   * Begins the work. What is cancelled ends in silence; an error that the user cannot mend is
   * thrown on the Swing thread.
   *
   * @param what is done
   * @param then gets the result, on the Swing thread
   * @param problem gets the sentence of a {@link UserException}, there too
   * @param last runs there before either, whatever became of it
   */
  public static <T> void run(
      Callable<T> what, Consumer<T> then, Consumer<String> problem, Runnable last) {
    new SwingWorker<T, Void>() {
      @Override
      protected T doInBackground() throws Exception {
        return what.call();
      }

      @Override
      protected void done() {
        last.run();
        T made;
        try {
          made = get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UserException) {
            problem.accept(e.getCause().getMessage());
          } else if (!(e.getCause() instanceof CancellationException)) {
            throw new IllegalStateException("Working behind the window", e.getCause());
          }
          return;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        then.accept(made);
      }
    }.execute();
  }
}
