package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.image.JpegComment;

/**
 * The recorded samples of one folder: {@code SIGNER/LETTER/SESSION-bBBB-NNNN.jpg}, beside the
 * letters a {@code session-SESSION.jsonl} with a line a picture. The pictures are what counts: each
 * carries its line in itself, so that the index can be made anew from them. What cannot be read is
 * set aside, what is deleted goes to a trash first. One process at a time; any thread.
 */
public final class SampleStore implements AutoCloseable {
  private static final DateTimeFormatter SESSION = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private final Path root;
  private final StoreLock lock; // null where nothing can be locked
  private final String readOnly; // why nothing can be written, or null
  private final List<String> notices;
  private final StoredPictures pictures;
  private final PictureMoves moves;
  private final SignerTraces traces;
  private final Set<RecordingSession> sessions = new HashSet<>();

  private SampleStore(Path root, StoreLock lock, String readOnly, StoreScan.Found found) {
    this.root = root;
    this.lock = lock;
    this.readOnly = readOnly;
    notices = new ArrayList<>(found.notices());
    pictures = new StoredPictures(root, found.pictures());
    moves = new PictureMoves(root, pictures, notices);
    traces = new SignerTraces(root);
  }

  /**
   * Opens the store, making the folder; repairs the index; what is broken is set aside. A folder
   * that can only be read opens for reading: see {@link #writable}.
   *
   * @throws UserException when it cannot be used at all, or is open elsewhere
   */
  public static SampleStore open(Path root) {
    if (Files.isRegularFile(root)) {
      throw new UserException(
          "The samples cannot be opened: %s is a file, and a folder is wanted; move it away, or name a folder."
              .formatted(root));
    }
    StoreLock lock = null;
    String readOnly = null;
    try {
      if (!Files.isDirectory(root)) {
        AtomicFiles.makeFolders(root);
      }
      try {
        lock = StoreLock.take(root);
      } catch (IOException e) {
        readOnly = AtomicFiles.reason(e);
      }
      StoreScan.Found found = StoreScan.scan(root, readOnly == null);
      SampleStore store = new SampleStore(root, lock, readOnly, found);
      if (readOnly != null) {
        store.notices.add(
            "%s can be looked at, but nothing can be recorded or changed: %s."
                .formatted(root, readOnly));
      }
      lock = null; // the store's to close
      return store;
    } catch (IOException e) {
      throw new UserException(
          "The samples in %s cannot be opened (%s); check the folder, or name another."
              .formatted(root, AtomicFiles.reason(e)),
          e);
    } finally {
      close(lock);
    }
  }

  private static void close(StoreLock lock) {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // the system frees it at the latest with the process
      }
    }
  }

  /** Sentences for the user: what was repaired or set aside, whether it can be written. */
  public synchronized List<String> notices() {
    return List.copyOf(notices);
  }

  public Path root() {
    return root;
  }

  /** Whether pictures can be added, moved and deleted. */
  public boolean writable() {
    return readOnly == null;
  }

  /** All pictures as they are now; may be empty. */
  public synchronized SampleSet set() {
    return pictures.set();
  }

  /** How many pictures a signer has of each label, in the labels' order; cheap. */
  public synchronized Map<String, Integer> counts(String signer) {
    return pictures.counts(pictures.signer(signer));
  }

  /**
   * A signer's name as it will be the folder's: without spaces around it.
   *
   * @throws UserException when no folder can be called so
   */
  public static String signerName(String name) {
    return FolderNames.signer(name);
  }

  /**
   * A label as it will be the folder's: without spaces around it.
   *
   * @throws UserException when no folder can be called so
   */
  public static String labelName(String name) {
    return FolderNames.label(name);
  }

  /**
   * Begins a recording session. Nothing is written before its first picture. Somebody who is there
   * with other capitals goes on under that name.
   *
   * @param camera its name, for the record
   * @throws UserException for a bad signer name, or where nothing can be written
   */
  public synchronized RecordingSession begin(String signer, String camera) {
    checkWritable();
    String name = pictures.signer(FolderNames.signer(signer));
    Set<String> taken = pictures.sessions(name);
    sessions.stream().filter(s -> s.signer().equals(name)).forEach(s -> taken.add(s.name()));
    LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
    while (taken.contains(SESSION.format(now))
        || Files.exists(SessionIndex.file(root.resolve(name), SESSION.format(now)))) {
      now = now.plusSeconds(1);
    }
    RecordingSession session = new RecordingSession(this, name, SESSION.format(now), camera);
    sessions.add(session);
    return session;
  }

  synchronized void ended(RecordingSession session) {
    sessions.remove(session);
  }

  Path place(String signer, String label, String name) {
    return root.resolve(signer).resolve(label).resolve(name);
  }

  /** Adds a picture that is on disk to its index, and to what is known. */
  synchronized void recorded(StoredPicture picture) throws IOException {
    Path folder = root.resolve(picture.sample().signer());
    SessionIndex.append(SessionIndex.file(folder, picture.session()), picture.line());
    pictures.put(picture);
  }

  /**
   * Writes a copy of a picture from elsewhere, durably, under its own name if that is free; one
   * that was recorded by us, under the name it then had.
   *
   * @throws UserException when it cannot be written
   */
  synchronized void copyIn(Sample from, byte[] content) {
    String signer = FolderNames.signer(from.signer());
    String label = FolderNames.label(from.label());
    SessionLine line = SessionLine.parse(JpegComment.read(content));
    boolean recorded = line != null && PictureName.parse(line.name()) != null;
    String name = recorded ? line.name() : FolderNames.file(SampleFolder.name(from.file()));
    Path file = StoreFiles.free(place(signer, label, name));
    AtomicFiles.write(file, content);
    try {
      StoredPicture picture = StoredPictures.read(file);
      if (picture.line() == null) {
        pictures.put(picture);
      } else {
        recorded(picture.withRegion(from.region()));
      }
    } catch (IOException e) {
      throw StoreFiles.cannot("index", e);
    }
  }

  /** Pictures that went to the trash together. */
  public record Deletion(List<Sample> samples, List<Path> inTrash) {
    public Deletion {
      samples = List.copyOf(samples);
      inTrash = List.copyOf(inTrash);
    }
  }

  /**
   * Moves pictures to the trash.
   *
   * @throws UserException when one cannot be moved; those before it have been
   */
  public synchronized Deletion delete(Collection<Sample> samples) {
    checkWritable();
    return new Deletion(List.copyOf(samples), moves.away(samples, StoreFiles.TRASH));
  }

  /**
   * Moves pictures that turned out to be damaged to where damaged ones lie; they can be brought
   * back by hand.
   *
   * @throws UserException as in {@link #delete}
   */
  public synchronized void setAside(Collection<Sample> samples) {
    checkWritable();
    moves.away(samples, StoreFiles.ASIDE);
  }

  /**
   * Takes a deletion back.
   *
   * @return the samples that are there again; not those whose trash was emptied meanwhile
   * @throws UserException when one cannot be moved; those before it have been
   */
  public synchronized List<Sample> undo(Deletion deletion) {
    checkWritable();
    return moves.back(deletion.inTrash());
  }

  /** How many pictures are in the trash. */
  public synchronized int inTrash() {
    return trash().size();
  }

  /**
   * Brings back everything from the trash, and says how many pictures.
   *
   * @throws UserException when one cannot be moved; those before it have been
   */
  public synchronized int restoreTrash() {
    checkWritable();
    return moves.back(trash()).size();
  }

  /**
   * Deletes what is in the trash for good, and says how many pictures.
   *
   * @param elsewhere told the digests, as in {@link #erase}
   * @throws UserException when something cannot be deleted, or a training reads the store
   */
  public synchronized int emptyTrash(Consumer<List<String>> elsewhere) {
    checkWritable();
    return StoreUse.whileUnused(
        root,
        "The trash cannot be emptied",
        () -> {
          List<Path> gone = trash();
          elsewhere.accept(gone.stream().map(StoreFiles::digest).distinct().toList());
          StoreFiles.erase(root.resolve(StoreFiles.TRASH));
          return gone.size();
        });
  }

  private List<Path> trash() {
    return StoreFiles.pictures(root.resolve(StoreFiles.TRASH));
  }

  /**
   * Gives pictures another label; returns them as they are now, in the same order.
   *
   * @throws UserException for a bad label, or when one cannot be moved; those before it have been
   */
  public synchronized List<Sample> relabel(Collection<Sample> samples, String label) {
    checkWritable();
    return moves.relabel(samples, FolderNames.label(label));
  }

  /**
   * Gives pictures to another signer; returns them as they are now, in the same order.
   *
   * @throws UserException for a bad name, or when one cannot be moved; those before it have been
   */
  public synchronized List<Sample> moveTo(Collection<Sample> samples, String signer) {
    checkWritable();
    return moves.toSigner(samples, FolderNames.signer(signer));
  }

  /** Everybody of whom there is something, also in the trash or set aside, in no order. */
  public synchronized Set<String> everybody() {
    return traces.everybody(pictures.set().signers());
  }

  /** How many pictures there are of a signer in all: also in the trash and set aside. */
  public synchronized int held(String signer) {
    return traces.files(FolderNames.signer(signer)).size();
  }

  /** As below, with nobody else who holds something of them. */
  public Erased erase(String signer) {
    return erase(signer, digests -> {});
  }

  /**
   * Deletes all that there is of a signer for good: pictures, also those in the trash and set
   * aside, and the index.
   *
   * @param elsewhere told the digests, see {@link Erased}, before anything is deleted: so that what
   *     others hold can be erased by trying again, should it fail in between
   * @throws UserException when there is nobody of that name, something cannot be deleted, or a
   *     training reads the store: see {@link StoreUse}
   */
  public synchronized Erased erase(String signer, Consumer<List<String>> elsewhere) {
    checkWritable();
    String name = FolderNames.signer(signer);
    if (sessions.stream().anyMatch(s -> s.signer().equals(name))) {
      throw new UserException(name + " is being recorded; end that first.");
    }
    Erased erased =
        StoreUse.whileUnused(root, name + " cannot be erased", () -> traces.erase(name, elsewhere));
    pictures.removeSigner(name);
    return erased;
  }

  /**
   * What was erased.
   *
   * @param pictures how many
   * @param digests SHA-256 of every file in hex, under which features may be cached
   */
  public record Erased(String signer, int pictures, List<String> digests) {
    public Erased {
      digests = List.copyOf(digests);
    }
  }

  void checkWritable() {
    if (readOnly != null) {
      throw new UserException(
          "Nothing can be written to the samples in %s (%s); make the folder writable, or use"
                  .formatted(root, readOnly)
              + " another.");
    }
  }

  /** Lets another process open the store. Sessions are ended first. */
  @Override
  public void close() {
    List<RecordingSession> open;
    synchronized (this) {
      open = List.copyOf(sessions);
    }
    open.forEach(RecordingSession::close);
    close(lock);
  }
}
