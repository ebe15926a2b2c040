package org.signcam.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * The confusion matrix for a terminal: a row a true letter, a column a letter read, then the
 * rejected. Noughts are dots, so that the mistakes stand out.
 */
public final class ConfusionTable {
  private static final String CORNER = "true \\ read";

  private ConfusionTable() {}

  /** Lines of equal length, each ended by {@code \n}. */
  public static String of(Figures figures) {
    List<String> columns = new ArrayList<>(figures.labels());
    columns.add("none");
    List<List<String>> rows = new ArrayList<>();
    for (List<Integer> counts : figures.confusion()) {
      rows.add(counts.stream().map(c -> c == 0 ? "." : c.toString()).toList());
    }
    int first = CORNER.length();
    for (String label : figures.labels()) {
      first = Math.max(first, label.length());
    }
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      int width = columns.get(c).length();
      for (List<String> row : rows) {
        width = Math.max(width, row.get(c).length());
      }
      widths.add(width);
    }
    StringBuilder table = new StringBuilder();
    line(table, CORNER, first, columns, widths);
    for (int r = 0; r < rows.size(); r++) {
      line(table, figures.labels().get(r), first, rows.get(r), widths);
    }
    return table.toString();
  }

  private static void line(
      StringBuilder to, String head, int first, List<String> cells, List<Integer> widths) {
    to.append(head).append(" ".repeat(first - head.length()));
    for (int c = 0; c < cells.size(); c++) {
      String cell = cells.get(c);
      to.append(" ".repeat(2 + widths.get(c) - cell.length())).append(cell);
    }
    to.append('\n');
  }
}
