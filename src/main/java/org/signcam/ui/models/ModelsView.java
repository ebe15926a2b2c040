package org.signcam.ui.models;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.List;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import org.signcam.ui.Notice;
import org.signcam.ui.Pages;
import org.signcam.ui.WrapPanel;

/** Everything inside the Models tab, laid out; it knows no files. */
final class ModelsView extends JPanel {
  private static final int GAP = 14;

  final DefaultListModel<ModelEntry> entries = new DefaultListModel<>();
  final JList<ModelEntry> list = new JList<>(entries);
  final JLabel name = new JLabel(" ");
  final JButton use = button("Use", 'U', "Read letters with it from now on");
  final JButton makeDefault = button("Set as default", 'S', "Use it whenever signcam starts");
  final JButton rename = button("Rename…", 'R', "Give it another name");
  final JButton export = button("Export…", 'E', "Copy it to a file");
  final JButton delete = button("Delete…", 'D', "Delete it for good");
  final JButton importModel = button("Import…", 'I', "Copy a model file into the models folder");
  final JComboBox<ModelEntry> other = new JComboBox<>();
  final JComboBox<String> pictures = new JComboBox<>();
  final JButton compare = button("Compare", 'C', "Read the same pictures with both");
  final JButton stop = button("Stop", 'T', "End the comparison");
  final JProgressBar bar = new JProgressBar();
  final JTextArea hint = Pages.sentence();
  final JTextArea caution = Pages.sentence();
  final JTextArea problem = Pages.sentence();
  final JPanel facts = grid();
  final JPanel figures = grid();
  final Notice notice = new Notice();

  ModelsView() {
    super(new BorderLayout(0, GAP));
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 8, GAP));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setOpaque(false);
    list.setCellRenderer(new Cell());
    list.setFixedCellHeight(list.getFontMetrics(list.getFont()).getHeight() + 12);
    list.getAccessibleContext().setAccessibleName("Models");
    JPanel left = new JPanel(new BorderLayout(0, 10));
    left.setOpaque(false);
    left.add(Pages.scrolling(list), BorderLayout.CENTER);
    left.add(importModel, BorderLayout.SOUTH);
    JPanel stage = new JPanel(new Pages.SideBySide(GAP));
    stage.add(Pages.card(left));
    stage.add(Pages.card(Pages.scrolling(page())));
    add(stage, BorderLayout.CENTER);
    add(notice, BorderLayout.SOUTH);
    bar.setStringPainted(true);
  }

  private JComponent page() {
    Pages.Rows rows = new Pages.Rows();
    name.putClientProperty("FlatLaf.styleClass", "h2");
    rows.row(name, 0);
    rows.row(facts, 6);
    rows.row(problem, 0);
    WrapPanel buttons = new WrapPanel(8, 6);
    buttons.setOpaque(false);
    for (JButton button : new JButton[] {use, makeDefault, rename, export, delete}) {
      buttons.add(button);
    }
    rows.row(buttons, 12);
    JLabel with = new JLabel("Compare with");
    with.setLabelFor(other);
    rows.row(with, 24);
    WrapPanel choice = new WrapPanel(8, 6);
    choice.setOpaque(false);
    choice.add(other);
    JLabel on = new JLabel("on pictures of");
    on.setLabelFor(pictures);
    choice.add(on);
    choice.add(pictures);
    choice.add(compare);
    choice.add(stop);
    rows.row(choice, 4);
    rows.row(hint, 8);
    rows.row(bar, 8);
    rows.row(figures, 8);
    rows.row(caution, 8);
    rows.rest();
    return rows;
  }

  /** Scrolls to what has just come up below. */
  static void reveal(JComponent what) {
    SwingUtilities.invokeLater( // once it has been laid out
        () -> what.scrollRectToVisible(new Rectangle(what.getSize())));
  }

  /** Why there are no facts; empty for nothing. */
  void showProblem(String sentence) {
    problem.setText(sentence);
    problem.setVisible(!sentence.isEmpty());
  }

  void showFacts(Map<String, String> rows) {
    facts.removeAll();
    int y = 0;
    for (Map.Entry<String, String> row : rows.entrySet()) {
      cells(facts, y++, false, List.of(row.getKey(), row.getValue()), SwingConstants.LEADING);
    }
    facts.revalidate();
    facts.repaint();
  }

  /**
   * Shows a comparison.
   *
   * @param table rows of cells, the first bold; empty for none
   * @param words what to know about them; empty for nothing
   */
  void showFigures(List<List<String>> table, String words) {
    caution.setText(words);
    figures.removeAll();
    for (int y = 0; y < table.size(); y++) {
      cells(figures, y, y == 0, table.get(y), SwingConstants.TRAILING);
    }
    figures.revalidate();
    figures.repaint();
    reveal(caution);
    reveal(figures);
  }

  private static void cells(JPanel grid, int y, boolean strong, List<String> cells, int side) {
    GridBagConstraints place = new GridBagConstraints();
    place.gridy = y;
    for (int x = 0; x < cells.size(); x++) {
      boolean first = x == 0;
      place.insets = new Insets(2, first ? 0 : 20, 2, 0);
      boolean leading = first || side == SwingConstants.LEADING;
      place.anchor = leading ? GridBagConstraints.WEST : GridBagConstraints.EAST;
      JLabel label = new JLabel(cells.get(x));
      label.setFont(label.getFont().deriveFont(strong ? Font.BOLD : Font.PLAIN));
      grid.add(label, place);
    }
    place.weightx = 1;
    grid.add(Box.createGlue(), place);
  }

  private static JPanel grid() {
    JPanel grid = new JPanel(new GridBagLayout());
    grid.setOpaque(false);
    return grid;
  }

  private static JButton button(String text, char mnemonic, String tip) {
    JButton button = new JButton(text);
    button.setMnemonic(mnemonic);
    button.setToolTipText(tip);
    return button;
  }

  /** On the card's ground, not on the list's own. */
  private static final class Cell extends DefaultListCellRenderer {
    @Override
    public Component getListCellRendererComponent(
        JList<?> list, Object value, int index, boolean selected, boolean focused) {
      super.getListCellRendererComponent(list, value, index, selected, focused);
      setOpaque(selected);
      return this;
    }
  }
}
