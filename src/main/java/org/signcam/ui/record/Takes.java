package org.signcam.ui.record;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is recorded when: as long as a key is held, after a countdown, or letter after letter with a
 * pause before each. Knows no Swing and no clock: it is told the time.
 */
final class Takes {
  /** The countdown, and the pause before each letter of a run. */
  static final int PAUSE_MILLIS = 3000;

  /** Pictures of a burst that nobody holds, where the count says "as long as held". */
  static final int UNHELD_COUNT = 30;

  /** Who records. */
  interface Stage {
    /** Begins a burst; false when that is not possible. */
    boolean begin(String letter, int count);

    /** Ends it. */
    void stop();
  }

  enum State {
    IDLE,
    /** Counting down to a burst. */
    PAUSE,
    RECORDING
  }

  private final Stage stage;
  private final Deque<String> next = new ArrayDeque<>();
  private State state = State.IDLE;
  private String letter = "";
  private int count;
  private long pauseEnd;
  private boolean held;

  Takes(Stage stage) {
    this.stage = stage;
  }

  State state() {
    return state;
  }

  /** The letter recorded or counted down to. */
  String letter() {
    return letter;
  }

  /** Whether the burst under way lasts as long as something is held. */
  boolean isHeld() {
    return held;
  }

  /** How many letters of a run follow. */
  int following() {
    return next.size();
  }

  /** Seconds until the burst begins, rounded up. */
  int secondsLeft(long nowMillis) {
    return (int) Math.max(0, Math.ceil((pauseEnd - nowMillis) / 1000.0));
  }

  /** Records until {@link #release}, or as many as asked for. */
  void hold(String chosen, int pictures) {
    stop();
    held = true;
    record(chosen, pictures);
  }

  /** What was held is let go. */
  void release() {
    if (held) {
      held = false;
      if (state == State.RECORDING) {
        stage.stop();
      }
    }
  }

  /** Records letters one after the other, each after a pause. One letter is a countdown. */
  void run(List<String> letters, int pictures, long nowMillis) {
    stop();
    next.addAll(letters);
    count = pictures == 0 ? UNHELD_COUNT : pictures;
    pause(nowMillis);
  }

  /** Time has passed. */
  void tick(long nowMillis) {
    if (state == State.PAUSE && nowMillis >= pauseEnd) {
      record(letter, count);
    }
  }

  /**
   * The burst has ended.
   *
   * @param complete whether it has what it was to have; else a run ends too
   */
  void ended(boolean complete, long nowMillis) {
    state = State.IDLE;
    if (complete && !next.isEmpty()) {
      pause(nowMillis);
    } else {
      next.clear();
    }
  }

  /** Ends everything. */
  void stop() {
    next.clear();
    held = false;
    boolean recording = state == State.RECORDING;
    state = State.IDLE;
    if (recording) {
      stage.stop();
    }
  }

  private void pause(long nowMillis) {
    letter = next.removeFirst();
    pauseEnd = nowMillis + PAUSE_MILLIS;
    state = State.PAUSE;
  }

  private void record(String chosen, int pictures) {
    letter = chosen;
    state = State.RECORDING;
    if (!stage.begin(chosen, pictures)) {
      state = State.IDLE;
      next.clear();
    }
  }
}
