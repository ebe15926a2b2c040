package org.signcam.ui;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.TransferHandler;

/** Files dropped on the window; the first of them is opened. */
final class FileDrop extends TransferHandler {
  private final transient Consumer<Path> onFile;

  FileDrop(Consumer<Path> onFile) {
    this.onFile = onFile;
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
      if (data instanceof List<?> files && !files.isEmpty() && files.get(0) instanceof File file) {
        onFile.accept(file.toPath().toAbsolutePath());
        return true;
      }
      return false;
    } catch (UnsupportedFlavorException | IOException e) {
      return false; // the other program took its offer back
    }
  }
}
