package org.signcam.ui;

import java.awt.Component;
import java.io.File;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.filechooser.FileFilter;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.signcam.image.Pictures;
import org.signcam.model.ModelStore;

/** Asks the user for files; remembers where. Swing thread. */
final class FileDialogs {
  private final Component owner;
  private File mediaFolder;
  private String snapshotFolder;

  /**
   * @param snapshotFolder where snapshots go; null for the user's picture folder
   */
  FileDialogs(Component owner, String snapshotFolder) {
    this.owner = owner;
    this.snapshotFolder = snapshotFolder;
  }

  /** A video, a picture, or a folder of pictures. */
  Optional<Path> askForMedia() {
    JFileChooser chooser = new JFileChooser(mediaFolder);
    chooser.setDialogTitle("Open a video, a picture, or a folder of pictures");
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    chooser.setFileFilter(
        new FileFilter() {
          @Override
          public boolean accept(File file) {
            return file.isDirectory()
                || Pictures.isPicture(file.toPath())
                || Pictures.isVideo(file.toPath());
          }

          @Override
          public String getDescription() {
            return "Videos and pictures";
          }
        });
    Optional<Path> file = open(chooser);
    mediaFolder = chooser.getCurrentDirectory();
    return file;
  }

  Optional<Path> askForModel() {
    JFileChooser chooser = new JFileChooser(ModelStore.folder().toFile());
    chooser.setDialogTitle("Open a model");
    chooser.setFileFilter(new FileNameExtensionFilter("Models (*.safetensors)", "safetensors"));
    return open(chooser);
  }

  private Optional<Path> open(JFileChooser chooser) {
    return chooser.showOpenDialog(owner) == JFileChooser.APPROVE_OPTION
        ? Optional.of(chooser.getSelectedFile().toPath().toAbsolutePath())
        : Optional.empty();
  }

  /** A new name in the folder for snapshots. */
  Path snapshotFile(String letter) {
    Path folder = snapshotFolder == null ? Snapshots.pictureFolder() : Path.of(snapshotFolder);
    return Snapshots.freeName(folder, LocalDateTime.now(ZoneId.systemDefault()), letter);
  }

  /** Asks for a name; its folder is where snapshots go from now on. */
  Optional<Path> askForSnapshot(String letter) {
    JFileChooser chooser = new JFileChooser();
    chooser.setDialogTitle("Save the snapshot");
    chooser.setFileFilter(new FileNameExtensionFilter("PNG pictures", "png"));
    chooser.setSelectedFile(snapshotFile(letter).toFile());
    if (chooser.showSaveDialog(owner) != JFileChooser.APPROVE_OPTION) {
      return Optional.empty();
    }
    Path file = chooser.getSelectedFile().toPath().toAbsolutePath();
    snapshotFolder = file.getParent().toString();
    boolean named = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    return Optional.of(named ? file : file.resolveSibling(file.getFileName() + ".png"));
  }

  /** What to remember; null for the user's picture folder. */
  String snapshotFolder() {
    return snapshotFolder;
  }
}
