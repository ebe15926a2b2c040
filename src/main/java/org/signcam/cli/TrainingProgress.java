package org.signcam.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.signcam.train.Progress;

/** A training's progress on stderr: a bar on a terminal, now and then a line elsewhere. */
final class TrainingProgress implements Progress, AutoCloseable {
  /** Between two lines where there is no terminal, ms. */
  private static final long QUIET = 15_000;

  private final PrintWriter err;
  private final boolean terminal = org.signcam.cli.Progress.stderrIsTerminal();
  private ProgressBar bar;
  private String current = "";
  private long last;

  TrainingProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void say(String line) {
    if (bar != null) {
      bar.pause();
      err.println();
    }
    err.println(line);
    err.flush();
    if (bar != null) {
      bar.resume();
    }
  }

  @Override
  public void step(String task, long done, long all, String detail) {
    if (terminal) {
      if (!task.equals(current) || done < bar.getCurrent()) {
        close();
        current = task;
        // Without an estimate of its own: it would take what an earlier run did for this one's.
        bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(all).hideEta().build();
      }
      bar.stepTo(done).setExtraMessage(detail);
    } else if (System.currentTimeMillis() - last > QUIET || done == all) {
      last = System.currentTimeMillis();
      err.printf("%s: step %d of %d, %s%n", task, done, all, detail);
      err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
