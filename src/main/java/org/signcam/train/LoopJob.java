package org.signcam.train;

import java.util.List;
import org.signcam.train.Validation.Answers;

/** What a loop asks of whoever runs it; called on the training thread. */
interface LoopJob {
  /** How much of the phase's rates a step takes, 0–1. */
  default double share(Recipe.Schedule schedule, int step, int of) {
    return schedule == Recipe.Schedule.COSINE ? Timetable.schedule(step, of) : 1;
  }

  /** Which of two validations is better. */
  double score(Answers answers);

  /** After each step, numbered from 1 in its phase; {@code total} counts over all phases. */
  void stepped(Step step);

  /** After each validation. */
  void validated(Position at, Answers answers, double score, boolean kept);

  /** After each step and validation: all that may be kept is in place. */
  void checkpoint(Loop loop, boolean validated);

  /**
   * After a step.
   *
   * @param phase from 0
   * @param number in its phase, from 1, of {@code of}
   * @param total over all phases, from 1
   */
  record Position(int phase, int number, int of, long total) {}

  /**
   * One step.
   *
   * @param phase from 0
   * @param number in its phase, from 1, of {@code of}
   * @param total over all phases, from 1
   * @param loss of the letters
   * @param points loss of the landmarks, 0 when not learnt
   * @param right share of the batch read right, 0–1
   * @param wrong positions in the batch of what was not
   * @param rate of the head
   * @param done share of the whole training, 0–1, by pixels seen
   */
  record Step(
      int phase,
      int number,
      int of,
      long total,
      double loss,
      double points,
      double right,
      List<Integer> wrong,
      double rate,
      double done) {}
}
