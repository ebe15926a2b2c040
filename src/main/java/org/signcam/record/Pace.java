package org.signcam.record;

/** Which frames to take so that they come at a rate. One thread at a time. */
final class Pace {
  private final long period; // ns
  private long due = Long.MIN_VALUE;

  /**
   * @param rate wanted, frames a second; a camera that is slower gives all its frames
   */
  Pace(double rate) {
    period = (long) (1e9 / rate);
  }

  /**
   * Whether to take a frame. One that comes up to a quarter of a period early is taken, since
   * cameras are not punctual; the rate stays the same on the whole.
   *
   * @param stampNanos of the frame; never decreases
   */
  boolean takes(long stampNanos) {
    if (due == Long.MIN_VALUE) {
      due = stampNanos;
    }
    if (stampNanos < due - period / 4) {
      return false;
    }
    due = Math.max(due + period, stampNanos + period / 4); // what was missed is not made up for
    return true;
  }
}
