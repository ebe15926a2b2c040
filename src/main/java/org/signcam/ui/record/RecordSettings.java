package org.signcam.ui.record;

import java.util.Set;
import org.signcam.record.Burst;
import org.signcam.record.Fault;
import org.signcam.ui.WindowOptions.RecordWish;

/**
 * What the Record tab remembers.
 *
 * @param signer who signed last; empty for nobody yet
 * @param rate pictures a second
 * @param count pictures in a burst; 0 for as long as the key is held
 * @param countdown whether a burst begins after a countdown, for who needs both hands
 * @param skip what is wrong with pictures that are not kept
 */
public record RecordSettings(
    String signer, double rate, int count, boolean countdown, Set<Fault> skip) {
  static final int MOST_PICTURES = 1000;
  static final int MOST_RATE = (int) Burst.MOST;

  public RecordSettings {
    rate = Math.min(Math.max(1, rate), MOST_RATE);
    count = Math.min(Math.max(0, count), MOST_PICTURES);
    skip = Set.copyOf(skip);
  }

  public static RecordSettings defaults() {
    return new RecordSettings("", Burst.RATE, 0, false, Set.of());
  }

  /** The same with what was asked for; null asks for nothing. */
  public RecordSettings with(RecordWish wish) {
    if (wish == null) {
      return this;
    }
    return new RecordSettings(
        wish.signer() == null ? signer : wish.signer(),
        wish.rate() == null ? rate : wish.rate(),
        wish.count() == null ? count : wish.count(),
        countdown,
        skip);
  }
}
