package org.signcam.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what lies in the program's folder is what was built: native libraries, and the jars that
 * bring others. The build writes their SHA-256 to {@value #FILE}, in the form that {@code sha256sum
 * -c} reads. That tells damage and mix-ups; against somebody who can write there it tells nothing.
 */
public final class Checksums {
  static final String FILE = "checksums.sha256";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");
  private static final int NAMED = 3; // wrong files that are named one by one
  private static final int BUFFER = 1 << 18;

  private Checksums() {}

  /** The list in the program's own folder; {@code null} where the program was not packaged. */
  public static Path ofProgram() {
    String natives = System.getProperty("signcam.natives");
    if (natives == null) {
      return null;
    }
    Path list = Path.of(natives).toAbsolutePath().resolveSibling(FILE);
    return Files.isRegularFile(list) ? list : null;
  }

  /**
   * Compares all files of a list, which lie beside it.
   *
   * @return how many there are
   * @throws UserException when one is missing or another, or the list is none
   */
  public static int check(Path list) {
    List<String> lines;
    try {
      lines = Files.readAllLines(list);
    } catch (IOException e) {
      throw AtomicFiles.unreadable(list, e);
    }
    List<String> wrong = new ArrayList<>();
    for (String line : lines) {
      Matcher m = LINE.matcher(line);
      if (!m.matches()) {
        throw new UserException(list + " is damaged: '" + line + "' is no checksum.");
      }
      if (!m.group(1).equals(sha256(list.resolveSibling(m.group(2))))) {
        wrong.add(m.group(2));
      }
    }
    if (!wrong.isEmpty()) {
      String more = wrong.size() > NAMED ? " and others" : "";
      throw new UserException(
          "%d of %d files are missing or not what was built: %s%s."
              .formatted(
                  wrong.size(),
                  lines.size(),
                  String.join(", ", wrong.subList(0, Math.min(NAMED, wrong.size()))),
                  more));
    }
    return lines.size();
  }

  /** In hex; empty for a file that cannot be read. */
  private static String sha256(Path file) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
        byte[] buffer = new byte[BUFFER];
        while (in.read(buffer) >= 0) {
          // the digest sees what passes
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
