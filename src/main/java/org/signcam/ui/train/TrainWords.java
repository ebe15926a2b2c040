package org.signcam.ui.train;

import java.util.Locale;
import org.signcam.train.Adaptation.Change;
import org.signcam.train.Adaptation.Result;
import org.signcam.ui.ModelState;

/** What the Train tab says. */
final class TrainWords {
  private TrainWords() {}

  /**
   * What to do first, or what training does.
   *
   * @param any whether anything has been recorded
   * @param chosen whether somebody's pictures are chosen
   * @param letters whether one of these shows a letter of the model
   */
  static String hint(ModelState model, boolean any, boolean chosen, boolean letters) {
    if (model.kind() == ModelState.Kind.LOADING) {
      return "Loading the model…";
    }
    if (model.kind() == ModelState.Kind.FAILED) {
      return model.sentence() + " Choose another model on the Live tab.";
    }
    if (!any) {
      return "There are no samples yet. Record some on the Record tab: two bursts of each letter are"
          + " a good beginning.";
    }
    if (!chosen) {
      return "Tick whose hands the model shall learn.";
    }
    if (!letters) {
      return "None of these pictures shows a letter that the model reads.";
    }
    return "Train teaches the model in use these hands and shows what that changes, for you and for"
        + " others. Nothing changes until you keep it.";
  }

  /** What a training has brought, in a line. */
  static String verdict(Result made) {
    Change own = made.own();
    if (own == null) {
      return "Learnt; no picture of yours was left to check by";
    }
    double change = 100 * (own.after().meanSignerAccuracy() - own.before().meanSignerAccuracy());
    if (Math.abs(change) < 0.05) {
      return "Your letters are read as well as before";
    }
    return String.format(
        Locale.ROOT,
        "Your letters are read %s: %+.1f points",
        change > 0 ? "better" : "worse",
        change);
  }

  /** What the figures do not say; empty for nothing. */
  static String caution(Result made) {
    return made.others() != null
        ? ""
        : "What this does to other people’s letters is not known: there are no replay vectors"
            + " beside the model. The command “models replay” makes them.";
  }
}
