package org.signcam.ui;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;

/** Files and folders dropped on a component. */
public final class FileDrop extends TransferHandler {
  private final transient Consumer<List<Path>> onFiles;

  /**
   * Takes files.
   *
   * @param onFiles told those dropped; never none
   */
  public FileDrop(Consumer<List<Path>> onFiles) {
    this.onFiles = onFiles;
  }

  @Override
  public boolean canImport(TransferSupport support) {
    return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
  }

  @Override
  public boolean importData(TransferSupport support) {
    if (!canImport(support)) {
      return false;
    }
    try {
      Object data = support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
      List<Path> paths = new ArrayList<>();
      if (data instanceof List<?> files) {
        files.forEach(f -> paths.add(((File) f).toPath().toAbsolutePath()));
      }
      if (!paths.isEmpty()) {
        // Later, for it may ask the user: the other program waits until the drop is done.
        SwingUtilities.invokeLater(() -> onFiles.accept(paths));
      }
      return !paths.isEmpty();
    } catch (UnsupportedFlavorException | IOException e) {
      return false; // the other program took its offer back
    }
  }
}
