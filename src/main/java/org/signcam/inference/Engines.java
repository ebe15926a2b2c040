package org.signcam.inference;

import ai.djl.Device;
import java.nio.file.Path;
import org.signcam.base.UserException;
import org.signcam.model.Devices;
import org.signcam.model.GestureModel;

/** Which engine runs a model, and where. */
public final class Engines {
  private Engines() {}

  /**
   * Opens a model file.
   *
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @throws UserException when it is no model, or there is no such device
   */
  public static OpenModel open(Path file, String device) {
    Device chosen = Devices.choose(device);
    GestureModel model = GestureModel.load(file, chosen);
    String name = Devices.describe(chosen);
    String where = chosen.isGpu() ? name : name + "; no GPU: " + Devices.whyNoGpu();
    return new OpenModel(file, model.card(), model, where);
  }
}
