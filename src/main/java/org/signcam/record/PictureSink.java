package org.signcam.record;

import java.time.Instant;
import org.signcam.image.Region;
import org.signcam.samples.RecordingSession;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleStore;

/** Where pictures go: a {@link RecordingSession}, or a stand-in for it in a test. One thread. */
public interface PictureSink extends AutoCloseable {
  /** Opens a sink for a signer before a camera. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it; called on the writer thread.
     *
     * @throws org.signcam.base.UserException when nothing can be recorded so
     */
    PictureSink open(String signer, String camera);
  }

  /** Begins a burst. */
  int nextBurst();

  /**
   * Writes a picture of the burst; returns once it is on disk.
   *
   * @throws org.signcam.base.UserException when it cannot be written
   */
  Sample add(String letter, byte[] jpeg, Region region, Instant time);

  @Override
  void close();

  /** Sessions of a store. */
  static Opener into(SampleStore store) {
    return (signer, camera) -> {
      RecordingSession session = store.begin(signer, camera);
      return new PictureSink() {
        @Override
        public int nextBurst() {
          return session.nextBurst();
        }

        @Override
        public Sample add(String letter, byte[] jpeg, Region region, Instant time) {
          return session.add(letter, jpeg, region, time);
        }

        @Override
        public void close() {
          session.close();
        }
      };
    };
  }
}
