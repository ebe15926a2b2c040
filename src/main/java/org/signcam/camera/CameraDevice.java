package org.signcam.camera;

/**
 * A camera that the system lists.
 *
 * @param index its number for {@code --camera}; N of {@code /dev/videoN} on Linux
 * @param name as the driver gives it; {@code camera N} where the system tells no names
 * @param path the device file, empty where there is none
 * @param bus where it is plugged in, in the driver's words, which tells two of one name apart;
 *     empty when not known
 */
public record CameraDevice(int index, String name, String path, String bus) {
  /** One that the system tells no more of. */
  CameraDevice(int index, String path) {
    this(index, "camera " + index, path, "");
  }
}
