package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

class FingerprintTest {
  @Test
  void aPictureIsKnownAgainScaledDarkenedAndRecompressed() {
    Fingerprint original = of(7, m -> {});
    assertSame(original, of(7, m -> Imgproc.resize(m, m, new Size(61, 47))), false);
    assertSame(original, of(7, m -> m.convertTo(m, -1, 0.5, 10)), false);
    assertSame(original, of(7, FingerprintTest::recompress), false);
  }

  @Property(tries = 50)
  void aPictureIsKnownAgainInAMirrorAndNeverTakenForAnother(@ForAll int seed) {
    Fingerprint original = of(seed, m -> {});
    Fingerprint mirrored = of(seed, m -> Core.flip(m, m, 1));
    Fingerprint other = of(seed + 1, m -> {});
    assertSame(original, original, false);
    assertSame(original, mirrored, true);
    assertSame(mirrored, original, true);
    assertThat(original.likeness(other)).isNull();
    assertThat(original.likeness(of(seed, m -> Core.flip(m, m, 0)))).isNull();
  }

  /** The thumbnails alone would take them for one: nearly all that is in them is the lamp. */
  @Property(tries = 50)
  void theSameLightOnOtherThingsIsNoLikeness(@ForAll int seed, @ForAll boolean fromAbove) {
    Fingerprint one = of(seed, m -> lit(m, fromAbove));
    Fingerprint other = of(seed + 1, m -> lit(m, fromAbove));
    assertSame(one, one, false);
    assertThat(one.likeness(other)).isNull();
  }

  /** Fades the picture and lays a ramp of light over it. */
  private static void lit(Mat picture, boolean fromAbove) {
    Mat ramp = new Mat(picture.size(), CvType.CV_8UC1);
    for (int y = 0; y < ramp.rows(); y++) {
      for (int x = 0; x < ramp.cols(); x++) {
        int light = fromAbove ? 255 * y / ramp.rows() : 255 * x / ramp.cols();
        ramp.put(y, x, new byte[] {(byte) light});
      }
    }
    Core.addWeighted(picture, 0.1, ramp, 0.9, 0, picture);
    ramp.release();
  }

  @Property(tries = 50)
  void theLikenessIsPearsonsCorrelationOfTheThumbnails(@ForAll int seed) {
    Mat one = Textures.gray(seed);
    Mat other = Textures.gray(seed + 1);
    Core.addWeighted(one, 0.9, other, 0.1, 0, other);
    Fingerprint.Likeness likeness = Fingerprint.of(one).likeness(Fingerprint.of(other));
    assertThat(likeness).isNotNull();
    assertThat(likeness.correlation()).isCloseTo(pearson(one, other), within(1e-4)).isLessThan(1);
    one.release();
    other.release();
  }

  private static double pearson(Mat a, Mat b) {
    double[] x = thumbnail(a);
    double[] y = thumbnail(b);
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double[] thumbnail(Mat picture) {
    Mat small = new Mat();
    Imgproc.resize(picture, small, new Size(32, 32), 0, 0, Imgproc.INTER_AREA);
    small.convertTo(small, CvType.CV_64F);
    double[] values = new double[32 * 32];
    small.get(0, 0, values);
    small.release();
    return values;
  }

  @Test
  void picturesWithNothingOnThemLookLikeNothing() {
    Fingerprint gray = of(1, m -> m.setTo(new Scalar(100)));
    Fingerprint black = of(1, m -> m.setTo(new Scalar(0)));
    assertThat(gray.likeness(black)).isNull();
    assertThat(gray.likeness(gray)).isNull();
  }

  @Test
  void onlyGreyPicturesAreTaken() {
    OpenCv.load();
    Mat colour = new Mat(8, 8, CvType.CV_8UC3, new Scalar(1, 2, 3));
    Mat empty = new Mat();
    assertThatThrownBy(() -> Fingerprint.of(colour)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fingerprint.of(empty)).isInstanceOf(IllegalArgumentException.class);
    colour.release();
  }

  private static void assertSame(Fingerprint a, Fingerprint b, boolean mirrored) {
    Fingerprint.Likeness likeness = a.likeness(b);
    assertThat(likeness).isNotNull();
    assertThat(likeness.mirrored()).isEqualTo(mirrored);
    assertThat(likeness.correlation()).isBetween(Fingerprint.LEAST_CORRELATION, 1.0);
  }

  private static Fingerprint of(int seed, Consumer<Mat> change) {
    Mat picture = Textures.gray(seed);
    change.accept(picture);
    Fingerprint fingerprint = Fingerprint.of(picture);
    picture.release();
    return fingerprint;
  }

  private static void recompress(Mat picture) {
    MatOfByte bytes = new MatOfByte();
    MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, 30);
    Imgcodecs.imencode(".jpg", picture, bytes, quality);
    Mat decoded = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_GRAYSCALE);
    decoded.copyTo(picture);
    decoded.release();
    bytes.release();
    quality.release();
  }
}
