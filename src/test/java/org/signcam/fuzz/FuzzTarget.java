package org.signcam.fuzz;

import java.util.Locale;

/** Where Jazzer begins. The system property {@code signcam.fuzz} names the reader. */
public final class FuzzTarget {
  private static final Reader READER =
      Reader.valueOf(System.getProperty("signcam.fuzz", "safetensors").toUpperCase(Locale.ROOT));

  /** No limit but Java's own: what Jazzer does to each class when it is loaded counts too. */
  private static final long SLACK = 1L << 40;

  private FuzzTarget() {}

  /** Called by its name, with one input after another. */
  public static void fuzzerTestOneInput(byte[] data) {
    READER.feed(data, SLACK);
  }
}
