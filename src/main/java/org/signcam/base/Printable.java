package org.signcam.base;

/**
 * Words from a file of others, made fit to stand in a message: they may hold anything, a book or a
 * terminal's commands among them.
 */
public final class Printable {
  private static final int LONGEST = 80;

  // Parts of words in Persian and Hindi, and of emoji.
  private static final int NON_JOINER = 0x200c;
  private static final int JOINER = 0x200d;

  private Printable() {}

  /** The text's first 80 characters, those that cannot be seen as question marks. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> out.appendCodePoint(isPrintable(c) ? c : '?'));
    return text.length() > out.length() ? out + "…" : out.toString();
  }

  /** Whether all of the text can be seen. */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Printable::isPrintable);
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> c == JOINER || c == NON_JOINER; // others turn the writing about
      default -> true;
    };
  }
}
