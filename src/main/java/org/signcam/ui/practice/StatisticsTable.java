package org.signcam.ui.practice;

import java.util.List;
import java.util.Locale;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

/** The statistics, a row a letter; a click on a heading sorts by it. */
final class StatisticsTable extends JTable {
  private static final String[] HEADINGS = {"Letter", "Tries", "Median", "Errors", "Taken for"};

  private final transient Rows rows = new Rows();

  StatisticsTable() {
    setModel(rows);
    setAutoCreateRowSorter(true);
    setRowSelectionAllowed(false);
    setFocusable(false); // or it would take Enter and the arrows
    setShowGrid(false);
    getTableHeader().setReorderingAllowed(false);
    putClientProperty("FlatLaf.style", "background: $Signcam.card");
    getTableHeader().putClientProperty("FlatLaf.style", "background: $Signcam.card");
    getAccessibleContext().setAccessibleName("Statistics of each letter");
    Centred centred = new Centred();
    for (int column = 0; column < HEADINGS.length; column++) {
      getColumnModel().getColumn(column).setCellRenderer(centred);
      getColumnModel().getColumn(column).setPreferredWidth(10 * HEADINGS[column].length());
    }
  }

  void show(List<String> letters, Statistics statistics) {
    boolean same = letters.equals(rows.letters);
    rows.letters = letters;
    rows.statistics = statistics;
    if (same) {
      rows.fireTableRowsUpdated(0, Math.max(0, letters.size() - 1));
    } else {
      rows.fireTableDataChanged();
    }
  }

  @Override
  public void updateUI() {
    super.updateUI();
    setRowHeight(getFontMetrics(getFont()).getHeight() + 6);
  }

  /** Under the headings. */
  private static final class Centred extends DefaultTableCellRenderer {
    Centred() {
      setHorizontalAlignment(SwingConstants.CENTER);
    }

    @Override
    protected void setValue(Object value) {
      if (value instanceof Double seconds) {
        setText(seconds.isNaN() ? "–" : String.format(Locale.ROOT, "%.1f s", seconds));
      } else {
        super.setValue(value);
      }
    }
  }

  private static final class Rows extends AbstractTableModel {
    private transient List<String> letters = List.of();
    private transient Statistics statistics;

    @Override
    public int getRowCount() {
      return letters.size();
    }

    @Override
    public int getColumnCount() {
      return HEADINGS.length;
    }

    @Override
    public String getColumnName(int column) {
      return HEADINGS[column];
    }

    @Override
    public Class<?> getColumnClass(int column) {
      return switch (column) {
        case 1, 3 -> Integer.class;
        case 2 -> Double.class;
        default -> String.class;
      };
    }

    @Override
    public Object getValueAt(int row, int column) {
      LetterStatistics letter = statistics.of(letters.get(row));
      return switch (column) {
        case 0 -> letters.get(row);
        case 1 -> letter.attempts();
        case 2 -> letter.medianSeconds();
        case 3 -> letter.errors();
        default -> letter.mostConfusedWith() == null ? "–" : letter.mostConfusedWith();
      };
    }
  }
}
