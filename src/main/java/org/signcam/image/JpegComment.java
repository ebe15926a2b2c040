package org.signcam.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text in a JPEG file, in a comment segment before its pixels (ITU-T T.81, B.2.4.5). Pixels stay
 * byte for byte as they are.
 */
public final class JpegComment {
  /** Longest comment, bytes: a segment's length has 16 bits and counts itself. */
  private static final int MOST = 0xffff - 2;

  private static final int START_OF_IMAGE = 0xd8;
  private static final int START_OF_SCAN = 0xda;
  private static final int APP0 = 0xe0;
  private static final int COMMENT = 0xfe;

  private JpegComment() {}

  /**
   * The same picture with a comment.
   *
   * @param text at most 65,533 bytes in UTF-8
   * @throws IllegalArgumentException when this is no JPEG, or the text is too long
   */
  public static byte[] insert(byte[] jpeg, String text) {
    if (!isJpeg(jpeg)) {
      throw new IllegalArgumentException("A JPEG begins with FF D8 FF, this does not.");
    }
    byte[] comment = text.getBytes(StandardCharsets.UTF_8);
    if (comment.length > MOST) {
      throw new IllegalArgumentException("A comment has 65,533 bytes at most: " + comment.length);
    }
    int at = marker(jpeg, 2) == APP0 ? end(jpeg, 2) : 2; // JFIF wants to be first
    byte[] out = new byte[jpeg.length + comment.length + 4];
    System.arraycopy(jpeg, 0, out, 0, at);
    out[at] = (byte) 0xff;
    out[at + 1] = (byte) COMMENT;
    out[at + 2] = (byte) ((comment.length + 2) >> 8);
    out[at + 3] = (byte) (comment.length + 2);
    System.arraycopy(comment, 0, out, at + 4, comment.length);
    System.arraycopy(jpeg, at, out, at + 4 + comment.length, jpeg.length - at);
    return out;
  }

  /**
   * The first comment before the pixels, or {@code null}.
   *
   * @param head the file's first bytes; a comment that is not wholly among them is not found
   */
  public static String read(byte[] head) {
    if (!isJpeg(head)) {
      return null;
    }
    for (int at = 2; at + 4 <= head.length && marker(head, at) != START_OF_SCAN; ) {
      int end = end(head, at);
      if (marker(head, at) < 0 || end > head.length) {
        return null;
      }
      if (marker(head, at) == COMMENT) {
        return new String(Arrays.copyOfRange(head, at + 4, end), StandardCharsets.UTF_8);
      }
      at = end;
    }
    return null;
  }

  /** Whether a file begins as a JPEG does. */
  public static boolean isJpeg(byte[] head) {
    return head.length >= 4 && marker(head, 0) == START_OF_IMAGE && head[2] == (byte) 0xff;
  }

  /** −1 where none begins. */
  private static int marker(byte[] bytes, int at) {
    return at + 1 < bytes.length && bytes[at] == (byte) 0xff ? bytes[at + 1] & 0xff : -1;
  }

  /** Where the segment that begins there ends; beyond the bytes where it is cut short. */
  private static int end(byte[] bytes, int at) {
    if (at + 4 > bytes.length) {
      return Integer.MAX_VALUE;
    }
    return at + 2 + Math.max(2, (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff));
  }
}
