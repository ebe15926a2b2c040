package org.signcam.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.signcam.base.UserException;
import org.signcam.image.JpegComment;
import org.signcam.image.Pictures;

/**
 * What a picture's first and last bytes say, without decoding it.
 *
 * @param line what the recorder wrote in it; {@code null} where it did not
 * @param whole whether it begins and ends as a picture does
 */
record PictureEnds(SessionLine line, boolean whole) {
  /** Enough for what the recorder writes before the pixels. */
  private static final int HEAD = 4096;

  /** How files of the other formats that are read begin: their ends tell nothing. */
  private static final List<String> OTHERS =
      List.of("BM", "RIFF", "II*\0", "MM\0*", "P2", "P3", "P5", "P6");

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  static PictureEnds look(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      byte[] head = read(channel, 0, HEAD);
      byte[] tail = read(channel, Math.max(0, channel.size() - 8), 8);
      return new PictureEnds(SessionLine.parse(JpegComment.read(head)), whole(head, tail));
    }
  }

  /**
   * Whether a file is a picture: by its ends if they tell, else by decoding it.
   *
   * @return why it is none, or {@code null}
   */
  String damage(Path file) {
    if (whole) {
      return null;
    }
    try {
      Pictures.read(file).release();
      return null; // some cameras write something behind the end
    } catch (UserException e) {
      return e.getMessage();
    }
  }

  private static boolean whole(byte[] head, byte[] tail) {
    if (JpegComment.isJpeg(head)) {
      int n = tail.length;
      return tail[n - 2] == (byte) 0xff && tail[n - 1] == (byte) 0xd9;
    }
    String start = new String(head, 0, Math.min(4, head.length), StandardCharsets.ISO_8859_1);
    if (start.equals(new String(PNG, StandardCharsets.ISO_8859_1))) {
      return new String(tail, StandardCharsets.ISO_8859_1).startsWith("IEND");
    }
    return OTHERS.stream().anyMatch(start::startsWith);
  }

  private static byte[] read(SeekableByteChannel channel, long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size() - from));
    channel.position(from);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // until it is full
    }
    return bytes.array();
  }
}
