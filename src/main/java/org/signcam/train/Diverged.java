package org.signcam.train;

import java.nio.file.Path;
import java.util.Locale;
import org.signcam.base.UserException;

/** A training that no further step can help: numbers overflow, or the loss explodes. */
final class Diverged extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * @param how it shows
   * @param step of its phase, from 1
   * @param phase from 1
   * @param rate of the head, of which a tenth is proposed
   */
  Diverged(String how, int step, int phase, double rate) {
    super(
        String.format(
            Locale.ROOT,
            "Training diverged at step %d of phase %d: %s. Use a smaller rate, such as --rate %.0e;"
                + " --find-rate looks for one.",
            step,
            phase,
            how,
            rate / 10));
  }

  private Diverged(String message, Diverged cause) {
    super(message, cause);
  }

  /** The same, where the best weights from before were written. */
  Diverged keeping(Path file) {
    return new Diverged(getMessage() + " The best weights before that are in " + file + ".", this);
  }
}
