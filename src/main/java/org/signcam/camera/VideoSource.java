package org.signcam.camera;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.image.OpenCv;

/** A video file or network stream through FFmpeg. */
final class VideoSource implements FrameSource {
  /** For opening a stream and for each read from it. */
  private static final String TIMEOUT_MICROS = "5000000";

  private static final int NO_ROTATION = -1;

  private final FFmpegFrameGrabber grabber;
  private final String name;
  private final boolean loop;
  private final CameraInfo info;
  private final int rotation; // of Core.rotate, or NO_ROTATION
  private final double frameMillis; // nominal, for the step from the last frame to the first again

  private ByteBuffer pixels; // the grabber's own, the same for every frame of a size
  private Mat wrapped; // height×width BGR over pixels
  private double firstMillis = Double.NaN; // the file's time of its first frame
  private double loopMillis; // added since the file was started again
  private double mediaMillis;
  private long framesOfThisRound;

  /** Plays a file. */
  static VideoSource file(Path file, boolean loop) {
    return new VideoSource(
        file.toString(), file.toString(), loop, false, "Expected a video file that FFmpeg reads");
  }

  /** Plays a stream, giving up after five seconds without an answer. */
  static VideoSource stream(String url) {
    return new VideoSource(url, withoutPassword(url), false, true, "Expected a stream");
  }

  private VideoSource(String address, String name, boolean loop, boolean stream, String expected) {
    OpenCv.load();
    this.name = name;
    this.loop = loop;
    grabber = newGrabber(address);
    if (stream) {
      grabber.setOption("rw_timeout", TIMEOUT_MICROS);
      grabber.setOption("timeout", TIMEOUT_MICROS);
      grabber.setOption("rtsp_transport", "tcp");
    }
    boolean ready = false;
    try {
      grabber.start();
      ready = hasPictures();
    } catch (FrameGrabber.Exception e) {
      String sentence = "%s at %s, %s".formatted(expected, name, why(stream));
      throw stream
          ? new CameraException(Trouble.ABSENT, sentence, e)
          : new UserException(sentence, e);
    } finally {
      if (!ready) {
        close();
      }
    }
    if (!ready) {
      String sentence = "%s at %s, but there is no video in it.".formatted(expected, name);
      throw stream ? new CameraException(Trouble.ABSENT, sentence) : new UserException(sentence);
    }
    rotation = rotation(grabber.getDisplayRotation());
    double fps = grabber.getVideoFrameRate();
    frameMillis = fps > 0 ? 1000 / fps : 0;
    boolean live = stream && grabber.getLengthInTime() <= 0;
    info = describe(live ? 0 : fps, live); // of a live stream FFmpeg only guesses
  }

  private static FFmpegFrameGrabber newGrabber(String address) {
    try {
      avutil.av_log_set_level(avutil.AV_LOG_QUIET); // failures are told in our own words
      return new FFmpegFrameGrabber(address);
    } catch (LinkageError e) {
      throw new UserException(
          "FFmpeg's native libraries could not be loaded on %s %s (%s), so videos and streams cannot be read; cameras and pictures can."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e),
          e);
    }
  }

  private static String why(boolean stream) {
    return stream
        ? "but it did not answer with one. Check the address, the network and the camera's password."
        : "but it is something else, damaged or cut short.";
  }

  /** FFmpeg would also play a text file, typed on a terminal. */
  private boolean hasPictures() {
    return grabber.hasVideo()
        && grabber.getImageWidth() > 0
        && !"tty".equals(grabber.getFormatContext().iformat().name().getString());
  }

  private CameraInfo describe(double fps, boolean live) {
    boolean lying =
        rotation == Core.ROTATE_90_CLOCKWISE || rotation == Core.ROTATE_90_COUNTERCLOCKWISE;
    int width = lying ? grabber.getImageHeight() : grabber.getImageWidth();
    int height = lying ? grabber.getImageWidth() : grabber.getImageHeight();
    String codec = grabber.getVideoCodecName();
    return new CameraInfo(name, "FFmpeg", width, height, codec, Math.max(0, fps), live);
  }

  /**
   * Phones store what the sensor sees and say how to turn it.
   *
   * @param degrees counter-clockwise, by which the stored picture was turned ({@code
   *     av_display_rotation_get})
   */
  private static int rotation(double degrees) {
    int clockwise = Math.floorMod(-Math.round(degrees / 90) * 90, 360);
    return switch (clockwise) {
      case 90 -> Core.ROTATE_90_CLOCKWISE;
      case 180 -> Core.ROTATE_180;
      case 270 -> Core.ROTATE_90_COUNTERCLOCKWISE;
      default -> NO_ROTATION;
    };
  }

  @Override
  public boolean read(Mat into) {
    org.bytedeco.javacv.Frame frame = grab();
    if (frame == null && info.live()) {
      throw new CameraException(
          Trouble.LOST,
          "The stream %s has ended or stopped. It is opened again as soon as it answers."
              .formatted(name));
    }
    if (frame == null && loop && framesOfThisRound > 0) {
      startAgain();
      frame = grab();
    }
    if (frame == null) {
      return false;
    }
    copy(frame, into);
    double fileMillis = frame.timestamp / 1000.0;
    if (framesOfThisRound == 0) {
      firstMillis = fileMillis;
    }
    framesOfThisRound++;
    mediaMillis = Math.max(mediaMillis, loopMillis + fileMillis - firstMillis);
    return true;
  }

  private org.bytedeco.javacv.Frame grab() {
    try {
      return grabber.grabImage();
    } catch (FrameGrabber.Exception e) {
      throw new CameraException(
          Trouble.LOST,
          "%s failed after %d frames (%s). Is it damaged?"
              .formatted(name, framesOfThisRound, e.getMessage()),
          e);
    }
  }

  private void startAgain() {
    loopMillis = mediaMillis + frameMillis;
    framesOfThisRound = 0;
    forgetPixels();
    try {
      grabber.restart();
    } catch (FrameGrabber.Exception e) {
      throw new CameraException(
          Trouble.LOST,
          "The video %s could not be started again. Is the file still there?".formatted(name),
          e);
    }
  }

  /** One copy, or turn, from FFmpeg's buffer into the caller's. */
  @SuppressWarnings("ReferenceEquality") // which buffer it is, not what lies in it
  private void copy(org.bytedeco.javacv.Frame frame, Mat into) {
    ByteBuffer now = (ByteBuffer) frame.image[0];
    if (now != pixels) {
      forgetPixels();
      pixels = now;
      wrapped =
          new Mat(frame.imageHeight, frame.imageWidth, CvType.CV_8UC3, now, frame.imageStride);
    }
    if (rotation == NO_ROTATION) {
      wrapped.copyTo(into);
    } else {
      Core.rotate(wrapped, into, rotation);
    }
  }

  private void forgetPixels() {
    if (wrapped != null) {
      wrapped.release();
    }
    wrapped = null;
    pixels = null;
  }

  private static String withoutPassword(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getUserInfo() == null ? url : url.replace(uri.getRawUserInfo() + "@", "");
    } catch (IllegalArgumentException e) {
      return url;
    }
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
    forgetPixels();
    try {
      grabber.release();
    } catch (FrameGrabber.Exception e) {
      throw new IllegalStateException("FFmpeg could not let go of " + name, e);
    }
  }
}
