package org.signcam.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns for a terminal, as wide as their widest cell, two spaces apart. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        if (c == widths.size()) {
          widths.add(0);
        }
        widths.set(c, Math.max(widths.get(c), row.get(c).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        line.append(row.get(c)).append(" ".repeat(widths.get(c) - row.get(c).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
