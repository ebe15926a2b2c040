package org.signcam.ui.models;

import java.awt.Component;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.signcam.ui.Ask;

/** The questions as dialogs over the window. */
final class ModelDialogs implements Questions {
  private static final String SUFFIX = ".safetensors";

  private final Component owner;
  private File folder; // where was chosen last; null for the user's own

  ModelDialogs(Component owner) {
    this.owner = owner;
  }

  @Override
  public Optional<String> newName(String name) {
    Object given =
        JOptionPane.showInputDialog(
            owner, "Name", "Rename the model", JOptionPane.PLAIN_MESSAGE, null, null, name);
    return Optional.ofNullable(given).map(g -> g.toString().strip());
  }

  @Override
  public Optional<Path> exportTo(String name) {
    JFileChooser chooser = chooser("Export the model");
    chooser.setSelectedFile(new File(chooser.getCurrentDirectory(), name + SUFFIX));
    boolean approved = chooser.showSaveDialog(owner) == JFileChooser.APPROVE_OPTION;
    return chosen(chooser, approved)
        .map(to -> to.toString().endsWith(SUFFIX) ? to : Path.of(to + SUFFIX));
  }

  @Override
  public boolean mayDelete(String name) {
    String sentence = name + " and its replay vectors will be deleted for good.";
    return Ask.about(owner, "Delete the model", sentence, "Delete for good", "Cancel", true);
  }

  @Override
  public Optional<Path> toImport() {
    JFileChooser chooser = chooser("Import a model");
    return chosen(chooser, chooser.showOpenDialog(owner) == JFileChooser.APPROVE_OPTION);
  }

  private JFileChooser chooser(String title) {
    JFileChooser chooser = new JFileChooser(folder);
    chooser.setDialogTitle(title);
    chooser.setFileFilter(new FileNameExtensionFilter("Models (*" + SUFFIX + ")", "safetensors"));
    return chooser;
  }

  private Optional<Path> chosen(JFileChooser chooser, boolean approved) {
    folder = chooser.getCurrentDirectory();
    return approved
        ? Optional.of(chooser.getSelectedFile().toPath().toAbsolutePath())
        : Optional.empty();
  }
}
