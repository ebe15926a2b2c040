package org.signcam.evaluate;

import java.util.Objects;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;

/** What a picture shows (its label, its signer) and what the model made of it. */
public record Outcome(Sample sample, Prediction prediction) {
  public Outcome {
    Objects.requireNonNull(sample);
    Objects.requireNonNull(prediction);
  }

  String label() {
    return sample.label();
  }

  /** The letter read, or null when the model rejected the picture. */
  String read() {
    return prediction.letter();
  }

  /** The most probable letter, whether it was answered or not. */
  String best() {
    return prediction.letters().get(prediction.best());
  }

  boolean bestIsRight() {
    return best().equals(label());
  }

  boolean correct() {
    return sample.label().equals(prediction.letter());
  }
}
