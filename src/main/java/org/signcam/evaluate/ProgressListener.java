package org.signcam.evaluate;

import java.nio.file.Path;
import org.signcam.base.UserException;

/** Hears how far measuring has come. Called on the measuring thread. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing, and stops at the first picture that cannot be read. */
  ProgressListener SILENT = (done, total) -> {};

  /**
   * Some more pictures are done.
   *
   * @param done pictures so far, from 0 to {@code total}
   * @param total pictures in all
   */
  void progress(int done, int total);

  /** A picture that cannot be read: return to leave it out, throw to stop (the default). */
  default void unreadable(Path file, UserException why) {
    throw why;
  }
}
