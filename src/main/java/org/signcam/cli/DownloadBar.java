package org.signcam.cli;

/** A download's progress bar on stderr, which begins when the size is known. */
final class DownloadBar implements AutoCloseable {
  private final String task;
  private Progress bar;

  DownloadBar(String task) {
    this.task = task;
  }

  /** So many of so many bytes are here; −1 of unknown. Shown in kB. */
  void at(long done, long total) {
    if (bar == null) {
      bar = new Progress(task + " (kB)", Math.max(total, 0) / 1000);
    }
    bar.stepTo(done / 1000);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
