package org.signcam.samples;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.signcam.base.OwnerOnly;
import org.signcam.base.UserException;

/**
 * Says that pictures of a store are being learnt from, by this process or another: as long as that
 * is so, nobody is erased from it, for what a training makes of pictures would outlive them. The
 * system ends it after a crash. Any thread.
 */
public final class StoreUse {
  private static final String FILE = ".in-use";

  /** Of this process, by folder. Closing a file ends all of a process's locks on it: one each. */
  private static final Map<Path, Held> HELD = new HashMap<>();

  private static final class Held {
    FileChannel channel; // null where nothing can be locked
    int users;
  }

  private StoreUse() {}

  /**
   * Learns from pictures. The stores that they are in, if they are in any, are in use meanwhile; it
   * waits while one of them erases somebody.
   *
   * @throws CancellationException when the thread is interrupted while it waits
   */
  public static <T> T during(Collection<Sample> samples, Supplier<T> task) {
    Set<Path> held = new HashSet<>();
    try {
      synchronized (HELD) {
        for (Path store : stores(samples)) {
          held.add(store);
          hold(store, HELD.computeIfAbsent(store, s -> new Held()));
        }
      }
      return task.get();
    } finally {
      synchronized (HELD) {
        held.forEach(StoreUse::letGo);
      }
    }
  }

  private static Set<Path> stores(Collection<Sample> samples) {
    return samples.stream()
        .map(s -> s.file().toAbsolutePath().getParent())
        .distinct()
        .map(letter -> letter.resolve("../..").normalize())
        .distinct()
        .filter(StoreLock::isIn)
        .map(StoreUse::real)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return null; // gone meanwhile: reading the pictures will say so
    }
  }

  private static void hold(Path store, Held held) {
    held.users++;
    if (held.channel == null) {
      try {
        held.channel =
            OwnerOnly.open(
                store.resolve(FILE),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        held.channel.lock(0, Long.MAX_VALUE, true);
      } catch (FileLockInterruptionException e) {
        throw new CancellationException("interrupted while somebody is erased from " + store);
      } catch (IOException e) {
        // nothing can be locked here; this process's own uses count all the same
      }
    }
  }

  private static void letGo(Path store) {
    Held held = HELD.get(store);
    held.users--;
    if (held.users == 0) {
      HELD.remove(store);
      try {
        if (held.channel != null) {
          held.channel.close();
        }
      } catch (IOException e) {
        // the system frees it at the latest with the process
      }
    }
  }

  /**
   * Does what must not happen while a store is in use.
   *
   * @param what is to be done, for the user: the beginning of a sentence
   * @throws UserException when it is in use
   */
  static <T> T whileUnused(Path root, String what, Supplier<T> task) {
    synchronized (HELD) {
      try {
        Path store = root.toRealPath();
        if (HELD.containsKey(store)) {
          throw inUse(what, root);
        }
        try (FileChannel channel =
                OwnerOnly.open(
                    store.resolve(FILE), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock lock = channel.tryLock()) {
          if (lock == null) {
            throw inUse(what, root);
          }
          return task.get();
        }
      } catch (IOException e) {
        throw StoreFiles.cannot("lock", e);
      }
    }
  }

  private static UserException inUse(String what, Path root) {
    return new UserException(
        "%s while a training reads %s: what it has made of the pictures would be left. Stop it, or wait for its end, and try again."
            .formatted(what, root));
  }
}
