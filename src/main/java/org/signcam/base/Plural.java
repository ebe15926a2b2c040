package org.signcam.base;

/** How many of something, in words. */
public final class Plural {
  private Plural() {}

  /** {@code 1 picture}, {@code 2 pictures}. */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
