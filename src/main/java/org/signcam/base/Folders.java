package org.signcam.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.harawata.appdirs.AppDirs;
import net.harawata.appdirs.AppDirsFactory;

/**
 * The system's own places for what signcam keeps: {@code ~/.config/signcam} and {@code
 * ~/.cache/signcam} (or where {@code XDG_CONFIG_HOME} and {@code XDG_CACHE_HOME} say), {@code
 * %APPDATA%} and {@code %LOCALAPPDATA%} on Windows. The system properties {@code signcam.config}
 * and {@code signcam.cache} override them, so that tests and portable installs touch nobody's home.
 * Nothing is created here: whoever writes first creates the folder.
 */
public final class Folders {
  private static final String NAME = "signcam";

  private Folders() {}

  /** Settings that the user chose. */
  public static Path config() {
    String chosen = System.getProperty("signcam.config");
    AppDirs dirs = AppDirsFactory.getInstance();
    return Path.of(chosen != null ? chosen : dirs.getUserConfigDir(NAME, null, null, true));
  }

  /** What can be deleted at any time and is then computed or fetched again. */
  public static Path cache() {
    String chosen = System.getProperty("signcam.cache");
    AppDirs dirs = AppDirsFactory.getInstance();
    return Path.of(chosen != null ? chosen : dirs.getUserCacheDir(NAME, null, null));
  }

  /** Deletes a folder of the program's own making with all in it, as far as that is possible. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // The caller chose a place where what is left does no harm.
    }
  }
}
