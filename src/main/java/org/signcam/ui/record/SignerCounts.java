package org.signcam.ui.record;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.swing.SwingWorker;
import org.signcam.samples.SampleStore;

/**
 * Who has signed, and how many pictures there are of each letter of one signer; read off the Swing
 * thread, for the store may be busy.
 *
 * @param counts by label; labels not named have none
 */
record SignerCounts(String signer, List<String> signers, Map<String, Integer> counts) {
  /**
   * Reads them.
   *
   * @param signer empty for nobody
   * @param then told on the Swing thread
   */
  static void load(SampleStore store, String signer, Consumer<SignerCounts> then) {
    new SwingWorker<SignerCounts, Void>() {
      @Override
      protected SignerCounts doInBackground() {
        return new SignerCounts(
            signer, store.set().signers(), signer.isEmpty() ? Map.of() : store.counts(signer));
      }

      @Override
      protected void done() {
        try {
          then.accept(get());
        } catch (ExecutionException e) {
          throw new IllegalStateException("Counting the samples", e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }
}
