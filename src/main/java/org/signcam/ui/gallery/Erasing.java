package org.signcam.ui.gallery;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.signcam.base.NaturalOrder;
import org.signcam.model.ModelCard;
import org.signcam.train.TrainingTraces;
import org.signcam.ui.Notice;

/** What is deleted for good, when the user is sure. Swing thread. */
final class Erasing {
  private final StoreWork work;
  private final Questions questions;
  private final Notice notice;
  private final Supplier<ModelCard> model;

  /**
   * @param model that in use; gives null for none
   */
  Erasing(StoreWork work, Questions questions, Notice notice, Supplier<ModelCard> model) {
    this.work = work;
    this.questions = questions;
    this.notice = notice;
    this.model = model;
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
                () -> work.store().emptyTrash(),
                gone -> "Deleted " + Changes.pictures(gone) + " for good.");
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

  private void erase(String signer) {
    work.look(
        "Counting",
        () -> work.store().held(signer),
        count -> {
          if (questions.sure(
              "Erase " + signer,
              ("%s of %s, also those in the trash and set aside, and what trainings have cached of"
                      + " them will be deleted for good.%s")
                  .formatted(Changes.pictures(count), signer, learnt(signer)),
              "Erase for good")) {
            forGood(
                "Erasing " + signer,
                () -> work.store().erase(signer, TrainingTraces::erase),
                gone -> "Erased %s and %s.".formatted(signer, Changes.pictures(gone.pictures())));
          }
        });
  }

  /** After which nothing before can be taken back. */
  private <T> void forGood(String words, Supplier<T> task, Sentence<T> sentence) {
    work.change(
        words,
        () -> {
          work.changes().forget();
          return task.get();
        },
        result -> notice.tell(sentence.of(result)));
  }

  private interface Sentence<T> {
    String of(T result);
  }

  /** What no erasing of pictures reaches. */
  private String learnt(String signer) {
    ModelCard card = model.get();
    Map<String, Object> facts = card == null ? Map.of() : card.training();
    Object seen = facts == null ? null : facts.getOrDefault("signers_seen", facts.get("signers"));
    boolean learnt = seen instanceof List<?> names && names.contains(signer);
    return learnt
        ? " The model in use has learnt from them and stays as it is; train one without them."
        : " Models that have learnt from them stay as they are.";
  }
}
