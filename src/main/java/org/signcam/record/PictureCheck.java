package org.signcam.record;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.OpenCv;

/**
 * Looks at the region of each picture before it is written. One thread at a time; owns native
 * memory, which {@link #close} gives back.
 *
 * <p>The figures beside the limits are of about 60 pictures each of 33 people at their webcams.
 */
final class PictureCheck implements AutoCloseable {
  /** Mean grey, 0–255. 99 % of the pictures of a dim room that can still be read are above 45. */
  static final double LEAST_LIGHT = 40;

  /**
   * Share of pixels whose three channels are all clipped. Before a white wall the median is 0.14
   * and 0.28 is hardly ever reached.
   */
  static final double MOST_CLIPPED = 0.3;

  private static final int CLIPPED = 250; // of 255: JPEG and denoising move what was 255

  /**
   * Sharpness, over the median of this camera's pictures so far. At this limit 1.6 % of real
   * pictures and 94 % of the same blurred by 7 px of 256 (99 % by 11 px) are below.
   */
  static final double LEAST_SHARPNESS = 0.4;

  private static final int SHARPNESS_SIDE = 128;
  private static final int REMEMBERED = 120; // pictures; eight seconds at 15 a second
  private static final int LEAST_REMEMBERED = 5;

  /** Probability that it is no letter; less may be a letter that the model has yet to learn. */
  static final double NO_HAND = 0.9;

  /**
   * Mean difference of 32×32 grey thumbnails, 0–255, in which a sensor's noise averages out: of a
   * hand held still it is 0.2–0.6 from picture to picture, of one that moves 1–6.
   */
  static final double LEAST_DIFFERENCE = 0.4;

  private static final int THUMBNAIL = 32;

  private final Mat gray = new Mat();
  private final Mat small = new Mat();
  private final Mat work = new Mat();
  private final MatOfDouble mean = new MatOfDouble();
  private final MatOfDouble deviation = new MatOfDouble();
  private final double[] sharpness = new double[REMEMBERED];
  private int looked;
  private final float[] thumbnail = new float[THUMBNAIL * THUMBNAIL];
  private float[] kept; // the thumbnail of the picture kept last; null before

  PictureCheck() {
    OpenCv.load();
  }

  /** Another camera or place: its sharpness is its own. */
  void forget() {
    looked = 0;
    kept = null;
  }

  /** The next picture has none before it. */
  void beginBurst() {
    kept = null;
  }

  /**
   * What is wrong with a picture.
   *
   * @param bgr the region alone, height×width, 8 bits
   * @param noLetter probability that it shows none, 0–1; NaN where nobody has looked, or where none
   *     is wanted
   */
  Set<Fault> look(Mat bgr, double noLetter) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
    if (isBlurred()) {
      faults.add(Fault.BLURRED);
    }
    if (Core.mean(gray).val[0] < LEAST_LIGHT) {
      faults.add(Fault.DARK);
    }
    Core.inRange(bgr, Scalar.all(CLIPPED), Scalar.all(255), work);
    if (Core.countNonZero(work) > MOST_CLIPPED * bgr.total()) {
      faults.add(Fault.OVEREXPOSED);
    }
    if (noLetter >= NO_HAND) {
      faults.add(Fault.NO_HAND);
    }
    Imgproc.resize(gray, small, new Size(THUMBNAIL, THUMBNAIL), 0, 0, Imgproc.INTER_AREA);
    small.convertTo(work, CvType.CV_32F);
    work.get(0, 0, thumbnail);
    if (kept != null && difference() < LEAST_DIFFERENCE) {
      faults.add(Fault.DUPLICATE);
    }
    return faults;
  }

  /** The picture looked at last was kept: the next is compared with it. */
  void keep() {
    kept = thumbnail.clone();
  }

  /**
   * Variance of the Laplacian (J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield
   * microscopy: a comparative study", ICPR 2000) over the variance of the picture, so that contrast
   * and light do not count, at one size, so that the camera's does not; and judged against this
   * camera's own pictures, for no limit fits two cameras: the medians of people differ tenfold.
   */
  private boolean isBlurred() {
    Imgproc.resize(gray, small, new Size(SHARPNESS_SIDE, SHARPNESS_SIDE), 0, 0, Imgproc.INTER_AREA);
    Imgproc.Laplacian(small, work, CvType.CV_16S);
    double now = variance(work) / (variance(small) + 1);
    boolean blurred =
        looked >= LEAST_REMEMBERED && now < LEAST_SHARPNESS * median(Math.min(looked, REMEMBERED));
    sharpness[looked++ % REMEMBERED] = now;
    return blurred;
  }

  private double median(int n) {
    double[] sorted = Arrays.copyOf(sharpness, n);
    Arrays.sort(sorted);
    return sorted[n / 2];
  }

  private double variance(Mat of) {
    Core.meanStdDev(of, mean, deviation);
    double sigma = deviation.get(0, 0)[0];
    return sigma * sigma;
  }

  private double difference() {
    double sum = 0;
    for (int i = 0; i < thumbnail.length; i++) {
      sum += Math.abs(thumbnail[i] - kept[i]);
    }
    return sum / thumbnail.length;
  }

  @Override
  public void close() {
    for (Mat mat : new Mat[] {gray, small, work, mean, deviation}) {
      mat.release();
    }
  }
}
