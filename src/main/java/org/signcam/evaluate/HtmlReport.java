package org.signcam.evaluate;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.model.ModelCard;

/**
 * An evaluation as one page that needs nothing beside it: style and pictures lie within, scripts
 * there are none. It follows the reader's light or dark setting and prints.
 *
 * <pre>{@code
 * HtmlReport.write(
 *     folder.resolve("report.html"),
 *     new Content("Evaluation of asl-a-i", outcomes, letters, card, Map.of(), null, null));
 * }</pre>
 */
public final class HtmlReport {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private HtmlReport() {}

  /**
   * What the page shows.
   *
   * @param outcomes every picture once; the files of the worst mistakes are read again
   * @param letters the labels that the model reads, in its order
   * @param facts what else is worth saying of the measurement, such as its data; in order
   * @param curves PNG of the training's curves, or null
   * @param command to repeat the measurement, or null
   */
  public record Content(
      String title,
      List<Outcome> outcomes,
      List<String> letters,
      ModelCard card,
      Map<String, String> facts,
      Path curves,
      String command) {
    public Content {
      Objects.requireNonNull(title);
      Objects.requireNonNull(card);
    }
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @throws UserException when it cannot be written, or the curves cannot be read
   */
  public static void write(Path file, Content content) {
    AtomicFiles.write(file, page(content).getBytes(StandardCharsets.UTF_8));
  }

  static String page(Content c) {
    Map<String, Tally> signers = Metrics.bySigner(c.outcomes(), c.letters());
    Tally all = Tally.sum(c.letters().size(), signers.values());
    List<Outcome> mistakes = WorstMistakes.of(c.outcomes());
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy"
        content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <header><h1>%s</h1><p>%s</p></header>
        <main>
        %s</main>
        <footer>Made by signcam %s.</footer>
        </body>
        </html>
        """
        .formatted(
            Html.text(c.title()),
            ReportStyle.CSS,
            Html.text(c.title()),
            lead(c, all, signers.size()),
            figures(c, signers)
                + section(
                    "Confusion",
                    "A row is what was shown, a column what was read. Blue is right, orange a wrong"
                        + " letter, grey a rejection; the shade is the share of the row.",
                    ReportTables.confusion(all, c.outcomes(), c.letters()))
                + section(
                    "Signers and letters",
                    "Over pictures of letters; a rejected one counts as wrong. Intervals are 95 %"
                        + " Wilson score intervals, which take pictures for independent; one"
                        + " person's are not, so the truth is rather wider. Precision is among"
                        + " pictures of letters.",
                    "<div class=\"two\">"
                        + ReportTables.signers(signers)
                        + ReportTables.letters(all, c.letters())
                        + "</div>")
                + reliability(all)
                + section(
                    "Worst mistakes",
                    mistakes.isEmpty()
                        ? "None: no wrong letter was answered."
                        : "The wrong letters that were answered with the most confidence, at most "
                            + WorstMistakes.MOST
                            + ".",
                    WorstMistakes.html(mistakes))
                + curves(c.curves())
                + making(c),
            Html.text(version()));
  }

  private static String lead(Content c, Tally all, int signers) {
    int rest = c.outcomes().size() - all.pictures();
    return Html.count(all.pictures(), "picture")
        + " of letters by "
        + Html.count(signers, "signer")
        + (rest == 0 ? "" : " and " + Html.count(rest, "picture") + " of what is to be rejected")
        + ".";
  }

  private static String figures(Content c, Map<String, Tally> signers) {
    int n = c.letters().size();
    Figures f = Metrics.of(c.outcomes(), c.letters());
    SignerBootstrap<Tally> people = new SignerBootstrap<>(signers.values());
    String tiles =
        tile(
                "Mean signer accuracy",
                f.meanSignerAccuracy(),
                people.interval(d -> Tally.mean(d.stream().map(Tally::accuracy).toList())),
                "every person counts the same")
            + tile("Worst signer", f.worstSignerAccuracy(), null, worst(f))
            + tile(
                "Accuracy",
                f.accuracy(),
                people.interval(d -> Tally.sum(n, d).accuracy()),
                "of all pictures of letters")
            + tile(
                "Coverage",
                f.coverage(),
                people.interval(d -> Tally.sum(n, d).coverage()),
                "pictures of letters that were answered")
            + tile(
                "Accuracy when answered",
                f.accuracyWhenAnswered(),
                people.interval(d -> Tally.sum(n, d).accuracyWhenAnswered()),
                "of those")
            + tile(
                "Accuracy of the surest 90 %",
                f.accuracyAt90(),
                null,
                f.accuracyAt90() == null
                    ? "more than 10 % look like no letter"
                    : "if the least sure 10 % were left unanswered")
            + tile(
                "Macro F1",
                f.macroF1(),
                people.interval(d -> Tally.sum(n, d).macroF1()),
                "mean over letters")
            + tile(
                "Calibration error",
                f.ece(),
                people.interval(d -> Tally.sum(n, d).ece()),
                "ECE, " + Tally.BINS + " bins; 0 is best")
            + accepted("False accepts, nothing", f.falseAcceptNothing())
            + accepted("False accepts, other", f.falseAcceptOther());
    String how =
        signers.size() < 2
            ? "With one signer there are no intervals over signers."
            : "Ranges are 95 % intervals over signers: "
                + Html.count(SignerBootstrap.DRAWS, "draw")
                + " of "
                + Html.count(signers.size(), "signer")
                + " with replacement, the middle 95 % of the figures."
                + (signers.size() < 20 ? " With so few people they are rather too narrow." : "");
    return section(
        "Figures",
        how + " False accepts have Wilson score intervals over pictures.",
        "<div class=\"tiles\">\n" + tiles + "</div>\n");
  }

  private static String worst(Figures f) {
    return f.accuracyBySigner().entrySet().stream()
        .filter(e -> e.getValue().equals(f.worstSignerAccuracy()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  private static String accepted(String name, Share share) {
    return share == null
        ? tile(name, null, null, "no such pictures")
        : tile(
            name,
            share.share(),
            share.interval(),
            share.count() + " of " + Html.count(share.of(), "picture") + " read as a letter");
  }

  private static String tile(String name, Double share, List<Double> interval, String note) {
    String range = interval == null ? "" : Html.percent(interval);
    return """
        <div class="tile"><h3>%s</h3><p class="value">%s</p><p class="range">%s</p><p>%s</p></div>
        """
        .formatted(Html.text(name), Html.percent(share), range, Html.text(note));
  }

  private static String reliability(Tally all) {
    return section(
        "Calibration",
        "How often the best letter is right, by how sure the model is of it, threshold aside. Bars"
            + " that end at their mark, near the diagonal, mean that a confidence can be taken at"
            + " its word; below the mark the model is too sure. Expected calibration error "
            + Html.percent(all.ece())
            + ".",
        "<div class=\"two\">"
            + ReliabilityDiagram.svg(all.bins())
            + ReportTables.bins(all.bins())
            + "</div>");
  }

  private static String curves(Path png) {
    if (png == null) {
      return "";
    }
    try {
      String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(png));
      return section(
          "Training",
          "Loss and accuracy over the training's steps.",
          "<img class=\"curves\" alt=\"Curves of the training\" src=\"data:image/png;base64,"
              + bytes
              + "\">\n");
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the curves %s (%s); leave them out or train again."
              .formatted(png, AtomicFiles.reason(e)),
          e);
    }
  }

  private static String making(Content c) {
    ModelCard card = c.card();
    Map<String, String> model = new LinkedHashMap<>();
    model.put("network", card.backbone() + " to " + card.cut() + ", head " + card.head());
    model.put("input", card.inputSide() + "×" + card.inputSide() + " px " + card.colourOrder());
    model.put("labels", String.join(", ", card.labels()));
    model.put("rejecting class", card.rejecting() == null ? "none" : card.rejecting());
    model.put("temperature", Double.toString(card.temperature()));
    model.put("threshold", Double.toString(card.threshold()));
    card.training().forEach((name, value) -> model.put(name.replace('_', ' '), words(value)));
    String measured = c.facts().isEmpty() ? "" : ReportTables.facts("What was measured", c.facts());
    String command =
        c.command() == null
            ? ""
            : "<h3>Again</h3><pre><code>" + Html.text(c.command()) + "</code></pre>\n";
    return section(
        "Data and settings",
        "What was measured, and how the model was made as its card says.",
        measured + ReportTables.facts("The model", model) + command);
  }

  private static String words(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(HtmlReport::words).collect(Collectors.joining(", "));
    }
    if (value instanceof Double number && number == Math.rint(number)) {
      return Long.toString(number.longValue()); // JSON's whole numbers come back with a ".0"
    }
    return value instanceof Map ? GSON.toJson(value) : String.valueOf(value);
  }

  private static String section(String title, String note, String body) {
    return "<section><h2>%s</h2><p class=\"note\">%s</p>\n%s</section>\n"
        .formatted(title, note, body);
  }

  private static String version() {
    String version = HtmlReport.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}
