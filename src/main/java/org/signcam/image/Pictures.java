package org.signcam.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.UserException;

/** Reads picture files. */
public final class Pictures {
  static {
    OpenCv.load();
  }

  private static final Set<String> PICTURES =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "webp", "tif", "tiff", "ppm", "pgm");
  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "m4v", "mov", "avi", "mkv", "webm", "mpg", "mpeg", "ts", "mts", "m2ts", "wmv",
          "flv", "3gp", "ogv", "mjpg", "mjpeg", "gif");
  private static final byte[] JPEG_START = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};
  private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] PNG_END = {'I', 'E', 'N', 'D'};
  private static final long MAX_BYTES = 256L << 20;

  private Pictures() {}

  /** Whether the name ends as a picture's does; the file is not opened. */
  public static boolean isPicture(Path file) {
    return PICTURES.contains(extension(file));
  }

  /** Whether the name ends as a video's does; the file is not opened. */
  public static boolean isVideo(Path file) {
    return VIDEOS.contains(extension(file));
  }

  /**
   * Reads a picture upright (EXIF orientation applied) as 8-bit BGR, height×width. Grey becomes
   * three equal channels, 16 bits become 8, transparency is dropped.
   *
   * @return a Mat that the caller releases
   * @throws UserException when the file is missing, unreadable, empty, cut short, too large or no
   *     picture
   */
  public static Mat read(Path file) {
    return decode(file, bytes(file)); // not imread: it knows no names beyond the system's code page
  }

  /**
   * Decodes the bytes of a picture file, as {@link #read} does.
   *
   * @param file its name, for the message alone
   */
  public static Mat decode(Path file, byte[] bytes) {
    return decode(file, bytes, Imgcodecs.IMREAD_COLOR);
  }

  private static Mat decode(Path file, byte[] bytes, int flags) {
    PictureHeader header = PictureHeader.of(bytes);
    if (header == null) {
      throw damaged(file, null);
    }
    check(file, header);
    if (cutShort(bytes)) {
      throw new UserException(
          "The picture %s is cut short: its end is missing. Copy it again or delete it."
              .formatted(file));
    }
    MatOfByte encoded = new MatOfByte(bytes);
    try {
      Mat bgr = Imgcodecs.imdecode(encoded, flags);
      if (bgr.empty()) {
        throw damaged(file, null);
      }
      return bgr;
    } catch (CvException e) {
      throw damaged(file, e);
    } finally {
      encoded.release();
    }
  }

  /**
   * A picture read smaller than it is, and by which whole number.
   *
   * @param bgr a Mat that the caller releases
   */
  public record Reduced(Mat bgr, int factor) {}

  /**
   * Reads a picture as {@link #read} does, but only as large as is needed: several times faster for
   * a JPEG.
   *
   * @param region what is to be seen of it; null for its largest square
   * @param side that the region must have left, px, where it had as many
   */
  public static Reduced readReduced(Path file, Region region, int side) {
    byte[] bytes = bytes(file);
    PictureHeader header = PictureHeader.of(bytes);
    int least = header == null ? 0 : Math.min(header.width(), header.height());
    int had = region == null ? least : region.side();
    int factor = 1;
    while (factor < 8 && had / (factor * 2) >= side) {
      factor *= 2;
    }
    int flags =
        switch (factor) {
          case 8 -> Imgcodecs.IMREAD_REDUCED_COLOR_8;
          case 4 -> Imgcodecs.IMREAD_REDUCED_COLOR_4;
          case 2 -> Imgcodecs.IMREAD_REDUCED_COLOR_2;
          default -> Imgcodecs.IMREAD_COLOR;
        };
    return new Reduced(decode(file, bytes, flags), factor);
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          Files.isDirectory(file)
              ? "Expected a picture file, but %s is a folder.".formatted(file)
              : "There is no picture file %s; look at how its name is spelt.".formatted(file));
    }
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw new UserException(
            "The picture %s is empty (0 bytes). Copy it again or delete it.".formatted(file));
      }
      if (size > MAX_BYTES) {
        throw new UserException(
            "The file %s has %d MB; pictures up to %d MB are read."
                .formatted(file, size >> 20, MAX_BYTES >> 20));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserException(
          "The picture %s cannot be read (%s). Check that you may read it."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void check(Path file, PictureHeader header) {
    if ((long) header.width() * header.height() > OpenCv.MAX_PIXELS) {
      throw new UserException(
          "The picture %s has %d×%d pixels; up to %d million are read. Make it smaller."
              .formatted(file, header.width(), header.height(), OpenCv.MAX_PIXELS / 1_000_000));
    }
    if (header.moves()) {
      throw new UserException(
          "The picture %s moves, and which of its frames is meant is not clear. Save one by itself."
              .formatted(file));
    }
  }

  /** Whether a JPEG's or PNG's end mark is missing; OpenCV would fill the rest with grey. */
  private static boolean cutShort(byte[] bytes) {
    if (startsWith(bytes, 0, JPEG_START)) {
      int scan = startOfScan(bytes);
      return scan < 0 || find(bytes, scan, JPEG_END) < 0;
    }
    return startsWith(bytes, 0, PNG_START) && find(bytes, 8, PNG_END) < 0;
  }

  /**
   * The offset of the main picture's first scan (an EXIF thumbnail before it has an end mark of its
   * own), or −1. Marker segments: ITU-T T.81, B.1.1.4.
   */
  private static int startOfScan(byte[] bytes) {
    int at = 2;
    while (at + 4 <= bytes.length && bytes[at] == (byte) 0xff) {
      int marker = bytes[at + 1] & 0xff;
      if (marker == 0xda) {
        return at;
      }
      boolean fill = marker == 0xff;
      at += fill ? 1 : 2 + ((bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff));
    }
    return -1;
  }

  private static int find(byte[] bytes, int from, byte[] wanted) {
    for (int i = from; i <= bytes.length - wanted.length; i++) {
      if (startsWith(bytes, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
    int to = from + wanted.length;
    return to <= bytes.length && Arrays.equals(bytes, from, to, wanted, 0, wanted.length);
  }

  private static UserException damaged(Path file, Exception cause) {
    return new UserException(
        "%s is not a picture that can be read: expected JPEG, PNG, BMP, WebP, TIFF or Netpbm, undamaged."
            .formatted(file),
        cause);
  }

  private static String extension(Path file) {
    Path name = file.getFileName();
    String text = name == null ? "" : name.toString();
    return text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
