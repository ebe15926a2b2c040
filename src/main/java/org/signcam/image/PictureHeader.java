package org.signcam.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a picture says of itself before any of it is decoded. Formats that only OpenCV's larger
 * libraries know (JPEG 2000, OpenEXR, Radiance …) are no pictures here: nobody's camera writes
 * them, and their decoders would read whatever is sent.
 *
 * @param width in pixels as stored, not turned upright; 0 where it is not understood: then OpenCV's
 *     own limit, which is the same, holds
 * @param height in pixels
 * @param moves whether it has several frames and is not readable as its first
 */
record PictureHeader(int width, int height, boolean moves) {
  private static final PictureHeader UNKNOWN = new PictureHeader(0, 0, false);

  /** Width and height, with comments before them: https://netpbm.sourceforge.net/doc/ppm.html. */
  private static final Pattern NETPBM =
      Pattern.compile(
          "P[1-6](?:\\s+|#[^\\n\\r]*+)*+(\\d{1,9})(?:\\s+|#[^\\n\\r]*+)++(\\d{1,9})\\b.*",
          Pattern.DOTALL);

  /** Enough for Netpbm's comments. */
  private static final int HEAD = 4096;

  private static final int WEBP_MOVES = 2;

  /** Reads it; {@code null} for what is none of the formats that are read. */
  static PictureHeader of(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (start.startsWith("BM")) {
        return bmp(in);
      }
      if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
        return webp(start.substring(12, 16), in);
      }
    } catch (IndexOutOfBoundsException e) {
      return UNKNOWN; // cut short
    }
    if (start.matches("(?s)P[1-6].*")) {
      Matcher size = NETPBM.matcher(start);
      return size.matches()
          ? new PictureHeader(
              Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), false)
          : UNKNOWN;
    }
    boolean known =
        start.startsWith("\u00ff\u00d8\u00ff")
            || start.startsWith("\u0089PNG")
            || start.startsWith("II*\0")
            || start.startsWith("MM\0*");
    return known ? imageIo(bytes) : null;
  }

  /**
   * BITMAPINFOHEADER, and before it OS/2's with 16 bits. Rows from the top have a height below 0.
   */
  private static PictureHeader bmp(ByteBuffer in) {
    return in.getInt(14) == 12
        ? new PictureHeader(in.getShort(18) & 0xffff, in.getShort(20) & 0xffff, false)
        : new PictureHeader(magnitude(in.getInt(18)), magnitude(in.getInt(22)), false);
  }

  private static int magnitude(int size) {
    return (int) Math.min(Math.abs((long) size), Integer.MAX_VALUE);
  }

  /** https://developers.google.com/speed/webp/docs/riff_container, RFC 6386 and RFC 9649. */
  private static PictureHeader webp(String chunk, ByteBuffer in) {
    return switch (chunk) {
      case "VP8X" ->
          new PictureHeader(
              1 + (in.getInt(23) >>> 8), 1 + (in.getInt(26) >>> 8), (in.get(20) & WEBP_MOVES) != 0);
      case "VP8L" ->
          new PictureHeader(
              1 + (in.getInt(21) & 0x3fff), 1 + (in.getInt(21) >> 14 & 0x3fff), false);
      default -> new PictureHeader(in.getShort(26) & 0x3fff, in.getShort(28) & 0x3fff, false);
    };
  }

  private static PictureHeader imageIo(byte[] bytes) {
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return UNKNOWN;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        return new PictureHeader(reader.getWidth(0), reader.getHeight(0), false);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }
}
