package org.signcam.ui.gallery;

import java.util.function.Function;
import java.util.function.Supplier;
import org.signcam.base.NaturalOrder;
import org.signcam.train.TrainingTraces;
import org.signcam.ui.Notice;

/** What is deleted for good, when the user is sure. Swing thread. */
final class Erasing {
  private final StoreWork work;
  private final Questions questions;
  private final Notice notice;

  Erasing(StoreWork work, Questions questions, Notice notice) {
    this.work = work;
    this.questions = questions;
    this.notice = notice;
  }

  /** Deletes what is in the trash. */
  void emptyTrash() {
    work.look(
        "Counting",
        () -> work.store().inTrash(),
        count -> {
          if (count == 0) {
            notice.tell("The trash is empty.");
          } else if (questions.sure(
              "Empty the trash",
              "%s in the trash will be deleted for good.".formatted(Changes.pictures(count)),
              "Delete for good")) {
            forGood(
                "Emptying the trash",
                () -> work.store().emptyTrash(TrainingTraces::erase),
                gone ->
                    "Deleted %s for good. %s"
                        .formatted(Changes.pictures(gone), TrainingTraces.unreadable())
                        .strip());
          }
        });
  }

  /** Deletes all that there is of a signer. */
  void signer(String proposed) {
    work.look(
        "Looking for signers",
        () -> work.store().everybody().stream().sorted(NaturalOrder.INSTANCE).toList(),
        signers ->
            questions
                .choose(
                    "Erase a signer", "Of whom is nothing to be left?", "Go on", signers, proposed)
                .ifPresent(this::erase));
  }

  private record Found(int pictures, String learnt) {}

  private void erase(String signer) {
    work.look(
        "Counting",
        () -> new Found(work.store().held(signer), TrainingTraces.learnt(signer)),
        found -> {
          if (questions.sure(
              "Erase " + signer,
              "%s of %s, also those in the trash and set aside, and the features and vectors that trainings keep of them will be deleted for good.\n\n%s"
                  .formatted(Changes.pictures(found.pictures()), signer, found.learnt()),
              "Erase for good")) {
            forGood(
                "Erasing " + signer,
                () -> {
                  int gone = work.store().erase(signer, TrainingTraces::erase).pictures();
                  String left = TrainingTraces.left(signer);
                  return "Erased %s and %s. %s".formatted(signer, Changes.pictures(gone), left);
                },
                String::strip);
          }
        });
  }

  /** After which nothing before can be taken back. */
  private <T> void forGood(String words, Supplier<T> task, Function<T, String> sentence) {
    work.change(
        words,
        () -> {
          work.changes().forget();
          return task.get();
        },
        result -> notice.tell(sentence.apply(result)));
  }
}
