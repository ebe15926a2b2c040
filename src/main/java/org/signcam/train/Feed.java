package org.signcam.train;

import org.signcam.train.Validation.Answers;

/** What a loop learns from: its training batches, and the validation pictures to ask about. */
interface Feed {
  /** The batches of a phase from the one of that number on. */
  Source source(int phase, long first);

  /** Batches an epoch. */
  int perEpoch(int phase);

  /** What the network says of the validation pictures, or {@code null} where there are none. */
  Answers validate(int phase);
}
