package org.signcam.ui.record;

import javax.swing.SwingUtilities;
import org.signcam.record.Burst;
import org.signcam.record.PictureSink;
import org.signcam.record.Recorder;
import org.signcam.samples.SampleStore;
import org.signcam.ui.SharedSession;

/** The recorder as the Swing thread sees it: what its writer says is handed over. */
final class SwingRecorder implements AutoCloseable {
  /** Told on the Swing thread. */
  interface Listener {
    /** A picture was looked at and, if it is to be kept, is on disk. */
    void picture(Recorder.Progress progress);

    /**
     * A burst has ended.
     *
     * @param newest whether no other has begun since
     */
    void ended(Recorder.Progress last, Recorder.End why, String sentence, boolean newest);
  }

  private final Recorder recorder;
  private final Listener listener;
  private Burst current;

  SwingRecorder(SharedSession session, SampleStore store, Listener listener) {
    this.listener = listener;
    recorder =
        new Recorder(
            session::frameToRecord,
            session::region,
            session::reading,
            PictureSink.into(store),
            new Handover());
  }

  void begin(Burst burst) {
    current = burst;
    recorder.begin(burst);
  }

  void stop() {
    recorder.stop();
  }

  /** The next burst begins another session. */
  void endSession() {
    recorder.endSession();
  }

  /** Waits until what was taken is written: not on the Swing thread. */
  @Override
  public void close() {
    recorder.close();
  }

  private final class Handover implements Recorder.Listener {
    @Override
    public void picture(Recorder.Progress progress) {
      SwingUtilities.invokeLater(() -> listener.picture(progress));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // another burst may ask for the same
    public void ended(Recorder.Progress last, Recorder.End why, String sentence) {
      SwingUtilities.invokeLater(
          () -> listener.ended(last, why, sentence, last.burst() == current));
    }
  }
}
