package org.signcam.model;

import java.util.List;

/**
 * What a model makes of one picture.
 *
 * @param letters the labels that can be answered
 * @param probabilities calibrated, 0–1, sum 1; in the order of {@code letters}, then the rejecting
 *     class where the model has one
 * @param threshold least probability at which a letter is answered
 */
public record Prediction(List<String> letters, float[] probabilities, double threshold) {
  /** Index of the most probable letter, whether it is answered or not. */
  public int best() {
    int best = 0;
    for (int i = 1; i < letters.size(); i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The calibrated probability of the most probable letter, 0–1, even when it is rejected. */
  public double confidence() {
    return probabilities[best()];
  }

  /** Probability of the rejecting class, 0–1; 0 for a model without one. */
  public double rejection() {
    return probabilities.length > letters.size() ? probabilities[letters.size()] : 0;
  }

  /**
   * The letter answered: the most probable one, or {@code null} (no sign) when it does not reach
   * the threshold or the rejecting class is more probable.
   */
  public String letter() {
    double confidence = confidence();
    return confidence >= threshold && confidence > rejection() ? letters.get(best()) : null;
  }

  /** Probability of one letter, 0–1; 0 for a letter the model does not know. */
  public double probability(String letter) {
    int index = letters.indexOf(letter);
    return index < 0 ? 0 : probabilities[index];
  }

  /** The calibrated answer to one row of logits. */
  public static Prediction of(float[] logits, ModelCard card) {
    double[] shares = shares(logits, card.temperature(), card.letters().size());
    float[] probabilities = new float[shares.length];
    for (int i = 0; i < shares.length; i++) {
      probabilities[i] = (float) shares[i];
    }
    return new Prediction(card.letters(), probabilities, card.threshold());
  }

  /**
   * softmax(logits / temperature) of the letters and, where there are more labels than letters, the
   * sum of the others as the last.
   *
   * @param letters how many of the labels, the first ones, are letters
   */
  public static double[] shares(float[] logits, double temperature, int letters) {
    double max = Double.NEGATIVE_INFINITY;
    for (float l : logits) {
      max = Math.max(max, l / temperature);
    }
    double[] shares = new double[Math.min(logits.length, letters + 1)];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double e = Math.exp(logits[i] / temperature - max);
      shares[Math.min(i, letters)] += e;
      sum += e;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
