package org.signcam.samples;

import java.time.Instant;
import org.signcam.base.UserException;
import org.signcam.image.Region;

/** One sitting of one signer before one camera, in numbered bursts. Used by one thread. */
@SuppressWarnings("DoNotCallSuggester") // to come
public final class RecordingSession implements AutoCloseable {
  RecordingSession() {}

  /** Begins a burst and returns its number, from 1. Pictures of a burst are never split. */
  public int nextBurst() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes one picture of the burst; returns once it is on disk.
   *
   * @param jpeg the region with its margin
   * @param regionInPicture where in the picture the region lies, px
   * @throws UserException when it cannot be written; then it does not count
   */
  public Sample add(String letter, byte[] jpeg, Region regionInPicture, Instant time) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
