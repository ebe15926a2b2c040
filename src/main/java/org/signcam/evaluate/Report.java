package org.signcam.evaluate;

import com.google.gson.GsonBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.signcam.base.AtomicFiles;
import org.signcam.samples.SampleSet;

/**
 * What was measured, to keep: a page to read ({@value #PAGE}), the figures ({@value #FIGURES}) and
 * a line a picture ({@value #OUTCOMES}) to find the mistakes by.
 */
public final class Report {
  public static final String PAGE = "report.md";
  public static final String FIGURES = "figures.json";
  public static final String OUTCOMES = "outcomes.csv";

  private Report() {}

  /**
   * Writes the three files, each whole or not at all; the folder is made when it is missing.
   *
   * @throws org.signcam.base.UserException when the folder cannot be written
   */
  public static void write(
      Path folder,
      String model,
      SampleSet samples,
      Perturbation perturbation,
      Figures figures,
      List<Outcome> outcomes) {
    String json = new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(figures);
    save(folder.resolve(FIGURES), json + "\n");
    save(folder.resolve(OUTCOMES), csv(outcomes));
    save(folder.resolve(PAGE), page(model, samples, perturbation, figures));
  }

  private static String page(
      String model, SampleSet samples, Perturbation perturbation, Figures f) {
    StringBuilder page = new StringBuilder();
    page.append("# Evaluation of ").append(model).append("\n\n");
    page.append(samples.layout()).append(" Data digest `").append(samples.digest()).append("`.\n");
    if (!perturbation.equals(Perturbation.NONE)) {
      page.append("Measured under the disturbance `").append(perturbation).append("`.\n");
    }
    page.append("\n| figure | value |\n|---|---|\n");
    row(page, "pictures", Integer.toString(f.samples()));
    row(page, "accuracy", percent(f.accuracy()));
    row(page, "mean signer accuracy", percent(f.meanSignerAccuracy()));
    row(page, "worst signer accuracy", percent(f.worstSignerAccuracy()));
    row(page, "macro F1", percent(f.macroF1()));
    row(page, "expected calibration error", percent(f.ece()));
    row(page, "coverage", percent(f.coverage()));
    row(page, "accuracy when answered", percent(f.accuracyWhenAnswered()));
    row(page, "false accepts on nothing", percent(f.falseAcceptNothing()));
    row(page, "false accepts on other handshapes", percent(f.falseAcceptOther()));
    page.append("\n| signer | accuracy |\n|---|---|\n");
    f.accuracyBySigner().forEach((signer, accuracy) -> row(page, signer, percent(accuracy)));
    page.append("\n```\n").append(ConfusionTable.of(f)).append("```\n");
    return page.toString();
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private static String percent(Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String percent(Share share) {
    return share == null
        ? "-"
        : percent(share.share()) + " (" + share.count() + " of " + share.of() + ")";
  }

  private static String csv(List<Outcome> outcomes) {
    StringBuilder lines = new StringBuilder("file,signer,label,read,best,confidence\n");
    for (Outcome o : outcomes) {
      String best = o.prediction().letters().get(o.prediction().best());
      String confidence = String.format(Locale.ROOT, "%.4f", o.prediction().confidence());
      List<String> cells =
          List.of(
              quoted(o.sample().file().toString()),
              quoted(o.sample().signer()),
              quoted(o.label()),
              o.read() == null ? "" : quoted(o.read()),
              quoted(best),
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
    AtomicFiles.write(
        file,
        channel -> {
          ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }
}
