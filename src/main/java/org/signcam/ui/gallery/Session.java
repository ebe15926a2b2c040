package org.signcam.ui.gallery;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.signcam.samples.Sample;

/**
 * Pictures that a signer recorded in one sitting.
 *
 * @param name such as {@code 20261122T143001}; empty for pictures that were not recorded here
 */
record Session(String signer, String name) {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

  static Session of(Sample sample) {
    String burst = sample.burst(); // SIGNER/SESSION/BBB
    return new Session(
        sample.signer(),
        burst == null
            ? ""
            : burst.substring(
                burst.lastIndexOf('/', burst.lastIndexOf('/') - 1) + 1, burst.lastIndexOf('/')));
  }

  /** When it was, in words. */
  String words() {
    if (name.isEmpty()) {
      return "imported";
    }
    try {
      return WORDS.format(LocalDateTime.parse(name, NAME));
    } catch (DateTimeParseException e) {
      return name; // a name like one, of no day that there is
    }
  }
}
