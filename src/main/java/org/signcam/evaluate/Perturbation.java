package org.signcam.evaluate;

import java.util.Locale;
import java.util.Objects;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Point;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.OpenCv;
import org.signcam.samples.Frames.Square;

/**
 * A disturbance under which a model is measured, applied to the square that it sees.
 *
 * @param kind what is done
 * @param amount how much, in the kind's unit; 0 for kinds without
 */
public record Perturbation(Kind kind, double amount) {
  /** Leaves pictures as they are. */
  public static final Perturbation NONE = new Perturbation(Kind.NONE, 0);

  /** What can be done to a picture, with the range of its amount (both ends included). */
  public enum Kind {
    NONE(0, 0),
    /** Mirrored left to right: the other hand, or software that mirrors. */
    FLIP(0, 0),
    /** Stops of exposure: the light is multiplied by 2 to that power. */
    LIGHT(-8, 8),
    /** Degrees anticlockwise about the middle. */
    TILT(-180, 180),
    /** To the right by that share of the side: a region that is not centred on the hand. */
    SHIFT(-0.9, 0.9),
    /** Down by that share of the side. */
    DOWN(-0.9, 0.9),
    /** A region so many times as large, in which the hand is as much smaller. */
    SIZE(0.2, 5),
    /** Compressed and decompressed with that JPEG quality. */
    JPEG(1, 100);

    private final double least;
    private final double most;

    Kind(double least, double most) {
      this.least = least;
      this.most = most;
    }

    private boolean hasAmount() {
      return least < most;
    }
  }

  public Perturbation {
    Objects.requireNonNull(kind);
    if (!(amount >= kind.least && amount <= kind.most)) {
      throw new IllegalArgumentException(
          "%s takes %s to %s, not %s"
              .formatted(name(kind), number(kind.least), number(kind.most), number(amount)));
    }
  }

  /**
   * Reads {@code flip}, {@code light:STOPS}, {@code tilt:DEGREES}, {@code shift:SHARE}, {@code
   * down:SHARE}, {@code size:TIMES} or {@code jpeg:QUALITY}; the inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Perturbation parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    for (Kind kind : Kind.values()) {
      if (name(kind).equals(name)) {
        if (kind.hasAmount() != (colon >= 0)) {
          throw new IllegalArgumentException(
              kind.hasAmount()
                  ? "%s needs an amount, as in %s:%s".formatted(name, name, example(kind))
                  : "%s takes no amount, found '%s'".formatted(name, text));
        }
        return new Perturbation(kind, colon < 0 ? 0 : amount(text, colon + 1));
      }
    }
    throw new IllegalArgumentException(
        "A disturbance is flip, light:1.5, tilt:15, shift:0.2, down:0.2, size:1.25 or jpeg:40; this is '"
            + text
            + "'");
  }

  private static double amount(String text, int from) {
    try {
      return Double.parseDouble(text.substring(from));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected a number after the colon, found '" + text + "'", e);
    }
  }

  /**
   * The picture disturbed, of the same size; edges are continued where the picture ends.
   *
   * @param bgr height×width, 8-bit BGR; left as it is
   * @return a Mat of its own that the caller releases
   */
  public Mat apply(Mat bgr) {
    OpenCv.load();
    Mat out = new Mat();
    switch (kind) {
      case NONE -> bgr.copyTo(out);
      case FLIP -> Core.flip(bgr, out, 1);
      case LIGHT -> light(bgr, out);
      case TILT -> warp(bgr, out, Imgproc.getRotationMatrix2D(middle(bgr), amount, 1));
      case SIZE -> warp(bgr, out, Imgproc.getRotationMatrix2D(middle(bgr), 0, 1 / amount));
      case SHIFT -> warp(bgr, out, move(0, amount * bgr.cols()));
      case DOWN -> warp(bgr, out, move(1, amount * bgr.rows()));
      case JPEG -> jpeg(bgr, out);
    }
    return out;
  }

  /** Whether it is the region that is out of place, rather than the picture disturbed. */
  boolean moves() {
    return kind == Kind.SHIFT || kind == Kind.DOWN || kind == Kind.SIZE;
  }

  /** The square out of place: what {@link #apply} does to a crop, without continuing its edges. */
  Square moved(Square square) {
    double step = amount * square.side();
    return switch (kind) {
      case SHIFT -> new Square(square.x() - step, square.y(), square.side());
      case DOWN -> new Square(square.x(), square.y() - step, square.side());
      case SIZE -> new Square(square.x(), square.y(), step);
      default -> square;
    };
  }

  private static Point middle(Mat picture) {
    return new Point((picture.cols() - 1) / 2.0, (picture.rows() - 1) / 2.0);
  }

  private static Mat move(int axis, double pixels) {
    Mat move = Mat.eye(2, 3, CvType.CV_64F);
    move.put(axis, 2, (double) Math.round(pixels));
    return move;
  }

  /** A stop doubles the light; pixels hold the light's sRGB code (IEC 61966-2-1), not the light. */
  private void light(Mat bgr, Mat out) {
    double gain = Math.pow(2, amount);
    byte[] codes = new byte[256];
    for (int code = 0; code < 256; code++) {
      double v = code / 255.0;
      double light = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
      double lit = Math.min(1, light * gain);
      double c = lit <= 0.0031308 ? 12.92 * lit : 1.055 * Math.pow(lit, 1 / 2.4) - 0.055;
      codes[code] = (byte) Math.round(255 * c);
    }
    Mat table = new Mat(1, 256, CvType.CV_8U);
    table.put(0, 0, codes);
    Core.LUT(bgr, table, out);
    table.release();
  }

  private static void warp(Mat bgr, Mat out, Mat matrix) {
    Size size = bgr.size();
    Imgproc.warpAffine(bgr, out, matrix, size, Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE);
    matrix.release();
  }

  private void jpeg(Mat bgr, Mat out) {
    MatOfByte bytes = new MatOfByte();
    MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, (int) Math.round(amount));
    Imgcodecs.imencode(".jpg", bgr, bytes, quality);
    Mat decoded = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
    decoded.copyTo(out);
    decoded.release();
    quality.release();
    bytes.release();
  }

  /** As the command line takes it: {@code light:1.5}. */
  @Override
  public String toString() {
    return kind.hasAmount() ? name(kind) + ":" + number(amount) : name(kind);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String example(Kind kind) {
    return switch (kind) {
      case LIGHT -> "1.5";
      case TILT -> "15";
      case SHIFT, DOWN -> "0.2";
      case SIZE -> "1.25";
      default -> "40";
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
