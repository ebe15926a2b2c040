package org.signcam.train;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.Region;
import org.signcam.samples.Sample;
import org.signcam.train.Recipe.Augmentation;

/**
 * Turns a picture of a hand into what another webcam, room and moment might have made of it: a
 * looser or tighter region, tilt, stretch, perspective, the other hand, another room, other light
 * and colour, blur, noise, JPEG, something in front of it. The ranges at strength 1 are about what
 * a live region shows. Or made larger or smaller and turned alone, see {@link Augmentation}.
 *
 * <p>Same generator state, same result, on any thread. Every Mat is released by hand after its last
 * use: one that is only forgotten may be finalized while native code still reads it.
 */
final class Augmenter {
  /** How often a hand that can be cut out is put into another room. */
  private static final double MOVED = 0.5;

  /** The same for hands that come on black, where no webcam shows them. */
  private static final double MOVED_FROM_BLACK = 0.7;

  private final Augmentation kind;
  private final double strength;
  private final Rooms rooms;
  private final HandMasks masks;

  /**
   * As a webcam might.
   *
   * @param strength 0 leaves the picture alone but for its size, 1 is a webcam's
   * @param rooms to put behind and in front of hands
   * @param masks of hands; {@code null} to leave hands with landmarks where they are
   */
  Augmenter(double strength, Rooms rooms, HandMasks masks) {
    this(Augmentation.WEBCAM, strength, rooms, masks);
  }

  private Augmenter(Augmentation kind, double strength, Rooms rooms, HandMasks masks) {
    this.kind = kind;
    this.strength = strength;
    this.rooms = rooms;
    this.masks = masks;
  }

  /** As a recipe says, with rooms and masks where its augmentation uses them. */
  static Augmenter of(Recipe recipe, Rooms rooms, HandMasks masks) {
    return new Augmenter(recipe.augmentation(), recipe.strength(), rooms, masks);
  }

  /** As a recipe says, without other rooms. */
  static Augmenter of(Recipe recipe) {
    return of(recipe, Rooms.NONE, null);
  }

  private boolean webcam() {
    return kind == Augmentation.WEBCAM;
  }

  /**
   * Makes one disturbed picture.
   *
   * <p>What is made shows the sample's region; disturbed, it shows of the margin about it what a
   * looser or shifted region would.
   *
   * @param bgr the sample's whole picture, H×W×3 uint8
   * @param points x, y, z of landmarks as fractions of its sides, changed in place to fractions of
   *     the result's; may be {@code null}
   * @return side×side×3 uint8 BGR; the caller releases it
   */
  Mat apply(Sample sample, Mat bgr, float[] points, int side, RandomGenerator random) {
    if (strength == 0) {
      return plain(bgr, sample.square(bgr.width(), bgr.height()), points, side);
    }
    Mat source = webcam() ? elsewhere(sample.file(), bgr, points, random) : bgr;
    Rect shown =
        sample.region() == null
            ? new Rect(0, 0, bgr.width(), bgr.height())
            : rect(sample.square(bgr.width(), bgr.height()));
    Mat out = warp(source, shown, points, side, random);
    if (source != bgr) {
      source.release();
    }
    if (webcam()) {
      light(out, random);
      degrade(out, random);
      cover(out, random);
    }
    return out;
  }

  /** The hand in another room, now and then, where it can be cut out; else the picture itself. */
  private Mat elsewhere(Path file, Mat bgr, float[] points, RandomGenerator random) {
    boolean black = Cutout.onBlack(bgr);
    if (random.nextDouble() >= (black ? MOVED_FROM_BLACK : MOVED)) {
      return bgr;
    }
    Mat hand = null;
    if (black) {
      hand = Cutout.notBlack(bgr);
    } else if (points != null && masks != null) {
      hand = masks.of(file, bgr, points);
    }
    if (hand == null) {
      return bgr;
    }
    Mat room = rooms.behind(bgr.width(), bgr.height(), random);
    double softness = random.nextDouble(0.005, 0.012) * bgr.width();
    return Cutout.before(bgr, hand, room, softness);
  }

  /** The square, scaled as a live region is. */
  private static Mat plain(Mat bgr, Region square, float[] points, int side) {
    Mat part = bgr.submat(rect(square));
    Mat out = new Mat();
    int interpolation = square.side() > side ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
    Imgproc.resize(part, out, new Size(side, side), 0, 0, interpolation);
    part.release();
    if (points != null) {
      for (int i = 0; i < points.length; i += 3) {
        points[i] = (points[i] * bgr.width() - square.x()) / square.side();
        points[i + 1] = (points[i + 1] * bgr.height() - square.y()) / square.side();
        points[i + 2] *= (float) bgr.width() / square.side();
      }
    }
    return out;
  }

  private static Rect rect(Region region) {
    return new Rect(region.x(), region.y(), region.side(), region.side());
  }

  private double spread(double range, RandomGenerator random) {
    return strength * range * (2 * random.nextDouble() - 1);
  }

  /** The same where a webcam is imitated; else 0. */
  private double webcamSpread(double range, RandomGenerator random) {
    return webcam() ? spread(range, random) : 0;
  }

  /** Scale, tilt, stretch, shear, perspective, shift and the other hand, in one interpolation. */
  private Mat warp(Mat bgr, Rect shown, float[] points, int side, RandomGenerator random) {
    double w = bgr.width();
    double h = bgr.height();
    double midX = shown.x + shown.width / 2.0;
    double midY = shown.y + shown.height / 2.0;
    double scale =
        side
            / (double) Math.max(shown.width, shown.height)
            * Math.exp(spread(0.275, random) - 0.025 * strength);
    double tilt =
        Math.toRadians(strength * Math.max(-25, Math.min(25, 10 * random.nextGaussian())));
    double stretch = Math.exp(webcamSpread(0.1, random));
    double shear = webcamSpread(0.1, random);
    double flip = webcam() && random.nextBoolean() ? -1 : 1; // a left hand, or a mirrored one
    double a = scale * flip * (Math.cos(tilt) * stretch);
    double b = scale * (Math.cos(tilt) * shear - Math.sin(tilt) / stretch);
    double c = scale * flip * (Math.sin(tilt) * stretch);
    double d = scale * (Math.sin(tilt) * shear + Math.cos(tilt) / stretch);
    double px =
        webcamSpread(0.15, random) / side; // by how much the right side is farther than the left
    double py = webcamSpread(0.15, random) / side;
    double cx = side * (0.5 + webcamSpread(0.18, random)); // where the middle shown comes to lie
    double cy = side * (0.5 + webcamSpread(0.18, random));
    double[] matrix = { // from the middle shown, (a b; c d) over 1 + px·x' + py·y', to (cx, cy)
      a + cx * (px * a + py * c), b + cx * (px * b + py * d), cx,
      c + cy * (px * a + py * c), d + cy * (px * b + py * d), cy,
      px * a + py * c, px * b + py * d, 1
    };
    if (points != null) {
      move(points, matrix, w, h, midX, midY, side);
    }
    int[] borders = {Core.BORDER_CONSTANT, Core.BORDER_REPLICATE, Core.BORDER_REFLECT_101};
    int border = webcam() ? borders[random.nextInt(borders.length)] : Core.BORDER_REFLECT_101;
    Scalar colour = Rooms.colour(random);
    Mat shrunk = shrinkFirst(bgr, scale);
    Mat transform = new Mat(3, 3, CvType.CV_64F);
    transform.put(0, 0, onPixels(matrix, w / shrunk.width(), h / shrunk.height(), midX, midY));
    Mat out = new Mat();
    Imgproc.warpPerspective(
        shrunk, out, transform, new Size(side, side), Imgproc.INTER_LINEAR, border, colour);
    transform.release();
    if (shrunk != bgr) {
      shrunk.release();
    }
    return out;
  }

  /** The matrix on pixels that are sx×sy of the picture's, counted from its corner. */
  private static double[] onPixels(double[] m, double sx, double sy, double midX, double midY) {
    double[] out = new double[9];
    for (int row = 0; row < 3; row++) {
      out[3 * row] = m[3 * row] * sx;
      out[3 * row + 1] = m[3 * row + 1] * sy;
      out[3 * row + 2] = m[3 * row + 2] - m[3 * row] * midX - m[3 * row + 1] * midY;
    }
    return out;
  }

  private static void move(
      float[] points, double[] m, double w, double h, double midX, double midY, int side) {
    double zoom = Math.sqrt(Math.abs(m[0] * m[4] - m[1] * m[3])) * w / side;
    for (int i = 0; i < points.length; i += 3) {
      double x = points[i] * w - midX;
      double y = points[i + 1] * h - midY;
      double over = (m[6] * x + m[7] * y + m[8]) * side;
      points[i] = (float) ((m[0] * x + m[1] * y + m[2]) / over);
      points[i + 1] = (float) ((m[3] * x + m[4] * y + m[5]) / over);
      points[i + 2] *= (float) zoom;
    }
  }

  /** Averages before a strong reduction, as the live region's area interpolation does. */
  private static Mat shrinkFirst(Mat bgr, double scale) {
    if (scale >= 0.75) {
      return bgr;
    }
    Mat shrunk = new Mat();
    Size size = new Size(Math.round(bgr.width() * scale), Math.round(bgr.height() * scale));
    Imgproc.resize(bgr, shrunk, size, 0, 0, Imgproc.INTER_AREA);
    return shrunk;
  }

  /** Gamma, contrast, brightness and white balance as one table a channel; now and then grey. */
  private void light(Mat bgr, RandomGenerator random) {
    if (random.nextDouble() < 0.15) {
      Mat grey = new Mat();
      Imgproc.cvtColor(bgr, grey, Imgproc.COLOR_BGR2GRAY);
      Imgproc.cvtColor(grey, bgr, Imgproc.COLOR_GRAY2BGR);
      grey.release();
    }
    double gamma = Math.exp(spread(0.5, random));
    double contrast = 1 + spread(0.35, random);
    double brightness = 1 + spread(0.375, random) - 0.025 * strength;
    Scalar mean = Core.mean(bgr);
    double grey = 255 * Math.pow((mean.val[0] + mean.val[1] + mean.val[2]) / 765, gamma);
    byte[] table = new byte[256 * 3];
    for (int channel = 0; channel < 3; channel++) {
      double balance = 1 + spread(0.15, random);
      for (int v = 0; v < 256; v++) {
        double lit = 255 * Math.pow(v / 255.0, gamma);
        double out = balance * ((lit - grey) * contrast + grey * brightness);
        table[3 * v + channel] = (byte) Math.round(Math.max(0, Math.min(255, out)));
      }
    }
    Mat lut = new Mat(1, 256, CvType.CV_8UC3);
    lut.put(0, 0, table);
    Core.LUT(bgr, lut, bgr);
    lut.release();
  }

  /** Blur, noise and JPEG. */
  private void degrade(Mat bgr, RandomGenerator random) {
    if (random.nextDouble() < 0.25) {
      double sigma = (0.4 + 1.6 * random.nextDouble()) * bgr.width() / 172;
      Imgproc.GaussianBlur(bgr, bgr, new Size(0, 0), sigma);
    }
    if (random.nextDouble() < 0.3) {
      Core.setRNGSeed(random.nextInt());
      Mat noise = new Mat(bgr.size(), CvType.CV_16SC3);
      Core.randn(noise, 0, 2 + 12 * random.nextDouble());
      Mat everywhere = new Mat();
      Core.add(bgr, noise, bgr, everywhere, CvType.CV_8UC3);
      everywhere.release();
      noise.release();
    }
    if (random.nextDouble() < 0.3) {
      MatOfByte jpeg = new MatOfByte();
      MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, random.nextInt(25, 86));
      Imgcodecs.imencode(".jpg", bgr, jpeg, quality);
      Mat decoded = Imgcodecs.imdecode(jpeg, Imgcodecs.IMREAD_COLOR);
      decoded.copyTo(bgr);
      decoded.release();
      jpeg.release();
      quality.release();
    }
  }

  /** Random erasing (Zhong et al. 2017, https://arxiv.org/abs/1708.04896) by colour or room. */
  private void cover(Mat bgr, RandomGenerator random) {
    if (random.nextDouble() >= 0.3 * strength) {
      return;
    }
    int size = (int) (bgr.width() * random.nextDouble(0.1, 0.3));
    int x = random.nextInt(bgr.width() - size);
    int y = random.nextInt(bgr.height() - size);
    Mat part = bgr.submat(new Rect(x, y, size, size));
    Mat thing = rooms.before(size, size, random);
    thing.copyTo(part);
    thing.release();
    part.release();
  }
}
