package org.signcam.ui.gallery;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.table.DefaultTableModel;
import org.signcam.samples.SampleImport;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Unreadable;
import org.signcam.ui.Palette;

/** What an import would bring: pictures by signer and letter, and what it would leave out. */
final class ImportSummary extends JPanel {
  private static final int NAMED = 100; // unreadable pictures that are listed

  ImportSummary(SampleImport found) {
    super(new BorderLayout(0, 10));
    JPanel head = new JPanel(new BorderLayout(0, 6));
    head.add(GalleryDialogs.text(found.layout()), BorderLayout.NORTH);
    JTextArea sum = GalleryDialogs.text(sentence(found));
    sum.setForeground(found.unreadable().isEmpty() ? Palette.text() : Palette.warning());
    head.add(sum, BorderLayout.SOUTH);
    add(head, BorderLayout.NORTH);
    if (found.size() > 0) {
      add(table(found), BorderLayout.CENTER);
    }
    if (!found.unreadable().isEmpty()) {
      add(list(found.unreadable()), BorderLayout.SOUTH);
    }
  }

  /** The summary in a sentence. */
  static String sentence(SampleImport found) {
    List<String> left = new ArrayList<>();
    if (found.duplicates() > 0) {
      left.add("%,d there already".formatted(found.duplicates()));
    }
    if (!found.unreadable().isEmpty()) {
      left.add("%,d that cannot be read".formatted(found.unreadable().size()));
    }
    String out = left.isEmpty() ? "" : " Left out: " + String.join(", ", left) + ".";
    return Changes.pictures(found.size()) + " to import." + out;
  }

  private static JScrollPane table(SampleImport found) {
    DefaultTableModel rows =
        new DefaultTableModel(new Object[] {"Signer", "Pictures", "Letters"}, 0) {
          @Override
          public boolean isCellEditable(int row, int column) {
            return false;
          }
        };
    found
        .counts()
        .forEach(
            (signer, labels) -> {
              int all = labels.values().stream().mapToInt(Integer::intValue).sum();
              String each =
                  labels.entrySet().stream()
                      .map(e -> e.getKey() + " " + e.getValue())
                      .collect(Collectors.joining(",  "));
              String name = SampleSet.isUnknown(signer) ? "nobody named" : signer;
              rows.addRow(new Object[] {name, "%,d".formatted(all), each});
            });
    JTable table = new JTable(rows);
    table.getAccessibleContext().setAccessibleName("Pictures by signer and letter");
    table.getColumnModel().getColumn(0).setPreferredWidth(130);
    table.getColumnModel().getColumn(2).setPreferredWidth(320);
    table.setFillsViewportHeight(true);
    JScrollPane scroll = new JScrollPane(table);
    int shown = Math.min(8, rows.getRowCount()) + 2;
    scroll.setPreferredSize(new Dimension(460, shown * table.getRowHeight()));
    return scroll;
  }

  private static JScrollPane list(List<Unreadable> unreadable) {
    JTextArea text =
        new JTextArea(
            unreadable.stream().limit(NAMED).map(Unreadable::why).collect(Collectors.joining("\n"))
                + (unreadable.size() > NAMED ? "\n…" : ""));
    text.setEditable(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setRows(4);
    text.setCaretPosition(0);
    text.getAccessibleContext().setAccessibleName("What cannot be read");
    return new JScrollPane(text);
  }
}
