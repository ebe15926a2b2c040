package org.signcam.ui.gallery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.signcam.samples.SampleImport;
import org.signcam.ui.Notice;

/** An import from the look at it to its end. Swing thread. */
final class Importing {
  private final StoreWork work;
  private final Questions questions;
  private final Notice notice;

  Importing(StoreWork work, Questions questions, Notice notice) {
    this.work = work;
    this.questions = questions;
    this.notice = notice;
  }

  /** Reads every picture, shows what was found, and copies it when the user wants it. */
  void look(List<Path> sources) {
    if (work.mayChange() && !sources.isEmpty()) {
      notice.setVisible(false); // of an import before
      work.look(
          "Looking at the pictures",
          steps -> SampleImport.look(work.store(), sources, null, done -> steps.at(done, 0)),
          this::found,
          () -> {});
    }
  }

  private void found(SampleImport found) {
    Optional<String> signer = Optional.empty();
    try {
      signer = questions.importing(found, work.samples().signers());
      if (signer.isPresent() && found.namesNobody()) {
        found.setUnknown(signer.get());
      }
    } catch (RuntimeException e) {
      found.close();
      throw e;
    }
    if (signer.isEmpty()) {
      found.close();
      return;
    }
    work.change(
        "Importing",
        "Stopped. What was imported before stays.",
        steps -> {
          try (found) {
            return found.run(done -> steps.at(done, found.size()));
          }
        },
        count -> notice.tell("Imported " + Changes.pictures(count) + "."));
  }
}
