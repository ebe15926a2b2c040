package org.signcam.ui.gallery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.signcam.samples.SampleImport;
import org.signcam.samples.SampleStore;

/** An import from the look at it to its end. Swing thread. */
final class Importing {
  private final SampleStore store;
  private final Work work;
  private final Questions questions;
  private final Consumer<Work.Task<Integer>> run;

  /**
   * @param run does the copying, and shows what is then there
   */
  Importing(SampleStore store, Work work, Questions questions, Consumer<Work.Task<Integer>> run) {
    this.store = store;
    this.work = work;
    this.questions = questions;
    this.run = run;
  }

  /**
   * Reads every picture, shows what was found, and copies it when the user wants it.
   *
   * @param signers known, to choose from where the folders name nobody
   */
  void look(List<Path> sources, List<String> signers) {
    work.start(
        "Looking at the pictures",
        true,
        steps -> SampleImport.look(store, sources, null, done -> steps.at(done, 0)),
        found -> found(found, signers),
        () -> {});
  }

  private void found(SampleImport found, List<String> signers) {
    Optional<String> signer = Optional.empty();
    try {
      signer = questions.importing(found, signers);
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
    run.accept(
        steps -> {
          try (found) {
            return found.run(done -> steps.at(done, found.size()));
          }
        });
  }
}
