package org.signcam.samples;

import java.nio.file.Path;
import java.util.Objects;
import org.signcam.image.Region;

/**
 * One labelled picture.
 *
 * @param file the picture, as found under the folder that was given
 * @param signer whose hand it is; frames of one signer are nearly alike, so a split must keep them
 *     together
 * @param label the letter, {@link SampleSet#NOTHING}, or another handshape
 * @param part {@code train}, {@code valid} or {@code test} where the folder gives a split, else
 *     null
 * @param region where in the file's pixels the hand's region lies; the rest is margin. {@code null}
 *     for the whole picture
 * @param burst {@code SIGNER/SESSION/BBB}: pictures recorded in one go, which a split must not
 *     part; {@code null} where unknown
 */
public record Sample(
    Path file, String signer, String label, String part, Region region, String burst) {
  public Sample {
    Objects.requireNonNull(file);
    Objects.requireNonNull(signer);
    Objects.requireNonNull(label);
  }

  /** A whole picture of which nothing more is known. */
  public Sample(Path file, String signer, String label, String part) {
    this(file, signer, label, part, null, null);
  }
}
