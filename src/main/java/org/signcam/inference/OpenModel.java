package org.signcam.inference;

import java.nio.file.Path;
import org.signcam.model.Classifier;
import org.signcam.model.ModelCard;

/**
 * A model ready to use.
 *
 * @param file where it came from
 * @param card what it says of itself
 * @param classifier reads pictures; closed with this
 * @param device where it runs, in words, with the reason when that is not a GPU
 */
public record OpenModel(Path file, ModelCard card, Classifier classifier, String device)
    implements AutoCloseable {
  @Override
  public void close() {
    classifier.close();
  }
}
