package org.signcam.samples;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.signcam.base.OwnerOnly;
import org.signcam.base.UserException;

/**
 * Keeps a second process, or a second store of this one, out. The system frees it after a crash.
 */
final class StoreLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws UserException when another has it
   * @throws IOException when the folder cannot be written
   */
  static StoreLock take(Path root) throws IOException {
    FileChannel channel =
        OwnerOnly.open(root.resolve(FILE), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // as if another process had it
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (lock == null) {
      channel.close();
      throw new UserException(
          "The samples in %s are in use by another signcam; close it there first.".formatted(root));
    }
    return new StoreLock(channel);
  }

  /** Whether a folder has been a store's. */
  static boolean isIn(Path root) {
    return Files.exists(root.resolve(FILE));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
