package org.signcam.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * Files that are there whole or not at all: temporary file, force, atomic move. Who may read them:
 * see {@link OwnerOnly}.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Writes the content of one file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Writes {@code file} so that after a crash at any point the old content or the new one is there.
   * Missing folders are made; the temporary file is removed when anything fails. File and folders
   * are the user's alone.
   *
   * @throws UserException when the place cannot be written or the disk is full
   */
  public static void write(Path file, Content content) {
    try {
      replace(file, content);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** Writes these bytes; see {@link #write(Path, Content)}. */
  public static void write(Path file, byte[] bytes) {
    write(file, all(bytes));
  }

  /** As {@link #write(Path, Content)}, for callers that know better words for a failure. */
  public static void replace(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    makeFolders(target.getParent());
    put(target, content, OwnerOnly.replacing(target));
  }

  /**
   * As {@link #write(Path, Content)}, but whoever the user's umask lets may read it: for what is
   * asked for to be given away.
   *
   * @throws UserException when the place cannot be written or the disk is full
   */
  public static void export(Path file, Content content) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      put(target, content);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** Writes these bytes; see {@link #export(Path, Content)}. */
  public static void export(Path file, byte[] bytes) {
    export(file, all(bytes));
  }

  private static Content all(byte[] bytes) {
    return channel -> {
      ByteBuffer content = ByteBuffer.wrap(bytes);
      while (content.hasRemaining()) {
        channel.write(content);
      }
    };
  }

  private static void put(Path target, Content content, FileAttribute<?>... rights)
      throws IOException {
    Path temporary = beside(target);
    try {
      Set<StandardOpenOption> made =
          Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      try (FileChannel channel = FileChannel.open(temporary, made, rights)) {
        content.writeTo(channel);
        channel.force(true);
      }
      move(temporary, target);
    } finally {
      deleteQuietly(temporary);
    }
  }

  private static UserException cannotWrite(Path file, IOException e) {
    return new UserException(
        "Cannot write "
            + file
            + " ("
            + reason(e)
            + "); check the folder's permissions and the free space, or name another place.",
        e);
  }

  /**
   * A name beside {@code file} that nobody has. Not {@link Files#createTempFile}: an export's
   * rights are those that the umask says.
   */
  public static Path beside(Path file) {
    String unique = ProcessHandle.current().pid() + "-" + System.nanoTime();
    return file.resolveSibling("." + file.getFileName() + "." + unique + ".part");
  }

  /**
   * Finds out before hours of work whether a file can be written at its end.
   *
   * @throws UserException when it cannot
   */
  public static void checkWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserException(file + " is a folder; name a file to write.");
    }
    Path target = file.toAbsolutePath();
    Path trial = beside(target);
    try {
      makeFolders(target.getParent());
      Files.createFile(trial);
    } catch (IOException e) {
      throw new UserException(
          "Cannot write " + file + " (" + reason(e) + "); name another place.", e);
    } finally {
      deleteQuietly(trial);
    }
  }

  /** Moves a file that is whole and forced over {@code to}, in one step that lasts. */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
    forceFolder(to.toAbsolutePath().getParent());
  }

  /**
   * Makes a folder, and those it lies in, so that they last; nothing where it is there. Those made
   * are the user's alone.
   */
  public static void makeFolders(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath();
    if (Files.isDirectory(whole)) {
      return;
    }
    if (whole.getParent() != null) {
      makeFolders(whole.getParent());
    }
    try {
      Files.createDirectory(whole, OwnerOnly.folder(whole));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(whole)) {
        throw e;
      }
    }
    forceFolder(whole.getParent());
  }

  /** Makes the rename itself durable; not every system lets a folder be forced. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; the data itself has been forced.
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A left-over ".part" file does no harm.
    }
  }

  /** The exception for a file that cannot be read: why, and what to do where that is known. */
  public static UserException unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new UserException("There is no file " + file + "; check the name.", e);
    }
    if (Files.isDirectory(file)) {
      return new UserException(file + " is a folder; name a file.", e);
    }
    return new UserException("Cannot read " + file + ": " + reason(e) + ".", e);
  }

  /** What went wrong, in the words of the system, without the file's name when it is repeated. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException f) {
      if (f.getReason() != null) {
        return f.getReason();
      }
      return f.getClass()
          .getSimpleName()
          .replace("Exception", "")
          .replaceAll("([a-z])([A-Z])", "$1 $2")
          .toLowerCase(java.util.Locale.ROOT);
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
