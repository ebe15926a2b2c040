package org.signcam.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Printable;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;

/**
 * A folder or zip file to import from. Nothing of a zip file is unpacked but the bytes of pictures,
 * and never under a name that it gives: it cannot write anywhere. What it says of sizes is not
 * believed.
 *
 * @param given the folder or file
 * @param folder the samples' folder, of the zip's own file system where it is one
 * @param zip to be closed; {@code null} for a folder
 */
record ImportSource(Path given, Path folder, FileSystem zip) implements AutoCloseable {
  /** Files of a zip; as many pictures are more than anybody records. */
  private static final int MOST_FILES = 200_000;

  private static final int MOST_BYTES = 64 << 20; // of one picture

  private static final int LONGEST_NAME = 1000;

  private static final int DEEPEST = 8;

  static ImportSource open(Path given) {
    if (!isZip(given)) {
      return new ImportSource(given, given, null);
    }
    FileSystem zip = null;
    try {
      checkDirectory(given);
      zip = FileSystems.newFileSystem(given);
      ImportSource source = new ImportSource(given, samplesFolder(zip.getPath("/"), 0), zip);
      zip = null; // the source's to close
      return source;
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | ProviderNotFoundException
        | SecurityException e) {
      throw new UserException(
          "%s is not a zip file that can be read (%s); unpack it and name the folder."
              .formatted(given, Printable.of(String.valueOf(e.getMessage()))),
          e);
    } finally {
      close(zip);
    }
  }

  /**
   * Looks at the list of files before the zip file system does, which makes a folder of every slash
   * in a name and so of 65 kB a gigabyte. Files that lie in the same bytes are a bomb
   * (https://www.bamsoftware.com/hacks/zipbomb/).
   */
  private static void checkDirectory(Path given) throws IOException {
    long left = Files.size(given);
    int files = 0;
    try (ZipFile directory = new ZipFile(given.toFile())) {
      for (ZipEntry entry : Collections.list(directory.entries())) {
        left -= entry.getCompressedSize();
        if (++files > MOST_FILES) {
          throw new UserException(
              "%s has more than %d files; divide it.".formatted(given, MOST_FILES));
        }
        if (left < 0 || entry.getName().length() > LONGEST_NAME) {
          throw new UserException(
              "%s has files that lie in each other, or names of more than %d letters, and is not opened; make it anew."
                  .formatted(given, LONGEST_NAME));
        }
      }
    }
  }

  private static boolean isZip(Path path) {
    return SampleFolder.name(path).toLowerCase(Locale.ROOT).endsWith(".zip")
        && Files.isRegularFile(path);
  }

  /** Down through folders that hold nothing but one folder, as zip files like to have them. */
  private static Path samplesFolder(Path folder, int depth) throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries =
          all.filter(
                  p -> {
                    String name = SampleFolder.name(p).replace("/", "");
                    return !name.startsWith(".") && !name.equals("__MACOSX");
                  })
              .toList();
    }
    if (depth == DEEPEST || entries.size() != 1 || !Files.isDirectory(entries.get(0))) {
      return folder;
    }
    Path only = entries.get(0);
    return folders(only) && !holdsLetters(only) ? samplesFolder(only, depth + 1) : folder;
  }

  private static boolean folders(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(Files::isDirectory);
    }
  }

  /** Whether the folder is a signer's: pictures lie just one below it. */
  private static boolean holdsLetters(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder, 2)) {
      return below.anyMatch(Pictures::isPicture);
    }
  }

  /**
   * The bytes of one of its pictures.
   *
   * @throws UserException when they cannot be read or are too many
   */
  static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length == 0 || bytes.length > MOST_BYTES) {
        throw new UserException(
            bytes.length == 0
                ? "The picture %s is empty.".formatted(file)
                : "The picture %s has more than %d MB.".formatted(file, MOST_BYTES >> 20));
      }
      return bytes;
    } catch (IOException e) {
      throw new UserException(
          "The picture %s cannot be read (%s).".formatted(file, AtomicFiles.reason(e)), e);
    }
  }

  @Override
  public void close() {
    close(zip);
  }

  private static void close(FileSystem zip) {
    if (zip != null) {
      try {
        zip.close();
      } catch (IOException e) {
        // it was only read
      }
    }
  }
}
