package org.signcam.train;

/** Where a training says how it goes; called on the training thread. */
public interface Progress {
  /** One line worth keeping: a split, a phase, a validation. */
  void say(String line);

  /**
   * A step was made.
   *
   * @param done of {@code all} steps of what {@code task} names
   * @param detail the figures of the moment
   */
  void step(String task, long done, long all, String detail);
}
