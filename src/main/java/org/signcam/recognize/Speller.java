package org.signcam.recognize;

/**
 * Types the letters that are held: readings in, text out. The rule: a letter that was shown for
 * {@value #HOLD_MILLIS} ms in all is typed, once; it is typed again only after it was not shown for
 * {@value #PAUSE_MILLIS} ms. It goes on being held through flicker, see {@link Hold}. One thread at
 * a time.
 *
 * <pre>{@code
 * Speller speller = new Speller();
 * speller.next(reading.letter(), reading.mediaMillis()); // for every reading
 * String word = speller.text();
 * }</pre>
 */
public final class Speller {
  /**
   * How long a letter is held to be typed, ms: longer than the way from one to another is taken for
   * a third.
   */
  public static final int HOLD_MILLIS = 600;

  /**
   * For how long a letter is not shown before it is typed once more, ms. So short is safe, since it
   * must be held anew as well.
   */
  public static final int PAUSE_MILLIS = 200;

  /** The longest text, characters; then the oldest go. */
  public static final int LONGEST = 1000;

  private final StringBuilder text = new StringBuilder();
  private final Hold hold = new Hold();
  private double now = Double.NaN; // the newest reading's time, ms
  private String typed; // not to be typed again yet; null for none
  private double typedSeen; // when that was shown last, ms

  /**
   * Adds a reading.
   *
   * @param letter smoothed; {@code null} for no sign
   * @param millis the frame's time, ms; a jump back (another file) forgets what was held, and keeps
   *     the text
   */
  public void next(String letter, double millis) {
    if (millis < now) {
      typed = null;
    }
    now = millis;
    hold.next(letter, millis);
    if (letter != null && letter.equals(typed)) {
      typedSeen = now;
    } else if (now - typedSeen >= PAUSE_MILLIS) {
      typed = null;
    }
    if (holding() != null && hold.millis() >= HOLD_MILLIS) {
      typed = hold.letter();
      typedSeen = now;
      type(typed);
    }
  }

  private void type(String what) {
    text.append(what);
    if (text.length() > LONGEST) {
      text.delete(0, text.length() - LONGEST);
    }
  }

  /** All that was typed and not deleted. */
  public String text() {
    return text.toString();
  }

  /** The letter that is held and not typed yet; {@code null} for none. */
  public String holding() {
    String held = hold.letter();
    return held == null || held.equals(typed) ? null : held;
  }

  /** How much of the time it has been held, 0–1; 0 for none. */
  public double progress() {
    return holding() == null ? 0 : Math.min(1, hold.millis() / HOLD_MILLIS);
  }

  /** Types a space. */
  public void space() {
    type(" ");
  }

  /** Deletes the last character; a letter that is still held is not typed again. */
  public void delete() {
    if (text.length() > 0) {
      text.setLength(text.offsetByCodePoints(text.length(), -1));
    }
  }

  /** Deletes all of the text. */
  public void clear() {
    text.setLength(0);
  }
}
