package org.signcam.image;

import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What a picture looks like, to find it again scaled, recompressed, brighter, darker, a little
 * shifted or in a mirror. Two steps: a 64-bit hash that is quick to compare, and for the few pairs
 * that pass, the correlation of two 32×32 thumbnails. Immutable, 4 KB, no native memory.
 *
 * <p>The hash is the DCT hash of C. Zauner, "Implementation and Benchmarking of Perceptual Image
 * Hash Functions" (Hagenberg, 2010), section 3.2.1: the 8×8 lowest frequencies of a 32×32 grey
 * picture, without those that are constant along a row or column, against their median. Half of the
 * bits are set, so distances are even.
 */
public final class Fingerprint {
  static {
    OpenCv.load();
  }

  /**
   * Hashes that differ in more bits of 64 than this are of different pictures. Of copies
   * recompressed, halved, darkened, mirrored or cropped by 1 %, 99.9 % are within it; of 37 million
   * pairs of hand pictures of different people 490 are, and go on to the second step.
   */
  public static final int MOST_BITS = 10;

  /**
   * Thumbnails that correlate less than this are of different pictures: among those 490 pairs the
   * best that look alike by chance (two people's hands cut out on black) reach 0.950.
   */
  public static final double LEAST_CORRELATION = 0.96;

  private static final int SIDE = 32;
  private static final int FREQUENCIES = 8;
  private static final int BITS = FREQUENCIES * FREQUENCIES;

  private final long hash;
  private final long mirroredHash;
  private final float[] thumbnail; // 32×32, row by row, mean 0, length 1; all 0 where it is flat

  /**
   * How alike two pictures are.
   *
   * @param correlation of the thumbnails, {@value #LEAST_CORRELATION}–1
   * @param mirrored whether one is the other's mirror image
   */
  public record Likeness(double correlation, boolean mirrored) {}

  private Fingerprint(long hash, long mirroredHash, float[] thumbnail) {
    this.hash = hash;
    this.mirroredHash = mirroredHash;
    this.thumbnail = thumbnail;
  }

  /**
   * Computes the fingerprint of a picture of any size.
   *
   * @param gray height×width, 8 bits; left as it is
   */
  public static Fingerprint of(Mat gray) {
    if (gray.type() != CvType.CV_8UC1 || gray.empty()) {
      throw new IllegalArgumentException("Expected an 8-bit grey picture, found " + gray);
    }
    float[] thumbnail = new float[SIDE * SIDE];
    float[] spectrum = new float[SIDE * SIDE];
    Mat small = new Mat();
    try {
      Imgproc.resize(gray, small, new Size(SIDE, SIDE), 0, 0, Imgproc.INTER_AREA);
      small.convertTo(small, CvType.CV_32F);
      small.get(0, 0, thumbnail);
      Core.dct(small, small);
      small.get(0, 0, spectrum);
    } finally {
      small.release();
    }
    double[] low = new double[BITS];
    double[] mirrored = new double[BITS];
    for (int v = 1; v <= FREQUENCIES; v++) {
      for (int u = 1; u <= FREQUENCIES; u++) {
        int i = (v - 1) * FREQUENCIES + u - 1;
        low[i] = spectrum[v * SIDE + u];
        mirrored[i] = u % 2 == 1 ? -low[i] : low[i]; // a mirror turns odd cosines over
      }
    }
    normalize(thumbnail);
    return new Fingerprint(hash(low), hash(mirrored), thumbnail);
  }

  /** How alike the two are, or null where they are different pictures. Symmetric. */
  public Likeness likeness(Fingerprint other) {
    boolean near = Long.bitCount(hash ^ other.hash) <= MOST_BITS;
    boolean nearInMirror = Long.bitCount(hash ^ other.mirroredHash) <= MOST_BITS;
    if (!near && !nearInMirror) {
      return null;
    }
    double straight = near ? correlation(other, false) : -1;
    double turned = nearInMirror ? correlation(other, true) : -1;
    double best = Math.max(straight, turned);
    return best < LEAST_CORRELATION ? null : new Likeness(best, turned > straight);
  }

  private double correlation(Fingerprint other, boolean inMirror) {
    double sum = 0;
    for (int row = 0; row < SIDE * SIDE; row += SIDE) {
      for (int x = 0; x < SIDE; x++) {
        sum += thumbnail[row + x] * other.thumbnail[row + (inMirror ? SIDE - 1 - x : x)];
      }
    }
    return Math.min(1, sum);
  }

  private static void normalize(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < values.length; i++) {
      values[i] = length < 1e-3 ? 0 : (float) ((values[i] - mean) / length);
    }
  }

  private static long hash(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = (sorted[BITS / 2 - 1] + sorted[BITS / 2]) / 2;
    long bits = 0;
    for (double value : values) {
      bits = bits << 1 | (value > median ? 1 : 0);
    }
    return bits;
  }
}
