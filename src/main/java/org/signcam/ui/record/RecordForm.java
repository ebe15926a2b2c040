package org.signcam.ui.record;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.JTextField;
import javax.swing.Scrollable;
import javax.swing.SpinnerNumberModel;
import javax.swing.SwingConstants;
import org.signcam.record.Fault;
import org.signcam.ui.WrapPanel;

/** Who signs, what, how many and how fast. As wide as there is room. Swing thread. */
final class RecordForm extends JPanel implements Scrollable {
  final LetterGrid letters;
  private final JComboBox<String> signer = new JComboBox<>();
  private final JSpinner rate =
      new JSpinner(new SpinnerNumberModel(15, 1, RecordSettings.MOST_RATE, 1));
  private final JSpinner count =
      new JSpinner(new SpinnerNumberModel(0, 0, RecordSettings.MOST_PICTURES, 5));
  private final JCheckBox countdown = new JCheckBox("Count down first, for both hands");
  private final Map<Fault, JCheckBox> skip = new EnumMap<>(Fault.class);
  private boolean filling;

  /**
   * @param onSigner told the name as it was typed or chosen
   * @param onChange told that something else has changed
   */
  RecordForm(
      RecordSettings settings,
      Consumer<String> onSigner,
      Consumer<String> onLetter,
      Runnable onChange) {
    super(new GridBagLayout());
    setOpaque(false);
    letters = new LetterGrid(onLetter);
    signer.setEditable(true);
    signer.putClientProperty("JTextField.placeholderText", "Type a name, then Enter");
    if (signer.getEditor().getEditorComponent() instanceof JTextField field) {
      field.getAccessibleContext().setAccessibleName("Signer");
    }
    signer.addActionListener(
        e -> {
          if (!filling) {
            onSigner.accept(signer());
          }
        });
    rate.setValue((int) Math.round(settings.rate()));
    count.setValue(settings.count());
    countdown.setSelected(settings.countdown());
    countdown.setOpaque(false);
    countdown.setToolTipText(
        "A burst begins three seconds after the key or button, and ends by itself");
    countdown.addActionListener(e -> onChange.run());
    count.addChangeListener(e -> onChange.run());
    rate.addChangeListener(e -> onChange.run());
    setSigners(List.of(), settings.signer());
    layOut(settings.skip(), onChange);
  }

  private void layOut(Set<Fault> skipped, Runnable onChange) {
    add(label("Signer", 'G', signer), 0);
    add(signer, 1);
    add(new JLabel("Letter"), 2);
    add(letters, 3);
    WrapPanel numbers = new WrapPanel(16, 8);
    numbers.setOpaque(false);
    numbers.add(pair("Pictures a second", 'A', rate, "No more than the camera gives"));
    numbers.add(
        pair(
            "Pictures (0: while held)",
            'B',
            count,
            "In a burst; 0 records for as long as the key is held"));
    add(numbers, 4);
    add(countdown, 5);
    WrapPanel faults = new WrapPanel(10, 2);
    faults.setOpaque(false);
    for (Fault fault : Fault.values()) {
      JCheckBox box = new JCheckBox(fault.title, skipped.contains(fault));
      box.setOpaque(false);
      box.setToolTipText("What to do: " + fault.remedy);
      box.addActionListener(e -> onChange.run());
      skip.put(fault, box);
      faults.add(box);
    }
    add(new JLabel("Do not keep pictures with these faults"), 6);
    add(faults, 7);
    GridBagConstraints rest = new GridBagConstraints();
    rest.gridy = 8;
    rest.weighty = 1;
    add(
        new JPanel(null) {
          @Override
          public boolean isOpaque() {
            return false;
          }
        },
        rest);
  }

  private void add(JComponent row, int at) {
    GridBagConstraints place = new GridBagConstraints();
    place.gridy = at;
    place.weightx = 1;
    place.fill = GridBagConstraints.HORIZONTAL;
    boolean caption = row instanceof JLabel;
    place.insets = new Insets(at == 0 ? 0 : caption ? 14 : at == 4 ? 14 : 4, 0, 0, 0);
    add(row, place);
  }

  private static JLabel label(String text, char mnemonic, JComponent of) {
    JLabel label = new JLabel(text);
    label.setDisplayedMnemonic(mnemonic);
    label.setLabelFor(of);
    return label;
  }

  private static JComponent pair(String text, char mnemonic, JSpinner spinner, String tip) {
    JPanel pair = new JPanel(new BorderLayout(8, 0));
    pair.setOpaque(false);
    pair.add(label(text, mnemonic, spinner), BorderLayout.WEST);
    pair.add(spinner, BorderLayout.CENTER);
    spinner.setToolTipText(tip);
    if (spinner.getEditor() instanceof JSpinner.DefaultEditor editor) {
      editor.getTextField().setColumns(3);
      editor.getTextField().getAccessibleContext().setAccessibleName(text);
    }
    return pair;
  }

  /** The name typed or chosen, without spaces around it; empty for none. */
  String signer() {
    Object item = signer.getSelectedItem();
    return item == null ? "" : item.toString().strip();
  }

  /** Fills the chooser without telling anybody. */
  void setSigners(List<String> names, String chosen) {
    filling = true;
    try {
      DefaultComboBoxModel<String> model = new DefaultComboBoxModel<>();
      names.forEach(model::addElement);
      if (!chosen.isEmpty() && !names.contains(chosen)) {
        model.addElement(chosen);
      }
      signer.setModel(model);
      signer.setSelectedItem(chosen);
    } finally {
      filling = false;
    }
  }

  void askForSigner() {
    signer.requestFocusInWindow();
  }

  /** Whether somebody is typing the name. */
  boolean isTypingSigner() {
    return signer.getEditor().getEditorComponent().isFocusOwner();
  }

  RecordSettings settings() {
    Set<Fault> skipped = EnumSet.noneOf(Fault.class);
    skip.forEach(
        (fault, box) -> {
          if (box.isSelected()) {
            skipped.add(fault);
          }
        });
    return new RecordSettings(
        signer(),
        ((Number) rate.getValue()).doubleValue(),
        ((Number) count.getValue()).intValue(),
        countdown.isSelected(),
        skipped);
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return getPreferredSize();
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return 24;
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return orientation == SwingConstants.VERTICAL ? visible.height - 24 : visible.width;
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return false;
  }
}
