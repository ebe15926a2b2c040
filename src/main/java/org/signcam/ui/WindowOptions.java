package org.signcam.ui;

import java.nio.file.Path;
import org.signcam.camera.CameraOptions;
import org.signcam.image.Region;
import org.signcam.inference.EngineChoice;
import org.signcam.model.ModelStore;

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
 * @param samples where recorded pictures go; null takes the program's own folder
 * @param record what to record: the window opens there; null opens the tab used last
 * @param engine what reads; null is the best for the device
 */
public record WindowOptions(
    String camera,
    Path model,
    String device,
    Region region,
    CameraOptions cameraOptions,
    Path samples,
    RecordWish record,
    EngineChoice engine) {

  /**
   * What the Record tab begins with; what is null is as it was the last time.
   *
   * @param signer whose hand it is
   * @param letter what they sign
   * @param rate pictures a second
   * @param count pictures in a burst; 0 for as long as the key is held
   */
  public record RecordWish(String signer, String letter, Double rate, Integer count) {}

  public WindowOptions {
    device = device == null ? "auto" : device;
    cameraOptions = cameraOptions == null ? CameraOptions.defaults() : cameraOptions;
    samples = samples == null ? ModelStore.samples() : samples;
    engine = engine == null ? EngineChoice.AUTO : engine;
  }

  /** On the engine that is best. */
  public WindowOptions(
      String camera,
      Path model,
      String device,
      Region region,
      CameraOptions cameraOptions,
      Path samples,
      RecordWish record) {
    this(camera, model, device, region, cameraOptions, samples, record, null);
  }

  /** The same on another engine. */
  public WindowOptions withEngine(EngineChoice other) {
    return new WindowOptions(camera, model, device, region, cameraOptions, samples, record, other);
  }

  /** To read letters: on the tab used last. */
  public WindowOptions(
      String camera, Path model, String device, Region region, CameraOptions cameraOptions) {
    this(camera, model, device, region, cameraOptions, null, null);
  }

  /** First camera, default model, the best device. */
  public static WindowOptions defaults() {
    return new WindowOptions(null, null, null, null, null);
  }
}
