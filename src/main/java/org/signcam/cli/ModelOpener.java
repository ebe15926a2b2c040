package org.signcam.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.signcam.base.UserException;
import org.signcam.inference.EngineChoice;
import org.signcam.inference.Engines;
import org.signcam.inference.OpenModel;
import org.signcam.model.ModelStore;

/** How a command comes by its model; a test hands in a stand-in. */
@FunctionalInterface
public interface ModelOpener {
  /** Opens model files on the engine. */
  ModelOpener REAL =
      (nameOrFile, deviceName, engine) -> {
        Path file = nameOrFile == null ? defaultModel() : ModelStore.find(nameOrFile);
        return Engines.open(file, deviceName, engine);
      };

  /**
   * Opens a model.
   *
   * @param nameOrFile a model's name or file, null for the default model
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @param engine what runs it
   * @throws org.signcam.base.UserException when there is no such model or device, or it is no model
   */
  OpenModel open(String nameOrFile, String device, EngineChoice engine);

  private static Path defaultModel() {
    Path file = ModelStore.defaultModel();
    if (!Files.exists(file)) {
      throw new UserException(
          "The default model "
              + file
              + " is not there; copy it back, or name another with --model.");
    }
    return file;
  }
}
