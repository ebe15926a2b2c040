package org.signcam.ui.gallery;

import org.signcam.model.Prediction;

/**
 * What a model makes of a labelled picture.
 *
 * @param given probability of the picture's own label, 0–1: of the letter, or of "no letter" for
 *     whatever the model does not read
 * @param read the letter it reads; null for none
 * @param agrees whether it says the same as the label
 */
record Opinion(double given, String read, boolean agrees) {
  static Opinion of(String label, Prediction prediction) {
    String read = prediction.letter();
    boolean letter = prediction.letters().contains(label);
    if (letter) {
      return new Opinion(prediction.probability(label), read, label.equals(read));
    }
    boolean rejects = prediction.probabilities().length > prediction.letters().size();
    double none = rejects ? prediction.rejection() : 1 - prediction.confidence();
    return new Opinion(none, read, read == null);
  }

  /** A few words, to stand below the picture. */
  String words() {
    if (agrees) {
      return Math.round(given * 100) + " %";
    }
    return read == null ? "reads none" : "reads " + read;
  }
}
