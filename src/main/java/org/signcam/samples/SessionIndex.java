package org.signcam.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.signcam.base.AtomicFiles;
import org.signcam.base.OwnerOnly;

/**
 * The index of one session, {@code SIGNER/session-SESSION.jsonl}, as it is on disk. It spares
 * opening every picture, and all in it can be made anew from the pictures.
 *
 * @param lines by {@code LETTER/NAME}
 * @param written when
 * @param torn whether its last line is cut short, as a crash leaves it
 * @param damaged whether another line is not one
 */
record SessionIndex(
    Path file, Map<String, SessionLine> lines, FileTime written, boolean torn, boolean damaged) {
  /** Of an index: what a quarter of a million pictures fill is none. */
  private static final long MOST_BYTES = 64 << 20;

  private static final Pattern NAME = Pattern.compile("session-(\\d{8}T\\d{6})\\.jsonl");

  /** Where a session's index is. */
  static Path file(Path signerFolder, String session) {
    return signerFolder.resolve("session-" + session + ".jsonl");
  }

  /** The indexes of a signer, by session. */
  static Map<String, SessionIndex> all(Path signerFolder) throws IOException {
    Map<String, SessionIndex> all = new HashMap<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(signerFolder, "session-*.jsonl")) {
      for (Path file : entries) {
        Matcher m = NAME.matcher(SampleFolder.name(file));
        if (m.matches() && Files.isRegularFile(file)) {
          all.put(m.group(1), read(file));
        }
      }
    }
    return all;
  }

  private static SessionIndex read(Path file) throws IOException {
    FileTime written = Files.getLastModifiedTime(file);
    if (Files.size(file) > MOST_BYTES) {
      return new SessionIndex(file, Map.of(), written, false, true);
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Map<String, SessionLine> lines = new HashMap<>();
    boolean torn = !text.isEmpty() && !text.endsWith("\n");
    boolean damaged = false;
    List<String> rows = text.lines().toList();
    List<SessionLine> parsed = rows.parallelStream().map(SessionLine::parse).toList();
    for (int i = 0; i < rows.size(); i++) {
      SessionLine line = parsed.get(i);
      if (line != null) {
        lines.put(line.file(), line);
      } else if (!rows.get(i).isEmpty() && !(torn && i == rows.size() - 1)) {
        damaged = true;
      }
    }
    return new SessionIndex(file, lines, written, torn, damaged);
  }

  /** Writes a whole index; without lines it is deleted. */
  static void write(Path file, List<SessionLine> lines) throws IOException {
    if (lines.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a line, on a line of its own whatever a failure before has left. Not forced: what a power
   * cut takes is made anew from the pictures.
   */
  static void append(Path file, SessionLine line) throws IOException {
    try (FileChannel channel =
        OwnerOnly.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      long end = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean torn = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
      byte[] text = ((torn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.wrap(text);
      channel.position(end);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
