package org.signcam.ui.gallery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.signcam.model.ModelCard;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.ui.ModelState;

/** What the user does to the pictures chosen; all of it can be taken back. Swing thread. */
final class Edits {
  private final StoreWork work;
  private final GalleryView view;
  private final Questions questions;
  private final Opinions opinions;

  Edits(StoreWork work, GalleryView view, Questions questions, Opinions opinions) {
    this.work = work;
    this.view = view;
    this.questions = questions;
    this.opinions = opinions;
  }

  /** Whether something is chosen, and it can be changed now. */
  boolean areOpen() {
    return work.mayChange() && view.pictures.selection.count() > 0;
  }

  private List<Sample> chosen() {
    return view.pictures.selection.samples();
  }

  private void change(String words, Supplier<Changes.Outcome> change) {
    work.change(
        words,
        change,
        outcome -> {
          opinions.moved(outcome.moved());
          view.pictures.choose(outcome.samples());
          view.notice.tell(outcome.sentence());
        });
  }

  void delete() {
    List<Sample> chosen = chosen();
    if (areOpen()) {
      change("Deleting", () -> work.changes().delete(chosen));
    }
  }

  /**
   * Asks for a letter and gives it.
   *
   * @param card of the model in use, whose letters are offered; null for none
   */
  void relabel(ModelCard card) {
    List<Sample> chosen = chosen();
    if (!areOpen()) {
      return;
    }
    Set<String> labels = new LinkedHashSet<>(ModelState.labels(card));
    labels.addAll(work.samples().labels());
    questions
        .choose(
            "Relabel",
            chosen.size() == 1
                ? "What does the picture show?"
                : "What do the " + Changes.pictures(chosen.size()) + " show?",
            "Relabel",
            labels.stream().sorted(SampleSet.LABEL_ORDER).map(ModelState::words).toList(),
            ModelState.words(chosen.get(0).label()))
        .map(ModelState::label)
        .ifPresent(label -> change("Relabelling", () -> work.changes().relabel(chosen, label)));
  }

  void move() {
    List<Sample> chosen = chosen();
    if (areOpen()) {
      questions
          .choose(
              "Move",
              chosen.size() == 1
                  ? "Whose hand does the picture show?"
                  : "Whose hands do the " + Changes.pictures(chosen.size()) + " show?",
              "Move",
              work.samples().signers(),
              chosen.get(0).signer())
          .ifPresent(signer -> change("Moving", () -> work.changes().moveTo(chosen, signer)));
    }
  }

  boolean canUndo() {
    return work.mayChange() && work.changes().canUndo();
  }

  void undo() {
    if (canUndo()) {
      change("Taking back", work.changes()::undo);
    }
  }

  void restoreTrash() {
    work.change(
        "Bringing back",
        () -> {
          work.changes().forget();
          return work.store().restoreTrash();
        },
        count -> view.notice.tell("Brought back " + Changes.pictures(count) + "."));
  }
}
