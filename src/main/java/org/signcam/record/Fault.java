package org.signcam.record;

import java.util.Locale;

/** What can be wrong with a picture for training. */
public enum Fault {
  BLURRED("Blurred", "hold the hand still, or give it more light"),
  DARK("Too dark", "turn on a light, or face the window"),
  OVEREXPOSED("Too bright", "turn away from the light, or shade the lamp"),
  NO_HAND("No hand seen", "put your hand into the square"),
  DUPLICATE("Like the one before", "move or turn your hand a little");

  /** A word or a few. */
  public final String title;

  /** What to do about it. */
  public final String remedy;

  Fault(String title, String remedy) {
    this.title = title;
    this.remedy = remedy;
  }

  /** As on the command line and in files: {@code no-hand}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of that {@link #key}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Fault of(String key) {
    for (Fault fault : values()) {
      if (fault.key().equals(key)) {
        return fault;
      }
    }
    throw new IllegalArgumentException(
        "Expected blurred, dark, overexposed, no-hand or duplicate; this is '" + key + "'");
  }
}
