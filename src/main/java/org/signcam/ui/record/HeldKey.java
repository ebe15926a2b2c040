package org.signcam.ui.record;

/**
 * Tells the end of a hold from auto-repeat. X11 repeats a held key as pairs of release and press:
 * so a release counts only when no press of the same key follows within a short delay. Other
 * systems repeat presses alone. Knows no Swing: it is told keys and times.
 */
final class HeldKey {
  /**
   * How long a release waits for a press, ms. The two of a pair are one event of the X server; what
   * lies between is how busy this program is.
   */
  static final int RELEASE_MILLIS = 60;

  private static final int NONE = Integer.MIN_VALUE;

  private int key = NONE;
  private boolean released;
  private long releasedAt;

  /**
   * A key is pressed.
   *
   * @return whether a hold begins; not so when it is a repetition. Another key takes over
   */
  boolean press(int pressed) {
    boolean begins = pressed != key;
    key = pressed;
    released = false;
    return begins;
  }

  /** A key is released; another than the one held does not matter. */
  void release(int which, long nowMillis) {
    if (which == key && !released) {
      released = true;
      releasedAt = nowMillis;
    }
  }

  /** Whether the hold is over; says so once. */
  boolean ended(long nowMillis) {
    if (!released || nowMillis - releasedAt < RELEASE_MILLIS) {
      return false;
    }
    drop();
    return true;
  }

  boolean isHeld() {
    return key != NONE;
  }

  /** Forgets the key, for instance when the keyboard has gone to another window. */
  void drop() {
    key = NONE;
    released = false;
  }
}
