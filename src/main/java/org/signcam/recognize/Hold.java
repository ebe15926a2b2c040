package org.signcam.recognize;

import java.util.Objects;

/**
 * Which letter is held, and for how long: readings in. It goes on being held while nothing, or
 * another letter, comes between for less than {@value #TOLERANCE_MILLIS} ms, which is flicker and
 * not counted. One thread at a time.
 */
public final class Hold {
  /** What is shorter does not break a hold, ms. */
  public static final int TOLERANCE_MILLIS = 150;

  /** Between readings further apart nobody knows what the hand did, ms. */
  public static final int BLIND_MILLIS = 1000;

  private double now = Double.NaN; // the newest reading's time, ms
  private String last; // the newest reading's letter
  private double run; // for how long it has been the same, ms
  private String letter; // what is being held, through flicker too; null for nothing
  private double begun; // when it was read first, ms
  private double shown; // for how long in all, ms
  private double seen; // when last, ms

  /**
   * Adds a reading.
   *
   * @param read smoothed; {@code null} for no sign
   * @param millis the frame's time, ms; after a jump back nothing is held
   */
  public void next(String read, double millis) {
    double step = millis - now;
    boolean follows = step >= 0 && step <= BLIND_MILLIS; // not so of the first
    if (!follows) {
      letter = null;
    }
    boolean goesOn = follows && Objects.equals(read, last);
    run = goesOn ? run + step : 0;
    last = read;
    now = millis;
    if (read != null && read.equals(letter)) {
      shown += goesOn ? step : 0;
      seen = now;
    } else if (letter == null || now - seen >= TOLERANCE_MILLIS) {
      letter = read;
      shown = run; // also what was taken for flicker so far
      begun = now - run;
      seen = now;
    }
  }

  /** What is held; {@code null} for nothing. */
  public String letter() {
    return letter;
  }

  /** For how long it has been read in all, ms. */
  public double millis() {
    return shown;
  }

  /** The time of the first reading of it, ms. */
  public double begun() {
    return begun;
  }
}
