package org.signcam.samples;

import java.util.Locale;
import java.util.Set;
import org.signcam.base.UserException;

/** Names of signers and labels, which are folders' names on every system. */
final class FolderNames {
  private static final int LONGEST = 80;

  private static final Set<String> WINDOWS_DEVICES = Set.of("con", "prn", "aux", "nul");

  private FolderNames() {}

  /**
   * A signer's name without spaces around it.
   *
   * @throws UserException when no folder of a signer can be called so
   */
  static String signer(String name) {
    String stripped = check("signer's name", name);
    if (SampleFolder.isPart(stripped)) {
      throw refuse("signer's name", name, "is what the folders of a split are called");
    }
    return stripped;
  }

  /**
   * A label without spaces around it.
   *
   * @throws UserException when no folder can be called so
   */
  static String label(String name) {
    return check("label", name);
  }

  /** A picture's name with what would be no name, or a path, on some system taken out. */
  static String file(String name) {
    StringBuilder safe = new StringBuilder();
    name.chars().forEach(c -> safe.append(forbidden(c) ? '_' : (char) c));
    // File systems count bytes, of which a letter may have three.
    int dot = safe.lastIndexOf(".");
    return dot > LONGEST ? safe.delete(LONGEST, dot).toString() : safe.toString();
  }

  private static boolean forbidden(int c) {
    return Character.isISOControl(c) || "/\\:*?\"<>|".indexOf(c) >= 0;
  }

  private static String check(String what, String name) {
    String stripped = name == null ? "" : name.strip();
    if (stripped.isEmpty()) {
      throw new UserException("A " + what + " is missing; give at least one letter.");
    }
    if (stripped.length() > LONGEST) {
      throw refuse(what, name, "is longer than " + LONGEST + " characters");
    }
    if (stripped.chars().anyMatch(FolderNames::forbidden)) {
      throw refuse(what, name, "has one of / \\ : * ? \" < > | or a control character in it");
    }
    if (stripped.startsWith(".") || stripped.endsWith(".")) {
      throw refuse(what, name, "begins or ends with a dot");
    }
    String lower = stripped.toLowerCase(Locale.ROOT);
    if (WINDOWS_DEVICES.contains(lower) || lower.matches("(com|lpt)\\d")) {
      throw refuse(what, name, "is a device's on Windows");
    }
    return stripped;
  }

  private static UserException refuse(String what, String name, String why) {
    return new UserException("The %s \"%s\" %s; choose another.".formatted(what, name, why));
  }
}
