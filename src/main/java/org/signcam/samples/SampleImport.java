package org.signcam.samples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.signcam.base.UserException;

/**
 * Folders and zip files looked at before they are copied into a store: first {@link #look}, show
 * what it found, then {@link #run}.
 */
@SuppressWarnings("DoNotCallSuggester") // to come
public final class SampleImport implements AutoCloseable {
  private SampleImport() {}

  /**
   * Reads every picture, and copies none.
   *
   * @param sources folders in any of the layouts of {@link SampleSet}, zip files of such folders
   * @param signer whose hands all of them show, or {@code null} where the folders name the signers
   * @param progress told how many pictures have been read, from several threads
   * @throws UserException when a source cannot be read or has no pictures
   */
  public static SampleImport look(
      SampleStore store, List<Path> sources, String signer, IntConsumer progress) {
    throw new UnsupportedOperationException();
  }

  /** What would be copied: pictures per signer and label, in order. */
  public Map<String, Map<String, Integer>> counts() {
    throw new UnsupportedOperationException();
  }

  /** How many pictures are in the store already, or here twice, byte by byte; left out. */
  public int duplicates() {
    throw new UnsupportedOperationException();
  }

  /** What cannot be read; left out. */
  public List<Unreadable> unreadable() {
    throw new UnsupportedOperationException();
  }

  /** Whether a source names nobody and no signer was given: then {@link #run} refuses. */
  public boolean namesNobody() {
    throw new UnsupportedOperationException();
  }

  /** What the sources were found to be: a sentence for each. */
  public String layout() {
    throw new UnsupportedOperationException();
  }

  /**
   * Copies the pictures; those copied before a failure stay.
   *
   * @param progress told how many have been copied
   * @return how many were copied
   * @throws UserException when one cannot be written, or no signer is known
   */
  public int run(IntConsumer progress) {
    throw new UnsupportedOperationException();
  }

  /** Closes the zip files. */
  @Override
  public void close() {}
}
