package org.signcam.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.signcam.camera.CameraOptions;
import org.signcam.image.Region;
import org.signcam.model.ModelStore;
import org.signcam.ui.LiveOptions;
import org.signcam.ui.LiveWindow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code live}: the recognizer, in its window or headless. */
@Command(name = "live", description = "Reads letters from a camera or a file, live.")
public final class LiveCommand implements Callable<Integer> {
  private final ModelOpener opener;

  @Spec CommandSpec spec;
  @Mixin ModelOptions modelOptions;

  @Option(
      names = "--camera",
      paramLabel = "0|NAME|FILE|URL",
      description = "A camera by number or name, a video, picture or folder, or a stream.")
  String camera;

  @Option(
      names = "--region",
      paramLabel = "X,Y,SIDE",
      converter = Converters.OfRegion.class,
      description = "The square to look at, frame pixels (default: centred, 60 %% of the height).")
  Region region;

  @Option(names = "--headless", description = "No window: readings on stdout.")
  boolean headless;

  @Option(names = "--json", description = "Headless: a line of JSON a frame, then a summary.")
  boolean json;

  @Option(
      names = "--realtime",
      description = "Headless: play a file like a camera instead of reading every frame.")
  boolean realtime;

  @Option(names = "--loop", description = "Begin a file again at its end.")
  boolean loop;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Headless: stop after so long; a file that is not played, after so much of it.")
  Double seconds;

  @Option(names = "--width", paramLabel = "PX", description = "Ask the camera for this width.")
  Integer width;

  @Option(names = "--height", paramLabel = "PX", description = "Ask the camera for this height.")
  Integer height;

  @Option(names = "--fps", paramLabel = "N", description = "Ask the camera for this rate.")
  Double fps;

  @Option(names = "--exposure", description = "Fixed exposure, in the driver's unit.")
  Double exposure;

  @Option(names = "--white-balance", paramLabel = "K", description = "Fixed white balance, kelvin.")
  Double whiteBalance;

  @Option(names = "--power-line", paramLabel = "HZ", description = "50 or 60, against flicker.")
  Integer powerLine;

  /** Uses models from there. */
  public LiveCommand(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    CameraOptions options = cameraOptions();
    if (headless) {
      if (seconds != null && !(seconds > 0)) {
        throw new ParameterException(
            spec.commandLine(), "--seconds must be more than 0, not " + seconds + ".");
      }
      try (OpenModel model = modelOptions.open(opener)) {
        return new HeadlessLive(
                model.classifier(),
                camera == null ? "0" : camera,
                options,
                region,
                seconds,
                json,
                spec.commandLine().getOut(),
                spec.commandLine().getErr())
            .run();
      }
    }
    if (json || realtime || seconds != null) {
      throw new ParameterException(
          spec.commandLine(), "--json, --realtime and --seconds go with --headless.");
    }
    Path model = modelOptions.model == null ? null : ModelStore.find(modelOptions.model);
    LiveWindow.open(new LiveOptions(camera, model, modelOptions.device, region, options));
    return 0;
  }

  private CameraOptions cameraOptions() {
    CameraOptions defaults = CameraOptions.defaults();
    try {
      return defaults
          .withSize(
              width == null ? defaults.width() : width, height == null ? defaults.height() : height)
          .withFps(fps == null ? defaults.fps() : fps)
          .withLoop(loop)
          .withRealtime(realtime)
          .withExposure(exposure)
          .withWhiteBalance(whiteBalance)
          .withPowerLineHz(powerLine);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
