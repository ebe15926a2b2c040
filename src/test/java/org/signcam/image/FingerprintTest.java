package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
