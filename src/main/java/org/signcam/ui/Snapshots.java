package org.signcam.ui;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;

/** Pictures of the window: where they go, what they are called, and writing them whole. */
final class Snapshots {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);
  private static final Pattern XDG = Pattern.compile("(?m)^XDG_PICTURES_DIR=\"([^\"]+)\"");

  private Snapshots() {}

  /** The user's picture folder as the desktop names it, else {@code ~/Pictures}. */
  static Path pictureFolder() {
    Path home = Path.of(System.getProperty("user.home"));
    Path names = home.resolve(".config/user-dirs.dirs"); // freedesktop's xdg-user-dirs
    if (Files.isReadable(names)) {
      try {
        Matcher line = XDG.matcher(Files.readString(names, StandardCharsets.UTF_8));
        if (line.find()) {
          return Path.of(line.group(1).replace("$HOME", home.toString()));
        }
      } catch (IOException e) {
        // then the usual name
      }
    }
    return home.resolve("Pictures");
  }

  /** {@code signcam-2026-01-31-120000-A.png}, with a number when that is taken. */
  static Path freeName(Path folder, LocalDateTime time, String letter) {
    String stem = "signcam-" + TIME.format(time) + (letter == null ? "" : "-" + letter);
    Path file = folder.resolve(stem + ".png");
    for (int n = 2; Files.exists(file); n++) {
      file = folder.resolve(stem + "-" + n + ".png");
    }
    return file;
  }

  /**
   * Writes a PNG, whole or not at all.
   *
   * @throws UserException when the place cannot be written
   */
  static void write(BufferedImage image, Path file) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new IllegalStateException("PNG into memory", e);
    }
    ByteBuffer bytes = ByteBuffer.wrap(png.toByteArray());
    AtomicFiles.export( // to be shown to others
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }
}
