package org.signcam.samples;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One labelled picture.
 *
 * @param file the picture, as found under the folder that was given
 * @param signer whose hand it is; frames of one signer are nearly alike, so a split must keep them
 *     together
 * @param label the letter, {@link SampleSet#NOTHING}, or another handshape
 * @param part {@code train}, {@code valid} or {@code test} where the folder gives a split, else
 *     null
 */
public record Sample(Path file, String signer, String label, String part) {
  public Sample {
    Objects.requireNonNull(file);
    Objects.requireNonNull(signer);
    Objects.requireNonNull(label);
  }
}
