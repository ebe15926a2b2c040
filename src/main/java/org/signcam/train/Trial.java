package org.signcam.train;

import org.signcam.train.LoopJob.Position;
import org.signcam.train.Validation.Answers;

/** A stretch of the training loop that measures something and keeps nothing. */
abstract class Trial implements Feed, LoopJob {
  /** So that a phase's epochs are its steps. */
  @Override
  public final int perEpoch(int phase) {
    return 1;
  }

  @Override
  public final Answers validate(int phase) {
    return null;
  }

  @Override
  public final double score(Answers answers) {
    throw new IllegalStateException("a trial has no validation");
  }

  @Override
  public final void validated(Position at, Answers answers, double score, boolean kept) {
    throw new IllegalStateException("a trial has no validation");
  }

  @Override
  public final void checkpoint(Loop loop, boolean validated) {
    // nothing is kept
  }
}
