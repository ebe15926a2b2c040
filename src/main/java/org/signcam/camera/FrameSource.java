package org.signcam.camera;

import org.opencv.core.Mat;

/**
 * Something that gives frames one after the other: a camera, a video, pictures. Used by one thread
 * at a time, which also closes it.
 *
 * <pre>{@code
 * try (FrameSource source = Cameras.open("clip.mp4", CameraOptions.defaults())) {
 *   Mat bgr = new Mat();
 *   while (source.read(bgr)) { … source.mediaMillis() … }
 * }
 * }</pre>
 */
public interface FrameSource extends AutoCloseable {
  /**
   * Reads the next frame; none is skipped. Waits for it where it comes at its own time.
   *
   * @param into becomes height×width, 8-bit BGR, upright, not mirrored; its memory is used again
   *     when the size is the same
   * @return false when there are no more frames (a file ended); {@code into} is then unspecified
   * @throws CameraException when a device or stream is lost
   * @throws org.signcam.base.UserException when a picture of a folder cannot be read
   */
  boolean read(Mat into);

  /**
   * The time of the frame read last, in milliseconds: since a file's first frame by the file's own
   * clock, or since a device was opened. Never decreases; goes on counting when a file is looped.
   */
  double mediaMillis();

  /** The letter that the frame read last shows, where the source knows; {@code null} for none. */
  default String truth() {
    return null;
  }

  /** What was negotiated; the same as long as the source is open. */
  CameraInfo info();

  @Override
  void close();
}
