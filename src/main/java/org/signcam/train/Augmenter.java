package org.signcam.train;

import java.util.List;
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

/**
 * Turns a picture of a hand into what another webcam, room and moment might have made of it: a
 * looser or tighter region, tilt, stretch, the other hand, other light and colour, blur, noise,
 * JPEG, something in front of it. The ranges at strength 1 are about what a live region shows.
 *
 * <p>Same generator state, same result, on any thread. Every Mat is released by hand after its last
 * use: one that is only forgotten may be finalized while native code still reads it.
 */
final class Augmenter {
  private final double strength;
  private final List<Mat> backgrounds;

  /**
   * @param strength 0 leaves the picture alone but for its size, 1 is a webcam's
   * @param backgrounds pictures of rooms (BGR) to put behind hands that were cut out on black, and
   *     in front of any; may be empty
   */
  Augmenter(double strength, List<Mat> backgrounds) {
    this.strength = strength;
    this.backgrounds = backgrounds;
  }

  /**
   * Makes one disturbed picture.
   *
   * @param bgr the picture, H×W×3 uint8
   * @param points landmarks as fractions of its sides, changed in place to fractions of the
   *     result's; may be {@code null}
   * @return side×side×3 uint8 BGR; the caller releases it
   */
  Mat apply(Mat bgr, float[] points, int side, RandomGenerator random) {
    if (strength == 0) {
      return plain(bgr, points, side);
    }
    Mat source = bgr;
    if (!backgrounds.isEmpty() && Cutout.onBlack(bgr) && random.nextDouble() < 0.7) {
      source = Cutout.replaceBlack(bgr, background(bgr.width(), bgr.height(), random));
    }
    Mat out = warp(source, points, side, random);
    if (source != bgr) {
      source.release();
    }
    light(out, random);
    degrade(out, random);
    cover(out, random);
    return out;
  }

  /** The centred square, scaled as a live region is. */
  private static Mat plain(Mat bgr, float[] points, int side) {
    int least = Math.min(bgr.width(), bgr.height());
    int left = (bgr.width() - least) / 2;
    int top = (bgr.height() - least) / 2;
    Mat square = bgr.submat(new Rect(left, top, least, least));
    Mat out = new Mat();
    int interpolation = least > side ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
    Imgproc.resize(square, out, new Size(side, side), 0, 0, interpolation);
    square.release();
    if (points != null) {
      for (int i = 0; i < points.length; i += 2) {
        points[i] = (points[i] * bgr.width() - left) / least;
        points[i + 1] = (points[i + 1] * bgr.height() - top) / least;
      }
    }
    return out;
  }

  private double spread(double range, RandomGenerator random) {
    return strength * range * (2 * random.nextDouble() - 1);
  }

  /** Scale, tilt, stretch, shear, shift and the other hand, in one interpolation. */
  private Mat warp(Mat bgr, float[] points, int side, RandomGenerator random) {
    double w = bgr.width();
    double h = bgr.height();
    double scale = side / Math.max(w, h) * Math.exp(spread(0.275, random) - 0.025 * strength);
    double tilt =
        Math.toRadians(strength * Math.max(-25, Math.min(25, 10 * random.nextGaussian())));
    double stretch = Math.exp(spread(0.1, random));
    double shear = spread(0.1, random);
    double flip = random.nextBoolean() ? -1 : 1; // a left hand, or a mirrored one
    double a = scale * flip * (Math.cos(tilt) * stretch);
    double b = scale * (Math.cos(tilt) * shear - Math.sin(tilt) / stretch);
    double c = scale * flip * (Math.sin(tilt) * stretch);
    double d = scale * (Math.sin(tilt) * shear + Math.cos(tilt) / stretch);
    double tx = side * (0.5 + spread(0.13, random)) - (a * w + b * h) / 2;
    double ty = side * (0.5 + spread(0.13, random)) - (c * w + d * h) / 2;
    if (points != null) {
      for (int i = 0; i < points.length; i += 2) {
        double x = points[i] * w;
        double y = points[i + 1] * h;
        points[i] = (float) ((a * x + b * y + tx) / side);
        points[i + 1] = (float) ((c * x + d * y + ty) / side);
      }
    }
    Mat matrix = new Mat(2, 3, CvType.CV_64F);
    matrix.put(0, 0, a, b, tx, c, d, ty);
    int[] borders = {Core.BORDER_CONSTANT, Core.BORDER_REPLICATE, Core.BORDER_REFLECT_101};
    int border = borders[random.nextInt(borders.length)];
    Scalar colour = new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    Mat shrunk = shrinkFirst(bgr, scale);
    if (shrunk != bgr) {
      Mat enlarge = Mat.eye(3, 3, CvType.CV_64F);
      enlarge.put(0, 0, w / shrunk.width());
      enlarge.put(1, 1, h / shrunk.height());
      Mat whole = new Mat();
      Mat none = new Mat();
      Core.gemm(matrix, enlarge, 1, none, 0, whole);
      none.release();
      enlarge.release();
      matrix.release();
      matrix = whole;
    }
    Mat out = new Mat();
    Imgproc.warpAffine(
        shrunk, out, matrix, new Size(side, side), Imgproc.INTER_LINEAR, border, colour);
    matrix.release();
    if (shrunk != bgr) {
      shrunk.release();
    }
    return out;
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
    if (backgrounds.isEmpty() || random.nextBoolean()) {
      part.setTo(new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
    } else {
      Mat room = background(size, size, random);
      room.copyTo(part);
      room.release();
    }
    part.release();
  }

  /** A random square of a random room, scaled to w×h px. */
  private Mat background(int w, int h, RandomGenerator random) {
    Mat room = backgrounds.get(random.nextInt(backgrounds.size()));
    int least = Math.min(room.width(), room.height());
    int size = Math.max(1, (int) (least * random.nextDouble(0.4, 1)));
    Rect where =
        new Rect(
            random.nextInt(room.width() - size + 1),
            random.nextInt(room.height() - size + 1),
            size,
            size);
    Mat part = room.submat(where);
    Mat scaled = new Mat();
    Imgproc.resize(part, scaled, new Size(w, h));
    part.release();
    return scaled;
  }
}
