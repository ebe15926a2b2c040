package org.signcam.ui;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.FrameSource;
import org.signcam.inference.EngineChoice;
import org.signcam.inference.Engines;
import org.signcam.inference.OpenModel;

/**
 * How the session comes by cameras and models. Tests put made-up ones here.
 *
 * @param camera makes what opens a spec, called on the camera thread until it succeeds
 * @param model loads a file, on a thread of its own
 */
record Openers(CameraOpener camera, ModelOpener model) {

  @FunctionalInterface
  interface CameraOpener {
    /**
     * Makes what opens a spec; nothing is opened yet.
     *
     * @param spec null for any camera
     */
    Supplier<FrameSource> opener(String spec, CameraOptions options);
  }

  @FunctionalInterface
  interface ModelOpener {
    /**
     * Loads a model.
     *
     * @throws UserException when it cannot be loaded
     */
    OpenModel load(Path file);
  }

  /** The real ones; {@code device} is auto, cpu or gpu. */
  static Openers real(String device) {
    return real(device, EngineChoice.AUTO);
  }

  /** The same on a certain engine. */
  static Openers real(String device, EngineChoice engine) {
    return new Openers(Cameras::opener, file -> Engines.open(file, device, engine));
  }
}
