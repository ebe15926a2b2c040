package org.signcam.camera;

import java.util.Locale;

/**
 * What was really negotiated with a source.
 *
 * @param name the camera's name, the file's path or the stream's address without its password
 * @param backend what reads it: {@code V4L2}, {@code FFmpeg}, {@code pictures}…
 * @param width of a frame, in pixels (of the first one where they differ)
 * @param height of a frame, in pixels
 * @param format how pixels arrive: a FOURCC such as {@code MJPG}, or a codec's name
 * @param fps as the driver or file says; 0 when unknown
 * @param live whether frames come at their own time (a device, a stream) or when asked for (a file)
 */
public record CameraInfo(
    String name, String backend, int width, int height, String format, double fps, boolean live) {

  /** One line for a person, such as {@code HD Webcam: 640×480 MJPG, 30 fps, V4L2}. */
  public String summary() {
    String pattern = fps == Math.rint(fps) ? "%.0f fps" : "%.2f fps"; // 30, but 29.97
    String rate = fps > 0 ? String.format(Locale.ROOT, pattern, fps) : "fps unknown";
    return "%s: %d×%d %s, %s, %s".formatted(name, width, height, format, rate, backend);
  }
}
