package org.signcam.camera;

/**
 * What is asked of a source. A camera may answer with something else: {@link FrameSource#info}.
 *
 * @param width wanted of a camera, in pixels
 * @param height wanted of a camera, in pixels
 * @param fps frames a second wanted of a camera; the virtual signer keeps to it from 1 to 60
 * @param loop start a file or folder again when it ends; its times go on counting
 * @param realtime {@code read} waits until a file's frame is due, as a camera's would (a {@link
 *     CaptureLoop} does so for every file anyway)
 * @param exposure fixed exposure in the driver's unit (V4L2: 0.1 ms), null for automatic
 * @param whiteBalance fixed colour temperature in kelvin, null for automatic
 * @param powerLineHz 50 or 60 against lamps that flicker, 0 for off, null to leave as it is; Linux
 *     only, no other system lets a program set it through OpenCV
 */
public record CameraOptions(
    int width,
    int height,
    double fps,
    boolean loop,
    boolean realtime,
    Double exposure,
    Double whiteBalance,
    Integer powerLineHz) {

  public CameraOptions {
    if (powerLineHz != null && powerLineHz != 0 && powerLineHz != 50 && powerLineHz != 60) {
      throw new IllegalArgumentException(
          "The power line's frequency is 50 or 60 Hz, or 0 for off; this is " + powerLineHz);
    }
  }

  /** 640×480 at 30 fps, everything else automatic, files played once. */
  public static CameraOptions defaults() {
    return new CameraOptions(640, 480, 30, false, false, null, null, null);
  }

  public CameraOptions withSize(int newWidth, int newHeight) {
    return new CameraOptions(
        newWidth, newHeight, fps, loop, realtime, exposure, whiteBalance, powerLineHz);
  }

  public CameraOptions withFps(double newFps) {
    return new CameraOptions(
        width, height, newFps, loop, realtime, exposure, whiteBalance, powerLineHz);
  }

  public CameraOptions withLoop(boolean newLoop) {
    return new CameraOptions(
        width, height, fps, newLoop, realtime, exposure, whiteBalance, powerLineHz);
  }

  public CameraOptions withRealtime(boolean newRealtime) {
    return new CameraOptions(
        width, height, fps, loop, newRealtime, exposure, whiteBalance, powerLineHz);
  }

  public CameraOptions withExposure(Double newExposure) {
    return new CameraOptions(
        width, height, fps, loop, realtime, newExposure, whiteBalance, powerLineHz);
  }

  public CameraOptions withWhiteBalance(Double newWhiteBalance) {
    return new CameraOptions(
        width, height, fps, loop, realtime, exposure, newWhiteBalance, powerLineHz);
  }

  public CameraOptions withPowerLineHz(Integer newPowerLineHz) {
    return new CameraOptions(
        width, height, fps, loop, realtime, exposure, whiteBalance, newPowerLineHz);
  }
}
