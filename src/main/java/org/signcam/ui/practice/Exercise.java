package org.signcam.ui.practice;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.signcam.recognize.Hold;
import org.signcam.ui.practice.LetterStatistics.Attempt;

/**
 * Signing what is asked for, letter by letter. A letter counts when it has been read for a while;
 * so does another one that is read instead, once each; flicker ({@link Hold}) breaks neither. Knows
 * no clock: it is told the time, ms.
 */
final class Exercise {
  /** So long a letter is to be held. */
  static final long HOLD_MILLIS = 600;

  /** So long another is read before it counts: on its way to a letter a hand passes others. */
  static final long CONFUSED_MILLIS = 700;

  /** Whoever has not signed a letter after so long may want to see the hand. */
  static final long SLOW_MILLIS = 6000;

  /** What a reading led to. */
  enum Event {
    NOTHING,
    /** The letter was signed; another is asked for. */
    SIGNED,
    /** Another letter was signed. */
    CONFUSED
  }

  private final Supplier<String> prompts;
  private final Statistics statistics;
  private String prompt = "";
  private int at;
  private long asked;
  private Hold hold = new Hold();
  private String leftOver; // held for the letter before, and not let go of yet
  private final Set<String> confused = new HashSet<>();
  private String confusion;

  /**
   * @param prompts what to sign next: one letter or a word
   */
  Exercise(Supplier<String> prompts, Statistics statistics) {
    this.prompts = prompts;
    this.statistics = statistics;
  }

  /** What is asked for: a letter or a word. */
  String prompt() {
    return prompt;
  }

  /** How many of its letters have been signed. */
  int position() {
    return at;
  }

  /** The letter to sign now; null before the first. */
  String target() {
    return at < prompt.length() ? prompt.substring(at, at + 1) : null;
  }

  /** Which letter was read clearly instead; null for none. */
  String confusion() {
    return confusion;
  }

  /** How much of the time the letter has been held, 0–1. */
  double held() {
    String held = hold.letter();
    boolean holds = held != null && held.equals(target()) && !held.equals(leftOver);
    return holds ? Math.min(1, hold.millis() / HOLD_MILLIS) : 0;
  }

  /** Whether it takes so long that a hint is due. */
  boolean isSlow(long now) {
    return now - asked >= SLOW_MILLIS;
  }

  /** Asks for something else, of which nothing has been signed. */
  void begin(long now) {
    prompt = prompts.get();
    at = 0;
    ask(now);
  }

  /** Time went by without a camera: the letter is asked for once more. */
  void again(long now) {
    hold = new Hold();
    ask(now);
  }

  private void ask(long now) {
    asked = now;
    leftOver = hold.letter();
    confused.clear();
    confusion = null;
  }

  /** Gives the letter up. */
  void skip(long now) {
    statistics.change(target(), s -> s.with(new Attempt(null, confused.size())));
    next(now);
  }

  private void next(long now) {
    at++;
    if (at == prompt.length()) {
      begin(now);
    } else {
      ask(now);
    }
  }

  /**
   * Takes a reading.
   *
   * @param letter null for no sign
   */
  Event take(String letter, long now) {
    hold.next(letter, (double) now);
    String held = hold.letter();
    if (!Objects.equals(held, leftOver)) {
      leftOver = null;
    }
    if (held == null || held.equals(leftOver)) {
      return Event.NOTHING;
    }
    String target = target();
    if (held.equals(target)) {
      return hold.millis() < HOLD_MILLIS ? Event.NOTHING : signed(target, now);
    }
    if (hold.millis() < CONFUSED_MILLIS) {
      return Event.NOTHING;
    }
    confusion = held;
    if (!confused.add(held)) {
      return Event.NOTHING;
    }
    statistics.change(target, s -> s.confusedWith(held));
    return Event.CONFUSED;
  }

  private Event signed(String target, long now) {
    double seconds = Math.max(0, hold.begun() - asked) / 1000;
    statistics.change(target, s -> s.with(new Attempt(seconds, confused.size())));
    next(now);
    return Event.SIGNED;
  }
}
