package org.signcam.evaluate;

import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.signcam.base.AtomicFiles;

/**
 * What was measured, to keep: a page to read ({@value #PAGE}), the figures ({@value #FIGURES}) and
 * a line a picture ({@value #OUTCOMES}) to find the mistakes by.
 */
public final class Report {
  public static final String PAGE = "report.html";
  public static final String FIGURES = "figures.json";
  public static final String OUTCOMES = "outcomes.csv";

  private Report() {}

  /**
   * Writes the three files, each whole or not at all; the folder is made when it is missing.
   *
   * @throws org.signcam.base.UserException when the folder cannot be written
   */
  public static void write(Path folder, Figures figures, HtmlReport.Content page) {
    String json = new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(figures);
    save(folder.resolve(FIGURES), json + "\n");
    save(folder.resolve(OUTCOMES), csv(page.outcomes()));
    HtmlReport.write(folder.resolve(PAGE), page);
  }

  private static String csv(List<Outcome> outcomes) {
    StringBuilder lines = new StringBuilder("file,signer,label,read,best,confidence\n");
    for (Outcome o : outcomes) {
      String confidence = String.format(Locale.ROOT, "%.4f", o.prediction().confidence());
      List<String> cells =
          List.of(
              quoted(o.sample().file().toString()),
              quoted(o.sample().signer()),
              quoted(o.label()),
              o.read() == null ? "" : quoted(o.read()),
              quoted(o.best()),
              confidence);
      lines.append(String.join(",", cells)).append('\n');
    }
    return lines.toString();
  }

  /** RFC 4180: names with a comma, a quote or a line's end stand in quotes. */
  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static void save(Path file, String text) {
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
