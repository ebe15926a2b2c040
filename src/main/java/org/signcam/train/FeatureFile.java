package org.signcam.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.signcam.base.AtomicFiles;
import org.signcam.base.OwnerOnly;

/**
 * Records of one size, each under a key, in a file that only grows. A record is its key (16 bytes),
 * its content and a checksum (8 bytes); one that a crash cut short fails its checksum, counts as
 * absent and is written again behind it. Several processes may append at once: each holds the
 * file's lock while it does. Read through memory maps, so that the system decides what stays in
 * memory. One thread.
 */
final class FeatureFile implements AutoCloseable {
  private static final int KEY = 16;
  private static final int CHECKSUM = 8;

  /** Bytes mapped at once at most; a map cannot have more than 2 GiB. */
  private static final long SEGMENT = 1L << 29;

  /** A lock is the whole process's: its own threads wait here. */
  private static final Object APPENDING = new Object();

  private final FileChannel channel;
  private final int content;
  private final int size;
  private final int perSegment;
  private final Map<RecordKey, Long> places = new HashMap<>();
  private final List<ByteBuffer> segments = new ArrayList<>();

  /** Names a record: 128 bits of digests, so that two never meet. */
  record RecordKey(long high, long low) {}

  /**
   * Opens a file, made with its folder when it is missing.
   *
   * @param content bytes of a record's content
   */
  FeatureFile(Path file, int content) throws IOException {
    this(file, content, SEGMENT);
  }

  /** As above with {@code segment} bytes mapped at once at most, but always a whole record. */
  FeatureFile(Path file, int content, long segment) throws IOException {
    this.content = content;
    size = KEY + content + CHECKSUM;
    perSegment = (int) Math.max(1, segment / size);
    AtomicFiles.makeFolders(file.toAbsolutePath().getParent());
    channel =
        OwnerOnly.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    long records = channel.size() / size;
    for (long i = 0; i < records; i++) {
      ByteBuffer record = record(i);
      places.put(
          new RecordKey(record.getLong(0), record.getLong(8)), i); // the last of a key counts
    }
  }

  /** The bytes of a record in the file. */
  int recordSize() {
    return size;
  }

  /**
   * The content of a record, read-only and in place; {@code null} where there is none or it is
   * damaged. It stays valid when the file is closed.
   */
  ByteBuffer get(RecordKey key) throws IOException {
    Long place = places.get(key);
    if (place == null) {
      return null;
    }
    ByteBuffer record = record(place);
    if (checksum(record) != record.getLong(KEY + content)) {
      return null;
    }
    return record.slice(KEY, content);
  }

  /**
   * Appends records. What a failure leaves of them does no harm.
   *
   * @param contents one a key, in its whole
   */
  void append(List<RecordKey> keys, List<ByteBuffer> contents) throws IOException {
    ByteBuffer records = ByteBuffer.allocate(keys.size() * size);
    for (int i = 0; i < keys.size(); i++) {
      ByteBuffer record = records.slice(i * size, size);
      record
          .putLong(keys.get(i).high())
          .putLong(keys.get(i).low())
          .put(contents.get(i).duplicate());
      record.putLong(checksum(records.slice(i * size, size)));
    }
    synchronized (APPENDING) {
      FileLock lock = channel.lock();
      try {
        long first = (channel.size() + size - 1) / size; // behind one that was cut short
        for (long at = first * size; records.hasRemaining(); ) {
          at += channel.write(records, at);
        }
        for (int i = 0; i < keys.size(); i++) {
          places.put(keys.get(i), first + i);
        }
      } finally {
        lock.release();
      }
    }
  }

  /**
   * Overwrites records with zeros; their places stay empty.
   *
   * @return how many there were, whole or damaged
   */
  int erase(Predicate<RecordKey> which) throws IOException {
    int erased = 0;
    synchronized (APPENDING) {
      FileLock lock = channel.lock();
      try {
        long records = (channel.size() + size - 1) / size; // one that was cut short too
        for (long i = 0; i < records; i++) {
          ByteBuffer key = ByteBuffer.allocate(KEY);
          while (key.hasRemaining() && channel.read(key, i * size + key.position()) > 0) {
            // until it is whole
          }
          RecordKey found = new RecordKey(key.getLong(0), key.getLong(8));
          if (!key.hasRemaining() && which.test(found)) {
            int length = (int) Math.min(size, channel.size() - i * size);
            ByteBuffer zeros = ByteBuffer.allocate(length);
            while (zeros.hasRemaining()) {
              channel.write(zeros, i * size + zeros.position());
            }
            places.remove(found);
            erased++;
          }
        }
        channel.force(false);
      } finally {
        lock.release();
      }
    }
    return erased;
  }

  private long checksum(ByteBuffer record) {
    CRC32C crc = new CRC32C();
    crc.update(record.slice(0, KEY + content));
    return crc.getValue();
  }

  private ByteBuffer record(long place) throws IOException {
    int number = (int) (place / perSegment);
    int within = (int) (place % perSegment) * size;
    while (segments.size() <= number) {
      segments.add(ByteBuffer.allocate(0));
    }
    if (segments.get(number).capacity() < within + size) { // not mapped yet, or the file has grown
      long start = (long) number * perSegment * size;
      long length = Math.min((long) perSegment * size, channel.size() - start);
      segments.set(number, channel.map(MapMode.READ_ONLY, start, length));
    }
    return segments.get(number).slice(within, size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
