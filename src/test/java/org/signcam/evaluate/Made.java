package org.signcam.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;

/** Made-up outcomes of a model that reads A and B and has a rejecting class; threshold 0.5. */
final class Made {
  static final List<String> LETTERS = List.of("A", "B");

  private Made() {}

  static Outcome outcome(String label, String signer, double a, double b) {
    float[] p = {(float) a, (float) b, (float) (1 - a - b)};
    Sample sample = new Sample(Path.of(label + ".jpg"), signer, label, null);
    return new Outcome(sample, new Prediction(LETTERS, p, 0.5));
  }
}
