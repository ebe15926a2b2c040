package org.signcam.ui.models;

import java.nio.file.Path;
import org.signcam.model.ModelCard;

/**
 * A model in the list.
 *
 * @param card {@code null} for one that cannot be read
 * @param sentence why it cannot be read, else empty
 * @param mark {@code in use}, {@code default}, both, or empty
 */
record ModelEntry(Path file, long bytes, ModelCard card, String sentence, String mark) {
  String name() {
    return file.getFileName().toString().replaceFirst("\\.safetensors$", "");
  }

  /** As the list shows it. */
  @Override
  public String toString() {
    return card == null
        ? name() + " – cannot be read"
        : mark.isEmpty() ? name() : name() + " – " + mark;
  }
}
