package org.signcam.samples;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.signcam.base.UserException;

/**
 * The recorded samples of one folder: {@code SIGNER/LETTER/SESSION-bBBB-NNNN.jpg}, beside the
 * letters a {@code session-SESSION.jsonl} with a line a picture. The pictures are what counts: each
 * carries its line in itself, so that the index can be made anew from them. What cannot be read is
 * set aside, what is deleted goes to a trash first. One process at a time; any thread.
 */
@SuppressWarnings("DoNotCallSuggester") // to come
public final class SampleStore implements AutoCloseable {
  /**
   * Opens the store, making the folder; repairs the index; what is broken is set aside. A folder
   * that can only be read opens for reading: see {@link #writable}.
   *
   * @throws UserException when it cannot be used at all, or another process has it open
   */
  public static SampleStore open(Path root) {
    throw new UnsupportedOperationException();
  }

  /** Sentences for the user: what was repaired or set aside, whether it can be written. */
  public List<String> notices() {
    throw new UnsupportedOperationException();
  }

  public Path root() {
    throw new UnsupportedOperationException();
  }

  /** Whether pictures can be added, moved and deleted. */
  public boolean writable() {
    throw new UnsupportedOperationException();
  }

  /** All pictures as they are now; may be empty. */
  public SampleSet set() {
    throw new UnsupportedOperationException();
  }

  /** How many pictures a signer has of each label, in the labels' order; cheap. */
  public Map<String, Integer> counts(String signer) {
    throw new UnsupportedOperationException();
  }

  /**
   * A signer's name as it will be the folder's: without spaces around it.
   *
   * @throws UserException when no folder can be called so
   */
  public static String signerName(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Begins a recording session.
   *
   * @param camera its name, for the record
   * @throws UserException for a bad signer name, or where nothing can be written
   */
  public RecordingSession begin(String signer, String camera) {
    throw new UnsupportedOperationException();
  }

  /**
   * Moves pictures to the trash.
   *
   * @throws UserException when one cannot be moved; those before it have been
   */
  public Deletion delete(Collection<Sample> samples) {
    throw new UnsupportedOperationException();
  }

  /** Pictures that went to the trash together. */
  public record Deletion(List<Sample> samples, List<Path> inTrash) {
    public Deletion {
      samples = List.copyOf(samples);
      inTrash = List.copyOf(inTrash);
    }
  }

  /**
   * Takes a deletion back.
   *
   * @return the samples that are there again; not those whose trash was emptied meanwhile
   */
  public List<Sample> undo(Deletion deletion) {
    throw new UnsupportedOperationException();
  }

  /** How many pictures are in the trash. */
  public int inTrash() {
    throw new UnsupportedOperationException();
  }

  /** Brings back everything from the trash, and says how many pictures. */
  public int restoreTrash() {
    throw new UnsupportedOperationException();
  }

  /** Deletes what is in the trash for good, and says how many pictures. */
  public int emptyTrash() {
    throw new UnsupportedOperationException();
  }

  /** Gives pictures another label; returns them as they are now, in the same order. */
  public List<Sample> relabel(Collection<Sample> samples, String label) {
    throw new UnsupportedOperationException();
  }

  /** Gives pictures to another signer; returns them as they are now, in the same order. */
  public List<Sample> moveTo(Collection<Sample> samples, String signer) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes all that there is of a signer for good: pictures, also those in the trash and set
   * aside, and the index.
   *
   * @return what others may still hold something of
   */
  public Erased erase(String signer) {
    throw new UnsupportedOperationException();
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

  /** Lets another process open the store. Sessions are closed first. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
