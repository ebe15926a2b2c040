package org.signcam.recognize;

import java.util.Arrays;
import org.signcam.model.Prediction;

/**
 * Keeps the letter from flickering. The rule: the letter shown is the one whose mean probability
 * over the readings of the last {@value #WINDOW_MILLIS} ms is largest, if that mean reaches the
 * model's threshold and beats the rejecting class; else none. A clean change of sign is therefore
 * shown about half a window, {@value #DELAY_MILLIS} ms, after it is made. One thread at a time.
 */
public final class Smoother {
  /** How far back the mean goes, ms. */
  public static final int WINDOW_MILLIS = 200;

  /** The delay that smoothing adds to a clean change, ms. */
  public static final int DELAY_MILLIS = WINDOW_MILLIS / 2;

  // The readings of the window, the oldest first; 16 are enough at 60 frames a second.
  private Prediction[] recent = new Prediction[16];
  private double[] times = new double[16]; // ms
  private int count;
  private float[] mean = {};

  /**
   * Adds a prediction and says what to show.
   *
   * @param millis the frame's time, ms; a jump back (another file) forgets what was
   * @return the letter, or {@code null} for no sign
   */
  public String next(Prediction prediction, double millis) {
    if (count > 0 && millis < times[count - 1]) {
      count = 0;
    }
    forget(millis - WINDOW_MILLIS);
    if (count == times.length) {
      recent = Arrays.copyOf(recent, 2 * count);
      times = Arrays.copyOf(times, 2 * count);
    }
    recent[count] = prediction;
    times[count] = millis;
    count++;
    return mean(prediction).letter();
  }

  /** Drops what is not later than a time. */
  private void forget(double millis) {
    int old = 0;
    while (old < count && times[old] <= millis) {
      old++;
    }
    count -= old;
    System.arraycopy(recent, old, recent, 0, count);
    System.arraycopy(times, old, times, 0, count);
  }

  /** Valid until the next call. */
  private Prediction mean(Prediction like) {
    if (mean.length != like.probabilities().length) {
      mean = new float[like.probabilities().length];
    }
    Arrays.fill(mean, 0);
    for (int r = 0; r < count; r++) {
      float[] probabilities = recent[r].probabilities();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += probabilities[i] / count;
      }
    }
    return new Prediction(like.letters(), mean, like.threshold());
  }
}
