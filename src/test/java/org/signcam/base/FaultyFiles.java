package org.signcam.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A disk that fails when it is told to, over the real one; the idea is Lucene's
 * MockDirectoryWrapper. Every operation that writes is counted: opening for writing, writing,
 * forcing, making a folder, moving, deleting. {@code
 *
 * <pre>
 * FaultyFiles disk = new FaultyFiles();
 * Path root = disk.on(folder);
 * disk.failAt(7, Fault.KILL); // the 7th from now on is cut short, and all after it fail
 * </pre>
 *
 * }
 */
public final class FaultyFiles extends FileSystemProvider {
  /** What happens at an operation. */
  public enum Fault {
    /** It fails once, doing nothing; the next succeed. */
    ERROR,
    /** The first half of what is to be written is; it and all that follows fails. */
    KILL,
    /**
     * As a kill, and what was written without being forced after it is lost: the file is as long as
     * it was when it was last forced, under whatever name it has by then.
     */
    POWER_CUT,
    /** Nothing that needs space succeeds any more; a write comes half way. */
    DISK_FULL,
    /** Nothing can be changed any more. */
    READ_ONLY
  }

  private static final String FULL = "No space left on device";

  private final FileSystemProvider real;
  private final Disk system;
  private final List<String> log = new ArrayList<>();
  private final BitSet needingSpace = new BitSet();
  private final BitSet writing = new BitSet();
  private int operations;
  private int failing = Integer.MAX_VALUE;
  private Fault fault = Fault.ERROR;
  private final Map<Path, Long> unforced = new HashMap<>(); // real files, and their forced bytes
  private static final AtomicInteger INJECTED = new AtomicInteger();

  public FaultyFiles() {
    real = java.nio.file.FileSystems.getDefault().provider();
    system = new Disk(this, java.nio.file.FileSystems.getDefault());
  }

  /** A path on this disk. */
  public Path on(Path path) {
    return new FaultyPath(system, path);
  }

  /** Fails at the n-th writing operation from now, counted from 1. */
  public synchronized void failAt(int n, Fault how) {
    operations = 0;
    unforced.clear();
    log.clear();
    needingSpace.clear();
    writing.clear();
    failing = n;
    fault = how;
  }

  /** Nothing fails any more; what the fault has cost is gone. */
  public synchronized void heal() {
    if (operations >= failing) {
      INJECTED.incrementAndGet();
      if (fault == Fault.POWER_CUT) {
        unforced.forEach(FaultyFiles::cutTo);
      }
    }
    unforced.clear();
    failing = Integer.MAX_VALUE;
  }

  private static void cutTo(Path file, long length) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    } catch (NoSuchFileException e) {
      // deleted, which may have lasted
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many faults of such disks have come to pass, once each, since this was asked last. */
  public static int injected() {
    return INJECTED.getAndSet(0);
  }

  /** How many writing operations there were since {@link #failAt}. */
  public synchronized int operations() {
    return operations;
  }

  /**
   * The operations since {@link #failAt} at which a fault is one of its own: without space nothing
   * happens at those that need none, and a disk that is read only is the end of a process but for
   * half a write.
   */
  public synchronized int[] telling(Fault how) {
    return switch (how) {
      case ERROR, KILL, POWER_CUT -> IntStream.rangeClosed(1, operations).toArray();
      case DISK_FULL -> needingSpace.stream().toArray();
      case READ_ONLY -> writing.stream().toArray();
    };
  }

  /** What was deleted since {@link #failAt}. */
  public synchronized List<String> deleted() {
    return List.copyOf(log);
  }

  /** Whether half of a write is to be done before it fails; throws where nothing is. */
  private synchronized boolean step(boolean needsSpace, boolean writes) throws IOException {
    operations++;
    needingSpace.set(operations, needsSpace);
    writing.set(operations, writes);
    boolean now = operations == failing;
    boolean past = operations > failing;
    switch (fault) {
      case ERROR -> {
        if (now) {
          throw new IOException("Input/output error");
        }
      }
      case KILL, POWER_CUT -> {
        if (past || (now && !writes)) {
          throw new IOException("killed");
        }
      }
      case DISK_FULL -> {
        if ((now || past) && needsSpace && !(now && writes)) {
          throw new IOException(FULL);
        }
      }
      case READ_ONLY -> {
        if (now || past) {
          throw new FileSystemException(null, null, "Read-only file system");
        }
      }
    }
    return now && writes;
  }

  private static Path real(Path path) {
    return path instanceof FaultyPath faulty ? faulty.real() : path;
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return newFileChannel(path, options, attrs);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    boolean makes =
        options.contains(StandardOpenOption.CREATE)
            || options.contains(StandardOpenOption.CREATE_NEW);
    boolean writes = options.contains(StandardOpenOption.WRITE) || makes;
    if (writes) {
      step(makes, false);
    }
    Path file = real(path).toAbsolutePath();
    FileChannel channel = real.newFileChannel(file, options, attrs);
    if (writes && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      wrote(file, 0);
    }
    return new FaultyChannel(this, channel, file);
  }

  /** Something was written to a real file, of which so many bytes had been there before. */
  private synchronized void wrote(Path file, long before) {
    unforced.putIfAbsent(file, before);
  }

  /**
   * Writes, or half of it, or fails.
   *
   * @param before bytes that the file had
   */
  int write(Path file, long before, ByteBuffer from, Writer to) throws IOException {
    wrote(file, before);
    if (!step(true, true)) {
      return to.write(from);
    }
    ByteBuffer half = from.slice(from.position(), from.remaining() / 2);
    while (half.hasRemaining()) {
      to.write(half);
    }
    throw new IOException(fault == Fault.DISK_FULL ? FULL : "cut short");
  }

  /** Where a write goes. */
  interface Writer {
    int write(ByteBuffer bytes) throws IOException;
  }

  void truncate() throws IOException {
    step(false, false);
  }

  void force(Path file) throws IOException {
    step(false, false);
    synchronized (this) {
      unforced.remove(file);
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> entries =
        real.newDirectoryStream(real(dir), entry -> filter.accept(on(entry)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> all = entries.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public Path next() {
            return on(all.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        entries.close();
      }
    };
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
    if (!Files.exists(real(dir))) {
      step(true, false);
    }
    real.createDirectory(real(dir), attrs);
  }

  @Override
  public void delete(Path path) throws IOException {
    if (Files.exists(real(path), LinkOption.NOFOLLOW_LINKS)) {
      step(false, false);
    }
    real.delete(real(path));
    synchronized (this) {
      log.add(path.getFileName().toString());
      unforced.remove(real(path).toAbsolutePath());
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    step(true, false);
    real.copy(real(source), real(target), options);
    wrote(real(target).toAbsolutePath(), 0);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    step(false, false);
    real.move(real(source), real(target), options);
    renamed(real(source).toAbsolutePath(), real(target).toAbsolutePath());
  }

  private synchronized void renamed(Path from, Path to) {
    unforced.remove(to);
    List<Path> moved = unforced.keySet().stream().filter(file -> file.startsWith(from)).toList();
    for (Path file : moved) {
      Path now = file.equals(from) ? to : to.resolve(from.relativize(file));
      unforced.put(now, unforced.remove(file));
    }
  }

  @Override
  public boolean isSameFile(Path a, Path b) throws IOException {
    return real.isSameFile(real(a), real(b));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return real.getFileAttributeView(real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return real.readAttributes(real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  /** Wraps whatever paths the real system makes. */
  private static final class Disk extends FileSystem {
    private final FaultyFiles provider;
    private final FileSystem real;

    Disk(FaultyFiles provider, FileSystem real) {
      this.provider = provider;
      this.real = real;
    }

    @Override
    public FileSystemProvider provider() {
      return provider;
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public String getSeparator() {
      return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return real.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
      return new FaultyPath(this, real.getPath(first, more));
    }

    @Override
    public java.nio.file.PathMatcher getPathMatcher(String syntaxAndPattern) {
      java.nio.file.PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
      return path -> matcher.matches(real(path));
    }

    @Override
    public java.nio.file.attribute.UserPrincipalLookupService getUserPrincipalLookupService() {
      return real.getUserPrincipalLookupService();
    }

    @Override
    public java.nio.file.WatchService newWatchService() {
      throw new UnsupportedOperationException();
    }
  }
}
