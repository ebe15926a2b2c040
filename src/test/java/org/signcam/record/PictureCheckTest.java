package org.signcam.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class PictureCheckTest {
  private static final int SIDE = 240;

  private final PictureCheck check = new PictureCheck();
  private final Random random = new Random(3);

  @AfterEach
  void close() {
    check.close();
  }

  /** Bright blocks with edges between them, another picture each time. */
  private Mat blocks() {
    Mat bgr = new Mat(SIDE, SIDE, CvType.CV_8UC3, Scalar.all(120));
    for (int i = 0; i < 30; i++) {
      Rect at = new Rect(random.nextInt(SIDE - 60), random.nextInt(SIDE - 60), 40, 60);
      Mat part = bgr.submat(at);
      part.setTo(Scalar.all(60 + random.nextInt(150)));
    }
    return bgr;
  }

  @Test
  void anOrdinaryPictureHasNoFault() {
    for (int i = 0; i < 20; i++) {
      assertThat(check.look(blocks(), 0.1)).isEmpty();
      check.keep();
    }
  }

  @Test
  void blurIsSeenAgainstTheCamerasOwnPictures() {
    Mat first = blocks();
    Mat blurred = new Mat();
    Imgproc.blur(first, blurred, new Size(12, 12));
    assertThat(check.look(blurred, 0)).as("nothing to compare with").isEmpty();
    for (int i = 0; i < 8; i++) {
      check.look(blocks(), 0);
    }
    assertThat(check.look(blurred, 0)).containsExactly(Fault.BLURRED);
    Mat dim = new Mat();
    blocks().convertTo(dim, -1, 0.5);
    assertThat(check.look(dim, 0)).as("half the contrast is no blur").isEmpty();
    check.forget();
    assertThat(check.look(blurred, 0)).as("another camera").isEmpty();
  }

  @Test
  void darkAndOverExposedAreSeen() {
    Mat dark = new Mat();
    blocks().convertTo(dark, -1, 0.2);
    assertThat(check.look(dark, 0)).contains(Fault.DARK).doesNotContain(Fault.OVEREXPOSED);
    Mat bright = new Mat();
    Core.add(blocks(), Scalar.all(130), bright);
    assertThat(check.look(bright, 0)).contains(Fault.OVEREXPOSED).doesNotContain(Fault.DARK);
  }

  @Test
  void aHandThatIsNotThereIsSeenOnlyWhereSomebodyLooked() {
    assertThat(check.look(blocks(), 0.95)).containsExactly(Fault.NO_HAND);
    assertThat(check.look(blocks(), 0.8)).isEmpty();
    assertThat(check.look(blocks(), Double.NaN)).isEmpty();
  }

  @Test
  void noiseAloneMakesNoNewPicture() {
    Mat still = blocks();
    check.look(still, 0);
    check.keep();
    Mat noisy = still.clone();
    byte[] pixels = new byte[SIDE * SIDE * 3];
    noisy.get(0, 0, pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((pixels[i] & 0xff) + Math.round(2 * random.nextGaussian()));
    }
    noisy.put(0, 0, pixels);
    assertThat(check.look(noisy, 0)).containsExactly(Fault.DUPLICATE);
    check.beginBurst();
    assertThat(check.look(noisy, 0)).as("the first of a burst").isEmpty();
  }
}
