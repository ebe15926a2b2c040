package org.signcam.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;

/**
 * Which pixels of a picture are the hand's: GrabCut (Rother et al. 2004,
 * https://doi.org/10.1145/1015706.1015720) begun from the landmarks. Kept on disk, since a picture
 * takes some 50 ms. Any thread.
 */
final class HandMasks {
  /** Side at which masks are cut, px: edges need no finer. */
  private static final int SIDE = 112;

  /** A mask of less or more of the picture has missed the hand, or its edge; shares, 0–1. */
  private static final double LEAST = 0.08;

  private static final double MOST = 0.7;

  /** The fingers and the palm as lines between landmarks. */
  private static final int[][] BONES = {
    {0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 5}, {5, 6}, {6, 7}, {7, 8}, {5, 9}, {9, 10}, {10, 11},
    {11, 12}, {9, 13}, {13, 14}, {14, 15}, {15, 16}, {13, 17}, {17, 18}, {18, 19}, {19, 20}, {0, 17}
  };

  private static final int[] PALM = {0, 1, 5, 9, 13, 17};

  /** Bytes of a picture's digest that begin the name of its masks, so that they can be erased. */
  private static final int PICTURE = 16;

  private static final String UNFINISHED = ".part";

  private final Path folder;

  /**
   * @param root folder of all caches
   */
  HandMasks(Path root) {
    folder = folder(root);
  }

  private static Path folder(Path root) {
    return root.resolve("hand-masks");
  }

  /**
   * Erases the masks of some pictures.
   *
   * @param root folder of all caches
   * @param digests SHA-256 of the pictures' files, in hex
   * @return how many were erased
   * @throws UserException when one cannot be deleted
   */
  static int erase(Path root, Collection<String> digests) {
    Path folder = folder(root);
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    Set<String> wanted =
        digests.stream().map(hex -> hex.substring(0, 2 * PICTURE)).collect(Collectors.toSet());
    int erased = 0;
    try (DirectoryStream<Path> masks =
        Files.newDirectoryStream(folder, "{*.png,*" + UNFINISHED + "}")) {
      for (Path mask : masks) {
        String name = mask.getFileName().toString();
        int end = name.indexOf('-');
        if (end < 0) { // cut off while it was written, or of a version that knew no pictures
          Files.delete(mask);
        } else if (wanted.contains(name.substring(0, end))) {
          Files.delete(mask);
          erased++;
        }
      }
      return erased;
    } catch (IOException e) {
      throw new UserException(
          "Cannot erase what is cached in %s (%s); delete that folder."
              .formatted(folder, AtomicFiles.reason(e)),
          e);
    }
  }

  /**
   * The hand's mask.
   *
   * @param points landmarks as fractions of the picture's sides
   * @return H×W uint8, 255 on the hand, for the caller to release; {@code null} where no hand could
   *     be cut out
   * @throws UserException when the cache cannot be written
   */
  Mat of(Path file, Mat bgr, float[] points) {
    try {
      Path place = folder.resolve(name(file, points));
      Mat mask;
      if (Files.exists(place) && Files.size(place) > 0) {
        MatOfByte png = new MatOfByte(Files.readAllBytes(place));
        mask = Imgcodecs.imdecode(png, Imgcodecs.IMREAD_GRAYSCALE);
        png.release();
      } else {
        mask = cut(bgr, points);
        keep(mask, place);
      }
      double share = mask.empty() ? 0 : Core.mean(mask).val[0] / 255;
      if (share < LEAST || share > MOST) {
        mask.release();
        return null;
      }
      Imgproc.resize(mask, mask, bgr.size(), 0, 0, Imgproc.INTER_LINEAR);
      return mask;
    } catch (IOException e) {
      throw new UserException(
          "Cannot use the cache " + folder + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  private static String name(Path file, float[] points) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] picture = sha.digest(Files.readAllBytes(file));
      ByteBuffer numbers = ByteBuffer.allocate(points.length * 4);
      numbers.asFloatBuffer().put(points);
      sha.update(numbers);
      HexFormat hex = HexFormat.of();
      return hex.formatHex(picture, 0, PICTURE) + "-" + hex.formatHex(sha.digest(), 0, 8) + ".png";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  // Not forced: a mask that a crash left empty is cut again; one cut short does not decode, and the
  // picture keeps its room.
  private void keep(Mat mask, Path place) throws IOException {
    MatOfByte png = new MatOfByte();
    Imgcodecs.imencode(".png", mask, png);
    AtomicFiles.makeFolders(folder);
    Path temporary = Files.createTempFile(folder, ".mask", UNFINISHED);
    try {
      Files.write(temporary, png.toArray());
      Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
      png.release();
    }
  }

  /** Cuts the hand out; at most SIDE px. */
  static Mat cut(Mat bgr, float[] points) {
    double scale = Math.min(1, (double) SIDE / Math.max(bgr.width(), bgr.height()));
    Mat small = new Mat();
    Size size = new Size(Math.round(bgr.width() * scale), Math.round(bgr.height() * scale));
    Imgproc.resize(bgr, small, size, 0, 0, Imgproc.INTER_AREA);
    Point[] at = new Point[Landmarks.POINTS];
    for (int i = 0; i < at.length; i++) {
      at[i] = new Point(points[3 * i] * size.width, points[3 * i + 1] * size.height);
    }
    double palm = distance(at[0], at[9]) + distance(at[5], at[17]);
    int thick = Math.max(3, (int) (0.13 * palm)); // about a finger's
    Mat mask = new Mat(small.size(), CvType.CV_8U, new Scalar(Imgproc.GC_BGD));
    draw(mask, at, 3 * thick, Imgproc.GC_PR_FGD);
    Point arm = new Point(4 * at[0].x - 3 * at[9].x, 4 * at[0].y - 3 * at[9].y);
    Imgproc.line(mask, at[0], arm, new Scalar(Imgproc.GC_PR_FGD), 4 * thick);
    draw(mask, at, Math.max(2, thick / 3), Imgproc.GC_FGD);
    Mat behind = new Mat();
    Mat hand = new Mat();
    Core.setRNGSeed(0);
    try {
      Imgproc.grabCut(small, mask, new Rect(), behind, hand, 2, Imgproc.GC_INIT_WITH_MASK);
    } catch (CvException e) { // no pixel left to be behind the hand, or on it
      mask.setTo(new Scalar(Imgproc.GC_BGD));
    }
    Mat one = new Mat(mask.size(), CvType.CV_8U, new Scalar(1));
    Core.bitwise_and(mask, one, mask); // both kinds of foreground are odd
    Core.multiply(mask, new Scalar(255), mask);
    for (Mat m : new Mat[] {small, behind, hand, one}) {
      m.release();
    }
    return mask;
  }

  private static void draw(Mat mask, Point[] at, int thick, int kind) {
    Scalar value = new Scalar(kind);
    for (int[] bone : BONES) {
      Imgproc.line(mask, at[bone[0]], at[bone[1]], value, thick);
    }
    Point[] corners = new Point[PALM.length];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = at[PALM[i]];
    }
    MatOfPoint palm = new MatOfPoint(corners);
    Imgproc.fillPoly(mask, List.of(palm), value);
    palm.release();
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }
}
