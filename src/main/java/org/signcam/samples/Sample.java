package org.signcam.samples;

import java.nio.file.Path;
import java.util.Objects;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;
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

  /**
   * Reads the pixels that count: the region's, or the whole picture where none is known.
   *
   * @return height×width, 8-bit BGR, for the caller to release
   * @throws UserException when the file cannot be read
   */
  public Mat read() {
    Mat picture = Pictures.read(file);
    if (region == null) {
      return picture;
    }
    Region square = square(picture.cols(), picture.rows());
    Mat part = picture.submat(new Rect(square.x(), square.y(), square.side(), square.side()));
    try {
      return part.clone();
    } finally {
      part.release();
      picture.release();
    }
  }

  /**
   * The square that a model is to see of the whole file: the region, brought into the picture where
   * it sticks out, or the largest square in the middle.
   *
   * @param width of the file's picture, px
   * @param height of the file's picture, px
   */
  public Region square(int width, int height) {
    int side = Math.min(width, height);
    return region == null
        ? new Region((width - side) / 2, (height - side) / 2, side)
        : region.clampTo(width, height);
  }

  /**
   * SHA-256 of its file, in hex.
   *
   * @throws UserException when the file cannot be read
   */
  public String digest() {
    return StoreFiles.digest(file);
  }

  /** Where the region lies in a picture that was recorded; {@code null} for any other. */
  public static Region regionIn(Path picture) {
    return new Recordings().region(picture);
  }
}
