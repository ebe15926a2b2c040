package org.signcam.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The rights of what the program makes: its user's alone, since pictures of hands, what is learnt
 * from them and who they are of concern nobody else. That holds for settings, recordings, models,
 * runs, reports and caches: files 0600, folders 0700. A file that is replaced keeps the rights that
 * it had, as far as the umask lets it; folders that are there are left as they are. What the user
 * asks to have at a place for others, an export, follows the umask instead: see {@link
 * AtomicFiles#export}. Where the file system has no such rights, as on Windows, the folder's own
 * hold.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /**
   * Opens a file; one that is made is the user's alone.
   *
   * @param options {@code WRITE} and one that makes it among them
   */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes(file, FILE));
  }

  /** With what rights a file is written that is then moved over {@code target}. */
  static FileAttribute<?>[] replacing(Path target) throws IOException {
    boolean replaces = hasRights(target) && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    return attributes(target, replaces ? Files.getPosixFilePermissions(target) : FILE);
  }

  static FileAttribute<?>[] folder(Path folder) {
    return attributes(folder, FOLDER);
  }

  private static FileAttribute<?>[] attributes(Path place, Set<PosixFilePermission> rights) {
    return hasRights(place)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasRights(Path place) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
