package org.signcam.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;

/** Where a store's files lie, and how they are moved: never over another. */
final class StoreFiles {
  static final String TRASH = ".trash";
  static final String ASIDE = ".aside";

  private StoreFiles() {}

  /** This name if nobody has it, else the next that nobody has. */
  static Path free(Path wanted) {
    String name = SampleFolder.name(wanted);
    PictureName recorded = PictureName.parse(name);
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    Path free = wanted;
    for (int i = 1; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      String next =
          recorded == null
              ? stem + "-" + (i + 1) + name.substring(stem.length())
              : recorded.withNumber(recorded.number() + i).toString();
      free = wanted.resolveSibling(next);
    }
    return free;
  }

  /** Moves a file in one step, making folders. {@code to} must be free. */
  static void move(Path from, Path to) throws IOException {
    AtomicFiles.makeFolders(to.getParent());
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  /**
   * The pictures anywhere below a folder, by name; none where there is no folder.
   *
   * @throws UserException when it cannot be read
   */
  static List<Path> pictures(Path folder) {
    try {
      return below(folder).stream().filter(Pictures::isPicture).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw cannot("list", cause(e));
    }
  }

  /**
   * Symbolic links in a folder, anywhere below it or itself, by name.
   *
   * @throws UserException when it cannot be read
   */
  static List<Path> links(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      return entries.filter(Files::isSymbolicLink).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw cannot("list", cause(e));
    }
  }

  /**
   * SHA-256 of a picture's file, in hex.
   *
   * @throws UserException when it cannot be read
   */
  static String digest(Path file) {
    try {
      return SampleSet.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw cannot("read " + file + " among", e);
    }
  }

  /**
   * Deletes a folder with all that is in it.
   *
   * @throws UserException when something cannot be deleted
   */
  static void erase(Path folder) {
    try {
      deleteAll(folder);
    } catch (IOException | UncheckedIOException e) {
      throw cannot("delete", cause(e));
    }
  }

  static UserException cannot(String what, IOException e) {
    return new UserException(
        "Cannot %s the samples (%s); check the folder's permissions and the free space."
            .formatted(what, AtomicFiles.reason(e)),
        e);
  }

  /** Deletes a folder with all that is in it. */
  static void deleteAll(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.walk(folder)) {
        all.addAll(entries.toList());
      }
    }
    all.sort(Comparator.comparing(Path::getNameCount).reversed());
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      return entries.filter(Files::isRegularFile).toList();
    }
  }

  /** Walking a folder wraps what reading it throws. */
  private static IOException cause(Exception e) {
    return e instanceof UncheckedIOException u ? u.getCause() : (IOException) e;
  }
}
