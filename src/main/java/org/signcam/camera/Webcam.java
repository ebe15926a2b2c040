package org.signcam.camera;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.image.OpenCv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A camera through OpenCV: V4L2 on Linux, what the system has elsewhere. */
final class Webcam implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger(Webcam.class);
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long START_NANOS = 4_000_000_000L; // the slowest take about three seconds
  private static final int RETRY_MILLIS = 20;

  // What V4L2 and DirectShow take for "automatic exposure off", after OpenCV's backends.
  private static final double V4L2_EXPOSURE_MANUAL = 1;
  private static final double OTHER_EXPOSURE_MANUAL = 0.25;

  private final VideoCapture capture;
  private final CameraDevice device;
  private final CameraInfo info;
  private final long openedNanos;
  private final Mat first = new Mat(); // read while opening, returned by the first read
  private double mediaMillis;

  /**
   * Opens the camera and reads its first frame, so that one that opens but gives nothing is told
   * here.
   *
   * @throws CameraException when it is missing, forbidden or busy
   */
  Webcam(CameraDevice device, CameraOptions options) {
    OpenCv.load();
    this.device = device;
    boolean linux = !device.path().isEmpty();
    if (linux) {
      new LinuxCameras().check(device.index());
    }
    capture = new VideoCapture(device.index(), linux ? Videoio.CAP_V4L2 : Videoio.CAP_ANY);
    boolean ready = false;
    try {
      if (capture.isOpened()) {
        ask(options);
        ready = awaitFrame(first, START_NANOS);
      }
    } finally {
      if (!ready) {
        close();
      }
    }
    if (!ready) {
      throw new CameraException(Trouble.BUSY, refusal(device, linux));
    }
    openedNanos = System.nanoTime();
    info = negotiated();
  }

  private static String refusal(CameraDevice device, boolean linux) {
    return linux
        ? new LinuxCameras().refusal(device.index())
        : "Camera %d did not open: it is missing, used by another program, or the system's privacy settings keep programs from it."
            .formatted(device.index());
  }

  /** MJPG first: over USB 2, uncompressed 640×480 is the most that gets through at 30 fps. */
  private void ask(CameraOptions options) {
    capture.set(Videoio.CAP_PROP_FOURCC, VideoWriter.fourcc('M', 'J', 'P', 'G'));
    capture.set(Videoio.CAP_PROP_FRAME_WIDTH, options.width());
    capture.set(Videoio.CAP_PROP_FRAME_HEIGHT, options.height());
    capture.set(Videoio.CAP_PROP_FPS, options.fps());
    if (options.exposure() != null) {
      boolean linux = !device.path().isEmpty();
      capture.set(
          Videoio.CAP_PROP_AUTO_EXPOSURE, linux ? V4L2_EXPOSURE_MANUAL : OTHER_EXPOSURE_MANUAL);
      tell("exposure", capture.set(Videoio.CAP_PROP_EXPOSURE, options.exposure()));
    }
    if (options.whiteBalance() != null) {
      capture.set(Videoio.CAP_PROP_AUTO_WB, 0);
      tell("white balance", capture.set(Videoio.CAP_PROP_WB_TEMPERATURE, options.whiteBalance()));
    }
    if (options.powerLineHz() != null) {
      boolean set =
          !device.path().isEmpty()
              && V4l2.setPowerLine(Path.of(device.path()), options.powerLineHz());
      tell("power line frequency", set);
    }
  }

  private void tell(String what, boolean set) {
    if (!set) {
      LOG.warn("{} does not let its {} be set; it stays as it is", device.name(), what);
    }
  }

  private CameraInfo negotiated() {
    return new CameraInfo(
        device.name(),
        capture.getBackendName(),
        first.cols(),
        first.rows(),
        fourcc((int) capture.get(Videoio.CAP_PROP_FOURCC)),
        Math.max(0, capture.get(Videoio.CAP_PROP_FPS)),
        true);
  }

  private static String fourcc(int code) {
    byte[] letters = {(byte) code, (byte) (code >> 8), (byte) (code >> 16), (byte) (code >> 24)};
    String text = new String(letters, StandardCharsets.ISO_8859_1).strip();
    return text.chars().allMatch(c -> c > ' ' && c < 127) && !text.isEmpty() ? text : "unknown";
  }

  @Override
  public boolean read(Mat into) {
    if (!first.empty()) {
      first.copyTo(into);
      first.release();
    } else if (!awaitFrame(into, PATIENCE_NANOS)) {
      throw lost();
    }
    mediaMillis = (System.nanoTime() - openedNanos) / 1e6;
    return true;
  }

  /** One bad frame is no loss: a read that fails is repeated for a while. */
  private boolean awaitFrame(Mat into, long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    do {
      if (readOnce(into)) {
        return true;
      }
      if (gone()) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // closing
        return false;
      }
    } while (System.nanoTime() < deadline);
    return false;
  }

  private boolean readOnce(Mat into) {
    try {
      return capture.read(into) && !into.empty();
    } catch (CvException e) {
      LOG.debug("A frame of {} could not be decoded", device.name(), e);
      return false;
    }
  }

  private boolean gone() {
    return !device.path().isEmpty() && !Files.exists(Path.of(device.path()));
  }

  private CameraException lost() {
    String what = gone() ? "was unplugged" : "sends no more pictures";
    return new CameraException(
        Trouble.LOST,
        "The camera %s %s. Check its cable; it is used again as soon as it is back."
            .formatted(device.name(), what));
  }

  @Override
  public double mediaMillis() {
    return mediaMillis;
  }

  @Override
  public CameraInfo info() {
    return info;
  }

  @Override
  public void close() {
    capture.release();
    first.release();
  }
}
