package org.signcam.recognize;

import java.util.ArrayDeque;
import java.util.Deque;
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

  private final Deque<Timed> recent = new ArrayDeque<>();

  private record Timed(double millis, Prediction prediction) {}

  /**
   * Adds a prediction and says what to show.
   *
   * @param millis the frame's time, ms; a jump back (another file) forgets what was
   * @return the letter, or {@code null} for no sign
   */
  public String next(Prediction prediction, double millis) {
    if (!recent.isEmpty() && millis < recent.getLast().millis) {
      recent.clear();
    }
    recent.addLast(new Timed(millis, prediction));
    while (recent.getFirst().millis <= millis - WINDOW_MILLIS) {
      recent.removeFirst();
    }
    return mean(prediction).letter();
  }

  private Prediction mean(Prediction like) {
    float[] mean = new float[like.probabilities().length];
    for (Timed timed : recent) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += timed.prediction.probabilities()[i] / recent.size();
      }
    }
    return new Prediction(like.letters(), mean, like.threshold());
  }
}
