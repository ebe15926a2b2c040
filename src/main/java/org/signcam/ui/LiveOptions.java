package org.signcam.ui;

import java.nio.file.Path;
import org.signcam.camera.CameraOptions;
import org.signcam.image.Region;

/**
 * What the window starts with.
 *
 * @param camera as for {@link org.signcam.camera.Cameras#open}; null takes the first camera that
 *     opens
 * @param model the model's file; null takes the default model
 * @param device {@code auto}, {@code cpu} or {@code gpu}; null is {@code auto}
 * @param region where the hand is, in frame pixels; null takes the one used last at this frame
 *     size, else the centred one
 * @param cameraOptions what is asked of a camera, and whether files loop; null takes the defaults.
 *     A window always plays files in real time
 */
public record LiveOptions(
    String camera, Path model, String device, Region region, CameraOptions cameraOptions) {
  public LiveOptions {
    device = device == null ? "auto" : device;
    cameraOptions = cameraOptions == null ? CameraOptions.defaults() : cameraOptions;
  }

  /** First camera, default model, the best device. */
  public static LiveOptions defaults() {
    return new LiveOptions(null, null, null, null, null);
  }
}
