package org.signcam.image;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import org.signcam.base.Natives;
import org.signcam.base.UserException;

/** Loads OpenCV's native library, once for the whole program. */
public final class OpenCv {
  /** Pictures with more pixels than this are refused before they are decoded. */
  static final long MAX_PIXELS = 100_000_000L;

  /** As OpenCV calls it, which only says so once it is loaded. */
  static final String LIBRARY = "opencv_java490";

  private static boolean loaded;

  private OpenCv() {}

  /**
   * Loads the library the first time and does nothing afterwards. Every class that touches a {@code
   * Mat} calls this from its static initialiser or constructor.
   *
   * @throws UserException when there is no library for this system or it cannot be unpacked
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    configure();
    try {
      if (!Natives.load(LIBRARY)) {
        nu.pattern.OpenCV.loadLocally();
      }
    } catch (LinkageError | RuntimeException e) {
      throw new UserException(
          "OpenCV's native library could not be loaded on %s %s (%s). It needs a 64-bit system it is packed for (Linux, macOS or Windows) and a writable %s to unpack to."
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  e.getMessage(),
                  System.getProperty("java.io.tmpdir")),
          e);
    }
    loaded = true;
  }

  /**
   * OpenCV reads these once, when it is loaded, from the environment, which Java cannot change. Its
   * warnings about cameras that are not there would otherwise go to stderr beside our own message.
   */
  private static void configure() {
    if (Platform.isWindows()) {
      return; // several C runtimes, each with an environment of its own: the noise stays
    }
    Function setenv = Function.getFunction(Platform.C_LIBRARY_NAME, "setenv");
    set(setenv, "OPENCV_LOG_LEVEL", "OFF");
    set(setenv, "OPENCV_IO_MAX_IMAGE_PIXELS", Long.toString(MAX_PIXELS));
    set(setenv, "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2"); // seconds; the default of 10 is long
  }

  private static void set(Function setenv, String name, String value) {
    setenv.invokeInt(new Object[] {name, value, 0}); // 0: what the user has set stays
  }
}
