package org.signcam.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.signcam.samples.SampleSet;

/** The report's tables, as HTML. */
final class ReportTables {
  private ReportTables() {}

  /**
   * The confusion matrix: a row a true letter, then one for each label that the model does not
   * read; a column a letter read, then the rejected. A cell is the darker the larger its share of
   * the row.
   */
  static String confusion(Tally tally, List<Outcome> outcomes, List<String> letters) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < letters.size(); i++) {
      confusionRow(rows, letters.get(i), tally.confusion().get(i), i);
    }
    others(outcomes, letters).forEach((label, counts) -> confusionRow(rows, label, counts, -1));
    String head =
        "<tr><th scope=\"col\">shown ↓ read →</th>"
            + letters.stream().map(l -> head(l, "col")).collect(Collectors.joining())
            + "<th scope=\"col\">none</th><th scope=\"col\">pictures</th></tr>";
    return Html.table("What was shown and what was read, pictures", head, rows.toString())
        .replaceFirst("<table>", "<table class=\"confusion\">");
  }

  private static Map<String, List<Integer>> others(List<Outcome> outcomes, List<String> letters) {
    Map<String, List<Integer>> rows = new TreeMap<>(SampleSet.LABEL_ORDER);
    for (Outcome o : outcomes) {
      if (!letters.contains(o.label())) {
        List<Integer> counts =
            rows.computeIfAbsent(
                o.label(), label -> new ArrayList<>(Collections.nCopies(letters.size() + 1, 0)));
        int column = o.read() == null ? letters.size() : letters.indexOf(o.read());
        counts.set(column, counts.get(column) + 1);
      }
    }
    return rows;
  }

  private static void confusionRow(
      StringBuilder rows, String label, List<Integer> counts, int right) {
    int all = counts.stream().mapToInt(Integer::intValue).sum();
    rows.append("<tr>").append(head(label, "row"));
    for (int j = 0; j < counts.size(); j++) {
      boolean none = j == counts.size() - 1;
      // Rejecting is right for what is no letter of the model's.
      String kind = j == right || (none && right < 0) ? "right" : none ? "none" : "wrong";
      int count = counts.get(j);
      if (count == 0) {
        rows.append("<td class=\"zero\">·</td>");
      } else {
        long shade = Math.round(100.0 * Math.sqrt((double) count / all)); // few wrong ones show too
        rows.append("<td class=\"%s\" style=\"--s:%s%%\">%s</td>".formatted(kind, shade, count));
      }
    }
    rows.append("<td class=\"sum\">").append(all).append("</td></tr>\n");
  }

  static String signers(Map<String, Tally> signers) {
    StringBuilder rows = new StringBuilder();
    signers.forEach(
        (signer, tally) ->
            row(
                rows,
                signer,
                Integer.toString(tally.pictures()),
                bar(tally.accuracy()),
                interval(tally.correct(), tally.pictures()),
                Html.percent(tally.coverage()),
                Html.percent(tally.accuracyWhenAnswered())));
    String head =
        heads("signer", "pictures", "accuracy", "95 %", "coverage", "accuracy when answered");
    return Html.table("By signer", head, rows.toString());
  }

  static String letters(Tally tally, List<String> letters) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < letters.size(); i++) {
      int pictures = tally.picturesOf(i);
      Double coverage = pictures == 0 ? null : 1 - (double) tally.rejectedOf(i) / pictures;
      row(
          rows,
          letters.get(i),
          Integer.toString(pictures),
          bar(tally.recall(i)),
          interval(tally.correctOf(i), pictures),
          Html.percent(coverage),
          Html.percent(tally.precision(i)),
          Html.percent(tally.f1(i)));
    }
    String head =
        heads("letter", "pictures", "recall = accuracy", "95 %", "coverage", "precision", "F1");
    return Html.table("By letter", head, rows.toString());
  }

  static String bins(List<Tally.Bin> bins) {
    StringBuilder rows = new StringBuilder();
    for (Tally.Bin bin : bins) {
      row(
          rows,
          Html.percent(List.of(bin.lower(), bin.upper())),
          Integer.toString(bin.pictures()),
          Html.percent(bin.confidence()),
          Html.percent(bin.right()));
    }
    String head = heads("confidence", "pictures", "mean confidence", "share right");
    return Html.table("The diagram's bins", head, rows.toString());
  }

  /** Two columns: what, and what it is. */
  static String facts(String caption, Map<String, String> facts) {
    StringBuilder rows = new StringBuilder();
    facts.forEach(
        (name, value) ->
            rows.append("<tr>")
                .append(head(name, "row"))
                .append("<td class=\"prose\">")
                .append(Html.text(value))
                .append("</td></tr>\n"));
    return Html.table(caption, "", rows.toString());
  }

  private static String heads(String... names) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String name : names) {
      row.append(head(name, "col"));
    }
    return row.append("</tr>").toString();
  }

  private static String head(String name, String scope) {
    return "<th scope=\"" + scope + "\">" + Html.text(name) + "</th>";
  }

  /** Cells are HTML already. */
  private static void row(StringBuilder rows, String name, String... cells) {
    rows.append("<tr>").append(head(name, "row"));
    for (String cell : cells) {
      rows.append("<td>").append(cell).append("</td>");
    }
    rows.append("</tr>\n");
  }

  private static String bar(Double share) {
    return share == null
        ? Html.percent(share)
        : "<span class=\"bar\" style=\"--s:%s%%\">%s</span>"
            .formatted(Math.round(100 * share), Html.percent(share));
  }

  private static String interval(int count, int of) {
    return of == 0 ? "–" : Html.percent(Share.wilson(count, of));
  }
}
