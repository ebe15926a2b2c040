package org.signcam.ui;

import java.nio.file.Path;
import org.signcam.model.ModelCard;

/**
 * What has become of the wish for a model.
 *
 * @param card null unless {@code READY}
 * @param device the device's name and, when it is not a GPU, why; empty unless {@code READY}
 * @param sentence what is wrong and what to do; empty unless {@code FAILED}
 */
public record ModelState(Kind kind, Path file, ModelCard card, String device, String sentence) {
  public enum Kind {
    LOADING,
    READY,
    FAILED
  }
}
