package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.image.JpegComment;
import org.signcam.image.Region;

/** One sitting of one signer before one camera, in numbered bursts. Used by one thread. */
public final class RecordingSession implements AutoCloseable {
  private final SampleStore store;
  private final String signer;
  private final String name;
  private final String camera;
  private int burst;
  private int number;
  private boolean closed;

  /**
   * @param name of the session, which no picture of the signer has
   */
  RecordingSession(SampleStore store, String signer, String name, String camera) {
    this.store = store;
    this.signer = signer;
    this.name = name;
    this.camera = camera;
  }

  public String signer() {
    return signer;
  }

  /** Such as {@code 20261122T143001}. */
  public String name() {
    return name;
  }

  /** Begins a burst and returns its number, from 1. Pictures of a burst are never split. */
  public int nextBurst() {
    number = 0;
    return ++burst;
  }

  /**
   * Writes one picture of the burst; returns once it is on disk: forced, and moved to its name. Its
   * line in the index is written but not forced, as the picture carries it too.
   *
   * @param letter the label: a letter or {@link SampleSet#NOTHING}
   * @param jpeg the region with its margin
   * @param regionInPicture where in the picture the region lies, px; {@code null} for all of it
   * @param time when the frame was taken
   * @throws UserException when it cannot be written; then it does not count
   */
  public Sample add(String letter, byte[] jpeg, Region regionInPicture, Instant time) {
    if (closed) {
      throw new IllegalStateException("The session is closed.");
    }
    if (burst == 0) {
      nextBurst();
    }
    String label = FolderNames.label(letter);
    PictureName picture;
    Path file;
    do { // one may have been moved here meanwhile
      picture = new PictureName(name, burst, ++number);
      file = store.place(signer, label, picture.toString());
    } while (Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    SessionLine line =
        new SessionLine(
            label + "/" + picture,
            burst,
            regionInPicture,
            camera,
            time.truncatedTo(ChronoUnit.MILLIS).toString(),
            0);
    byte[] content = JpegComment.insert(jpeg, line.toString());
    AtomicFiles.write(file, content);
    StoredPicture stored =
        StoredPicture.recorded(file, signer, label, picture, line, content.length);
    try {
      store.recorded(stored);
    } catch (IOException e) {
      throw new UserException(
          "Cannot write the index of the session ("
              + AtomicFiles.reason(e)
              + "); check the free space and whether the samples' folder is still there.",
          e);
    }
    return stored.sample();
  }

  /** The store can then be closed, or the signer be erased. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      store.ended(this);
    }
  }
}
