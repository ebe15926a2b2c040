package org.signcam.ui;

import java.util.Arrays;
import org.signcam.recognize.Reading;

/**
 * When frames and readings arrived, and when they were on the screen: what a benchmark looks at.
 * Any thread.
 */
public final class PaintLog {
  private final Column frameArrived = new Column();
  private final Column framePainted = new Column();
  private final Column readingArrived = new Column(); // its frame
  private final Column readingReady = new Column();
  private final Column readingPainted = new Column();
  private final Column forward = new Column(); // ns
  private boolean paused;

  /** Numbers in the order they came; its memory only grows. */
  private static final class Column {
    private long[] values = new long[1024];
    private int count;

    void add(long value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    /** Milliseconds since those of another column. */
    double[] millisSince(Column start) {
      double[] millis = new double[count];
      for (int i = 0; i < count; i++) {
        millis[i] = (values[i] - start.values[i]) / 1e6;
      }
      return millis;
    }
  }

  /** A new frame is on the screen; times of {@link System#nanoTime}. */
  synchronized void frame(long arrived, long painted) {
    if (!paused) {
      frameArrived.add(arrived);
      framePainted.add(painted);
    }
  }

  /** A new reading is on the screen. */
  synchronized void reading(Reading reading, long painted) {
    if (!paused) {
      readingArrived.add(reading.stampNanos());
      readingReady.add(reading.stampNanos() + (long) (reading.latencyMillis() * 1e6));
      readingPainted.add(painted);
      forward.add((long) (reading.times().forwardMillis() * 1e6));
    }
  }

  /** Forgets all. */
  public synchronized void clear() {
    for (Column column :
        new Column[] {
          frameArrived, framePainted, readingArrived, readingReady, readingPainted, forward
        }) {
      column.count = 0;
    }
  }

  /** While paused nothing is noted. */
  public synchronized void setPaused(boolean on) {
    paused = on;
  }

  /** From a frame's arrival to its picture on the screen, ms. */
  public synchronized double[] frameMillis() {
    return framePainted.millisSince(frameArrived);
  }

  /** From a frame's arrival to its reading, ms; of the readings that were painted. */
  public synchronized double[] readyMillis() {
    return readingReady.millisSince(readingArrived);
  }

  /** From a frame's arrival to its reading on the screen, ms. */
  public synchronized double[] readingMillis() {
    return readingPainted.millisSince(readingArrived);
  }

  /** The forward passes of the same readings, ms. */
  public synchronized double[] forwardMillis() {
    double[] millis = new double[forward.count];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = forward.values[i] / 1e6;
    }
    return millis;
  }

  /**
   * How smooth it was.
   *
   * @param fps new frames painted a second
   * @param longestMillis time between two of them, at most
   */
  public record Smoothness(double fps, double longestMillis) {}

  /** How smooth it was between two times of {@link System#nanoTime}. */
  public synchronized Smoothness smoothness(long from, long to) {
    int frames = 0;
    long last = from;
    long longest = 0;
    for (int i = 0; i < framePainted.count; i++) {
      long time = framePainted.values[i];
      if (time >= from && time <= to) {
        frames++;
        longest = Math.max(longest, time - last);
        last = time;
      }
    }
    return new Smoothness(frames / ((to - from) / 1e9), Math.max(longest, to - last) / 1e6);
  }
}
