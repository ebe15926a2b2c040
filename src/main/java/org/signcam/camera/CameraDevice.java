package org.signcam.camera;

/**
 * A camera that the system lists.
 *
 * @param index its number for {@code --camera}; N of {@code /dev/videoN} on Linux
 * @param name as the driver gives it; {@code camera N} where the system tells no names
 * @param path the device file, empty where there is none
 */
public record CameraDevice(int index, String name, String path) {}
