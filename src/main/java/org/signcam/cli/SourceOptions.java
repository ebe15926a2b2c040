package org.signcam.cli;

import org.signcam.camera.CameraOptions;
import org.signcam.image.Region;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where frames come from, and where in them to look: the same for every command with a camera. */
final class SourceOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--camera",
      paramLabel = "0|NAME|FILE|URL|virtual[:WORD]",
      description =
          "A camera by number or name, a video, picture or folder, a stream, or a drawn hand that"
              + " spells the word; virtual:WORD:7 is another person in another room than :8.")
  String camera;

  @Option(
      names = "--region",
      paramLabel = "X,Y,SIDE",
      converter = Converters.OfRegion.class,
      description = "The square to look at, frame pixels (default: centred, 60 %% of the height).")
  Region region;

  @Option(names = "--loop", description = "Begin a file again at its end.")
  boolean loop;

  @Option(names = "--width", paramLabel = "PX", description = "Ask the camera for this width.")
  Integer width;

  @Option(names = "--height", paramLabel = "PX", description = "Ask the camera for this height.")
  Integer height;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Ask the camera for this rate; a drawn hand keeps to it, from 1 to 60.")
  Double fps;

  @Option(names = "--exposure", description = "Fixed exposure, in the driver's unit.")
  Double exposure;

  @Option(names = "--white-balance", paramLabel = "K", description = "Fixed white balance, kelvin.")
  Double whiteBalance;

  @Option(names = "--power-line", paramLabel = "HZ", description = "50 or 60, against flicker.")
  Integer powerLine;

  /** What was named, else the first camera. */
  String cameraOrFirst() {
    return camera == null ? "0" : camera;
  }

  /**
   * What to ask of the camera.
   *
   * @param realtime whether a file is played like a camera
   * @throws ParameterException when no camera can do that
   */
  CameraOptions cameraOptions(boolean realtime) {
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
