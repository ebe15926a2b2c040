package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.samples.Sample;

class AugmenterTest {
  private static final Sample ANY = new Sample(Path.of("any.png"), "p1", "A", null);

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  @Test
  void strengthZeroOnlyResizes() {
    Mat grey = new Mat(100, 100, CvType.CV_8UC3, new Scalar(10, 20, 30));
    Mat out =
        new Augmenter(0, Rooms.NONE, null).apply(ANY, grey, null, 64, new SplittableRandom(1));
    assertThat(out.width()).isEqualTo(64);
    Scalar mean = Core.mean(out);
    assertThat(mean.val).containsExactly(10, 20, 30, 0);
  }

  @Test
  void theSameGeneratorMakesTheSamePicture() {
    Mat picture = new Mat(90, 120, CvType.CV_8UC3);
    Core.setRNGSeed(3);
    Core.randu(picture, 0, 255);
    Path file = folder.resolve("p1/A/0.png");
    file.getParent().toFile().mkdirs();
    Imgcodecs.imwrite(file.toString(), picture);
    Sample sample = new Sample(file, "p1", "A", null);
    Rooms rooms = new Rooms(List.of(file), List.of(file));
    Augmenter augmenter = new Augmenter(1.4, rooms, new HandMasks(folder));
    for (int seed = 0; seed < 20; seed++) {
      float[] points = new float[63];
      new SplittableRandom(seed).doubles(63).forEach(d -> points[(int) (63 * d)] = (float) d);
      Mat a = augmenter.apply(sample, picture, points.clone(), 64, new SplittableRandom(seed));
      Mat b = augmenter.apply(sample, picture, points, 64, new SplittableRandom(seed));
      assertThat(Core.norm(a, b, Core.NORM_INF)).isZero();
    }
  }

  @Test
  void landmarksStayOnWhatTheyMark() {
    // A white dot on black: wherever scale, tilt, shear, shift and mirror take it, its point goes.
    int found = 0;
    for (int seed = 0; seed < 60; seed++) {
      Mat picture = new Mat(200, 160, CvType.CV_8UC3, new Scalar(60, 60, 60));
      Imgproc.circle(picture, new Point(100, 80), 9, new Scalar(255, 255, 255), -1);
      float[] point = {100f / 160, 80f / 200, 0.1f};
      Augmenter augmenter = new Augmenter(0.5, Rooms.NONE, null);
      Mat out = augmenter.apply(ANY, picture, point, 128, new SplittableRandom(seed));
      int x = Math.round(point[0] * 128);
      int y = Math.round(point[1] * 128);
      if (x > 2 && y > 2 && x < 125 && y < 125) {
        Scalar there = Core.mean(out.submat(y - 2, y + 3, x - 2, x + 3));
        Scalar everywhere = Core.mean(out);
        if (there.val[1] > everywhere.val[1] + 30) {
          found++;
        }
      }
      out.release();
      picture.release();
    }
    // Some dots are covered on purpose; a wrong transformation would lose nearly all.
    assertThat(found).isGreaterThan(48);
  }

  @Test
  void bothHandsAreSeenInTraining() {
    // Red on the left, blue on the right: about half of the results have them exchanged.
    Mat picture = new Mat(64, 64, CvType.CV_8UC3, new Scalar(0, 0, 200));
    picture.submat(0, 64, 32, 64).setTo(new Scalar(200, 0, 0));
    int flipped = 0;
    for (int seed = 0; seed < 200; seed++) {
      Mat out =
          new Augmenter(0.2, Rooms.NONE, null)
              .apply(ANY, picture, null, 64, new SplittableRandom(seed));
      Scalar left = Core.mean(out.submat(20, 44, 10, 22));
      flipped += left.val[0] > left.val[2] ? 1 : 0;
      out.release();
    }
    assertThat(flipped).isBetween(60, 140);
  }

  @Test
  void zoomAndRotationChangeNeitherColourNorHandNorPlace() {
    Recipe recipe = Recipe.of("rps-resnet50");
    assertThat(recipe.augmentation()).isEqualTo(Recipe.Augmentation.ZOOM_AND_ROTATION);
    Mat picture = new Mat(64, 64, CvType.CV_8UC3, new Scalar(0, 0, 200)); // red left, blue right
    picture.submat(0, 64, 32, 64).setTo(new Scalar(200, 0, 0));
    picture.submat(30, 34, 30, 34).setTo(new Scalar(0, 200, 0)); // green in the middle
    Augmenter augmenter = Augmenter.of(recipe);
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int seed = 0; seed < 60; seed++) {
      float[] middle = {0.5f, 0.5f, 0};
      Mat out = augmenter.apply(ANY, picture, middle, 128, new SplittableRandom(seed));
      assertThat(middle).containsExactly(new float[] {0.5f, 0.5f, 0}, within(1e-5f));
      assertThat(out.get(64, 64)).containsExactly(0, 200, 0);
      assertThat(out.get(64, 40)).containsExactly(0, 0, 200);
      assertThat(out.get(64, 88)).containsExactly(200, 0, 0);
      Mat green = new Mat();
      Core.inRange(out, new Scalar(0, 190, 0), new Scalar(10, 200, 10), green);
      double size = Core.countNonZero(green);
      least = Math.min(least, size);
      most = Math.max(most, size);
      green.release();
      out.release();
    }
    assertThat(most).as("zoom").isGreaterThan(1.5 * least);
  }

  @Test
  void zoomAndRotationTurnByUpTo25Degrees() {
    Augmenter augmenter = Augmenter.of(Recipe.of("rps-resnet50"));
    Mat picture = new Mat(64, 64, CvType.CV_8UC3, new Scalar(60, 60, 60));
    double most = 0;
    for (int seed = 0; seed < 100; seed++) {
      float[] axes = {0.75f, 0.5f, 0, 0.5f, 0.75f, 0}; // right and below of the middle
      augmenter.apply(ANY, picture, axes, 64, new SplittableRandom(seed)).release();
      double right = Math.toDegrees(Math.atan2(axes[1] - 0.5, axes[0] - 0.5));
      double below = Math.toDegrees(Math.atan2(axes[4] - 0.5, axes[3] - 0.5));
      assertThat(Math.abs(right)).isLessThan(25.01);
      assertThat(below - right).as("no shear").isCloseTo(90, within(0.01));
      assertThat(Math.hypot(axes[0] - 0.5, axes[1] - 0.5))
          .as("no stretch")
          .isCloseTo(Math.hypot(axes[3] - 0.5, axes[4] - 0.5), within(1e-5));
      most = Math.max(most, Math.abs(right));
    }
    assertThat(most).isGreaterThan(15);
  }

  @Test
  void handsCutOutOnBlackAreRecognizedAndGetARoom() {
    Mat hand = new Mat(100, 100, CvType.CV_8UC3, new Scalar(0, 0, 0));
    Imgproc.circle(hand, new Point(50, 50), 30, new Scalar(120, 150, 210), -1);
    Mat room = new Mat(100, 100, CvType.CV_8UC3, new Scalar(200, 180, 90));
    assertThat(Cutout.onBlack(hand)).isTrue();
    assertThat(Cutout.onBlack(room)).isFalse();
    Mat out = Cutout.before(hand, Cutout.notBlack(hand), room.clone(), 1);
    assertThat(out.get(5, 5)).containsExactly(200, 180, 90);
    assertThat(out.get(50, 50)).containsExactly(120, 150, 210);
  }

  /** A white region with a green dot in its middle, in a grey margin, off the picture's middle. */
  private static Mat withMargin(Region region) {
    Mat picture = new Mat(200, 260, CvType.CV_8UC3, new Scalar(120, 120, 120));
    Rect square = new Rect(region.x(), region.y(), region.side(), region.side());
    picture.submat(square).setTo(new Scalar(255, 255, 255));
    Point middle = new Point(region.x() + region.side() / 2.0, region.y() + region.side() / 2.0);
    Imgproc.circle(picture, middle, 6, new Scalar(0, 255, 0), -1);
    return picture;
  }

  @Test
  void undisturbedExactlyTheRegionIsSeen() {
    Region region = new Region(70, 30, 128);
    Sample sample = new Sample(Path.of("a.jpg"), "p1", "A", null, region, "p1/s/001");
    Mat picture = withMargin(region);
    float[] points = {(70 + 64) / 260f, (30 + 64) / 200f, 0.1f};
    Mat out =
        new Augmenter(0, Rooms.NONE, null)
            .apply(sample, picture, points, 128, new SplittableRandom(1));
    Mat exact = picture.submat(30, 158, 70, 198);
    assertThat(Core.norm(out, exact, Core.NORM_INF)).isZero();
    assertThat(points[0]).isCloseTo(0.5f, within(1e-5f));
    assertThat(points[1]).isCloseTo(0.5f, within(1e-5f));
    assertThat(points[2]).isCloseTo(0.1f * 260 / 128, within(1e-5f));
  }

  @Test
  void disturbedTheRegionsMiddleMovesAboutTheMiddleAndTheMarginIsItsOwn() {
    Region region = new Region(70, 30, 128);
    Sample sample = new Sample(Path.of("a.jpg"), "p1", "A", null, region, "p1/s/001");
    Augmenter augmenter = new Augmenter(0.3, Rooms.NONE, null);
    int margins = 0;
    for (int seed = 0; seed < 40; seed++) {
      Mat picture = withMargin(region);
      float[] points = {(70 + 64) / 260f, (30 + 64) / 200f, 0};
      Mat out = augmenter.apply(sample, picture, points, 128, new SplittableRandom(seed));
      assertThat(points[0]).isBetween(0.4f, 0.6f);
      assertThat(points[1]).isBetween(0.4f, 0.6f);
      Scalar edge = Core.mean(out.col(0));
      margins += edge.val[0] < 0.85 * Core.mean(out).val[0] ? 1 : 0; // grey, no copied white
      out.release();
      picture.release();
    }
    assertThat(margins).isGreaterThan(8);
  }
}
