package org.signcam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** Which builds of PyTorch lie among the program's libraries, found out without loading one. */
final class NativeFlavors {
  /** What each of DJL's libraries of PyTorch natives holds. */
  private static final String PROPERTIES = "native/lib/pytorch.properties";

  private NativeFlavors() {}

  /** Whether one of them is for CUDA. */
  static boolean cuda() {
    try {
      List<URL> found =
          Collections.list(NativeFlavors.class.getClassLoader().getResources(PROPERTIES));
      for (URL url : found) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
          properties.load(in);
        }
        if (properties.getProperty("flavor", "").startsWith("cu")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + PROPERTIES, e);
    }
  }
}
