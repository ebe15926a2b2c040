package org.signcam.evaluate;

import java.util.List;
import java.util.Locale;

/** Pieces of a page: text made safe, numbers as people read them. */
final class Html {
  private Html() {}

  /** Text as it may stand between tags and in a quoted attribute. */
  static String text(Object value) {
    return String.valueOf(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A share 0–1 as a percentage with one decimal, or a dash for null. */
  static String percent(Double share) {
    return share == null ? "–" : number(100 * share) + "\u00a0%";
  }

  /** An interval within 0–1, such as {@code 79.9–93.0 %}. */
  static String percent(List<Double> interval) {
    return number(100 * interval.get(0)) + "–" + percent(interval.get(1));
  }

  /** {@code 1 signer}, {@code 1,431 pictures}. */
  static String count(int n, String noun) {
    return String.format(Locale.ROOT, "%,d\u00a0%s%s", n, noun, n == 1 ? "" : "s");
  }

  /** A table that scrolls sideways when the window is too narrow for it. */
  static String table(String caption, String head, String body) {
    return """
        <div class="scroll" role="region" tabindex="0" aria-label="%1$s"><table>
        <caption>%1$s</caption>
        <thead>%2$s</thead>
        <tbody>
        %3$s</tbody></table></div>
        """
        .formatted(text(caption), head, body);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
