package org.signcam.samples;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.signcam.image.Fingerprint;

/**
 * A picture that is there twice, and the one it is most like.
 *
 * @param side that the picture is on
 * @param likeSide that the other is on
 * @param correlation of their thumbnails, {@value Fingerprint#LEAST_CORRELATION}–1
 */
public record Twin(
    Sample picture, String side, Sample like, String likeSide, Kind kind, double correlation) {
  /**
   * Under two labels of one side, pictures less alike than this are two handshapes before one
   * background: of 18 such pairs among 8,787 pictures, four of the five above it were wrong labels
   * and none of the 13 below it.
   */
  public static final double ONE_SHAPE = 0.98;

  /** How two pictures are the same. */
  public enum Kind {
    /** Byte by byte. */
    EXACT,
    /** To the eye: recompressed, scaled, or the next frame. */
    NEAR,
    /** To the eye, one of them in a mirror. */
    MIRRORED
  }

  /** Whether a figure measured on one side would be of a picture that the other side has seen. */
  public boolean acrossSides() {
    return !side.equals(likeSide);
  }

  /** Whether one of the two labels must be wrong, if they do show the same. */
  public boolean acrossLabels() {
    return !picture.label().equals(like.label());
  }

  /**
   * For every picture the best twin among those before it, if there is one: first of another side,
   * then of another label, then an exact copy. Nearly equal frames of one side and label are what a
   * camera makes, and left out. The surest come first. Compares every pair, on all cores.
   *
   * @param pictures side by side: those of the first side first
   * @param side the name of the side that a picture is on
   */
  static List<Twin> find(List<PictureFacts> pictures, Function<Sample, String> side) {
    String[] sides = pictures.stream().map(p -> side.apply(p.sample())).toArray(String[]::new);
    return IntStream.range(0, sides.length)
        .parallel()
        .mapToObj(i -> best(pictures, sides, i))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingDouble(Twin::rank).reversed())
        .toList();
  }

  private static Twin best(List<PictureFacts> pictures, String[] sides, int i) {
    Twin best = null;
    for (int j = 0; j < i; j++) {
      PictureFacts picture = pictures.get(i);
      PictureFacts other = pictures.get(j);
      Fingerprint.Likeness likeness = picture.fingerprint().likeness(other.fingerprint());
      boolean exact = picture.digest().equals(other.digest()); // flat pictures have no likeness
      if (likeness != null || exact) {
        Kind kind = exact ? Kind.EXACT : likeness.mirrored() ? Kind.MIRRORED : Kind.NEAR;
        double correlation = exact ? 1 : likeness.correlation();
        Twin twin =
            new Twin(picture.sample(), sides[i], other.sample(), sides[j], kind, correlation);
        best = twin.rank() > (best == null ? 0 : best.rank()) ? twin : best;
      }
    }
    return best;
  }

  /** 0 for what is no finding; within one sort of finding, exact copies before likenesses. */
  private double rank() {
    double closeness = kind == Kind.EXACT ? 2 : correlation;
    if (acrossSides()) {
      return 20 + closeness;
    }
    if (acrossLabels()) {
      return closeness < ONE_SHAPE ? 0 : 10 + closeness;
    }
    return kind == Kind.EXACT ? closeness : 0;
  }
}
