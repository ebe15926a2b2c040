package org.signcam.base;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Native libraries that the build has unpacked for this system into the folder that the system
 * property {@code signcam.natives} names, so that no start has to. Where there is none, each
 * library unpacks its own from its jar.
 */
public final class Natives {
  private static final String ONNX_RUNTIME = "onnxruntime";

  private Natives() {}

  /**
   * Loads an unpacked library.
   *
   * @param name without the system's prefix and suffix
   * @return whether it was there and fits this system
   */
  @SuppressWarnings("UnsafeDynamicallyLoadedLibrary") // it is the program's own
  public static boolean load(String name) {
    Path file = file(name);
    if (file == null) {
      return false;
    }
    try {
      System.load(file.toString());
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false; // of another system
    }
  }

  /** Tells ONNX Runtime where its libraries are; before its first use. */
  public static void offerOnnxRuntime() {
    Path file = file(ONNX_RUNTIME);
    if (file != null && System.getProperty("onnxruntime.native.path") == null) {
      System.setProperty("onnxruntime.native.path", file.getParent().toString());
    }
  }

  /** The unpacked library's absolute path; null where there is none. */
  static Path file(String name) {
    String folder = System.getProperty("signcam.natives");
    if (folder == null) {
      return null;
    }
    Path file = Path.of(folder, System.mapLibraryName(name)).toAbsolutePath();
    return Files.isRegularFile(file) ? file : null;
  }
}
