package org.signcam.ui.gallery;

import java.awt.BorderLayout;
import java.awt.Component;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.ButtonGroup;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JTextArea;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.signcam.samples.SampleImport;
import org.signcam.ui.Ask;

/** The questions as dialogs over the window. */
public final class GalleryDialogs implements Questions {
  private static final int COLUMNS = 38;

  private final Component owner;
  private File folder; // where was chosen last; null for the user's own

  /**
   * Asks nothing yet.
   *
   * @param owner the window, or what is in it
   */
  public GalleryDialogs(Component owner) {
    this.owner = owner;
  }

  @Override
  public boolean sure(String title, String sentence, String yes) {
    return Ask.about(owner, title, text(sentence), yes, "Cancel", true);
  }

  @Override
  public Optional<String> choose(
      String title, String sentence, String yes, List<String> known, String chosen) {
    JComboBox<String> box = box(known, chosen);
    JPanel panel = new JPanel(new BorderLayout(0, 10));
    panel.add(text(sentence), BorderLayout.NORTH);
    panel.add(box, BorderLayout.CENTER);
    box.getAccessibleContext().setAccessibleName(title);
    return Ask.into(box, owner, title, panel, yes, "Cancel") ? value(box) : Optional.empty();
  }

  @Override
  public List<Path> toImport() {
    JFileChooser chooser = new JFileChooser(folder);
    chooser.setDialogTitle("Import folders of pictures, or zip files of such");
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    chooser.setMultiSelectionEnabled(true);
    chooser.setFileFilter(new FileNameExtensionFilter("Folders and zip files", "zip"));
    if (chooser.showDialog(owner, "Look at them") != JFileChooser.APPROVE_OPTION) {
      return List.of();
    }
    folder = chooser.getCurrentDirectory();
    return Stream.of(chooser.getSelectedFiles()).map(f -> f.toPath().toAbsolutePath()).toList();
  }

  @Override
  public Optional<String> importing(SampleImport found, List<String> signers) {
    ImportSummary summary = new ImportSummary(found);
    JPanel panel = new JPanel(new BorderLayout(0, 12));
    panel.add(summary, BorderLayout.CENTER);
    JComboBox<String> box = box(signers, null);
    if (found.namesNobody()) {
      JPanel who = new JPanel(new BorderLayout(0, 6));
      JLabel label = new JLabel("The folders name nobody. Whose hands are these?");
      label.setLabelFor(box);
      who.add(label, BorderLayout.NORTH);
      who.add(box, BorderLayout.CENTER);
      panel.add(who, BorderLayout.SOUTH);
    }
    if (found.size() == 0) {
      JOptionPane.showMessageDialog(owner, panel, "Nothing to import", JOptionPane.PLAIN_MESSAGE);
      return Optional.empty();
    }
    String yes = "Import " + Changes.pictures(found.size());
    if (!found.namesNobody()) {
      return Ask.about(owner, "Import", panel, yes, "Cancel", false)
          ? Optional.of("")
          : Optional.empty();
    }
    while (Ask.into(box, owner, "Import", panel, yes, "Cancel")) {
      if (value(box).isPresent()) {
        return value(box);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Export> exporting(int shown, int chosen) {
    JRadioButton all = new JRadioButton("All " + Changes.pictures(shown) + " shown", chosen == 0);
    JRadioButton some = new JRadioButton("The " + chosen + " chosen", chosen > 0);
    some.setEnabled(chosen > 0);
    JRadioButton cut = new JRadioButton("The square of the hand alone", true);
    JRadioButton whole = new JRadioButton("Whole, with margin and what the recorder wrote in them");
    JRadioButton plain = new JRadioButton("A folder a letter (ImageFolder)", true);
    JRadioButton zip = new JRadioButton("A zip file of these");
    JPanel panel = new JPanel();
    panel.setLayout(new BoxLayout(panel, BoxLayout.Y_AXIS));
    group(panel, "Which", all, some);
    group(panel, "Pictures", cut, whole);
    group(panel, "As", plain, zip);
    if (!Ask.about(owner, "Export", panel, "Choose where…", "Cancel", false)) {
      return Optional.empty();
    }
    return place(zip.isSelected())
        .map(out -> new Export(out, whole.isSelected(), some.isSelected()));
  }

  private Optional<Path> place(boolean zip) {
    JFileChooser chooser = new JFileChooser(folder);
    chooser.setDialogTitle(zip ? "Name a new zip file" : "Name a new folder");
    chooser.setSelectedFile(
        new File(chooser.getCurrentDirectory(), zip ? "samples.zip" : "samples-exported"));
    if (chooser.showDialog(owner, "Export") != JFileChooser.APPROVE_OPTION) {
      return Optional.empty();
    }
    folder = chooser.getCurrentDirectory();
    Path out = chooser.getSelectedFile().toPath().toAbsolutePath();
    boolean named = out.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    return Optional.of(zip && !named ? out.resolveSibling(out.getFileName() + ".zip") : out);
  }

  private static void group(JPanel panel, String title, JRadioButton... buttons) {
    if (panel.getComponentCount() > 0) {
      panel.add(Box.createVerticalStrut(10));
    }
    panel.add(new JLabel(title));
    ButtonGroup group = new ButtonGroup();
    for (JRadioButton button : buttons) {
      group.add(button);
      panel.add(button);
    }
  }

  private static JComboBox<String> box(List<String> known, String chosen) {
    JComboBox<String> box = new JComboBox<>(known.toArray(String[]::new));
    box.setEditable(true);
    box.setSelectedItem(chosen);
    return box;
  }

  /** What stands in it, also what was typed and not confirmed. */
  private static Optional<String> value(JComboBox<String> box) {
    Object item = box.getEditor().getItem();
    String text = item == null ? "" : item.toString().strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  static JTextArea text(String sentence) {
    JTextArea text = new JTextArea(sentence);
    text.setColumns(COLUMNS);
    text.setEditable(false);
    text.setFocusable(false);
    text.setOpaque(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setSize(text.getPreferredSize()); // so that its height is that of the lines broken
    return text;
  }
}
