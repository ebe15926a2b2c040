package org.signcam.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/**
 * When the window's start has got how far, for {@code bench --startup}: each milestone is written,
 * once, as a line to the file that the system property {@code signcam.milestones} names. Without
 * that property this does nothing. Any thread.
 */
public enum Milestones {
  /** Java runs our first line. */
  JAVA,
  /** The window has been painted for the first time. */
  WINDOW,
  /** Camera, video or picture is open. */
  CAMERA,
  /** The first frame has been painted. */
  PREVIEW,
  /** The model is ready to read. */
  MODEL,
  /** The first reading has been painted: a letter, or that there is none. */
  LETTER;

  /** The system property that names the file to write to. */
  public static final String PROPERTY = "signcam.milestones";

  private static final String FILE = System.getProperty(PROPERTY);
  private static final Set<Milestones> REACHED = EnumSet.noneOf(Milestones.class);

  /** It is reached now; later calls say nothing new. */
  public void reached() {
    if (FILE != null) {
      note(this, System.currentTimeMillis());
    }
  }

  private static synchronized void note(Milestones milestone, long now) {
    if (!REACHED.add(milestone)) {
      return;
    }
    try {
      Files.writeString(
          Path.of(FILE),
          milestone + " " + now + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserException("Cannot write " + FILE + " (" + AtomicFiles.reason(e) + ").", e);
    }
  }
}
