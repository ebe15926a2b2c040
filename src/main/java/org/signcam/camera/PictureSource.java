package org.signcam.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.opencv.core.Mat;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;

/** A picture, or a folder's pictures in the order of their names, as a video of 15 fps. */
final class PictureSource implements FrameSource {
  private static final double FPS = 15;

  private final List<Path> files;
  private final boolean loop;
  private final CameraInfo info;
  private int next;
  private long read;

  /**
   * @param path a picture or a folder
   * @throws UserException when a folder holds none, or the first cannot be read
   */
  PictureSource(Path path, boolean loop) {
    this.loop = loop;
    files = Files.isDirectory(path) ? pictures(path) : List.of(path);
    Mat first = Pictures.read(files.get(0));
    info =
        new CameraInfo(
            path.toString(), "pictures", first.cols(), first.rows(), "pictures", FPS, false);
    first.release();
  }

  private static List<Path> pictures(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found = entries.filter(Pictures::isPicture).sorted().toList();
      if (found.isEmpty()) {
        throw new UserException(
            "The folder %s holds no picture (jpg, png, bmp, webp, tif). Name a folder with pictures right in it, a video, or a camera."
                .formatted(folder));
      }
      return found;
    } catch (IOException e) {
      throw new UserException(
          "The folder %s cannot be read (%s). Check that you may read it."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  @Override
  public boolean read(Mat into) {
    if (next == files.size()) {
      if (!loop) {
        return false;
      }
      next = 0;
    }
    Mat picture = Pictures.read(files.get(next));
    try {
      picture.copyTo(into);
    } finally {
      picture.release();
    }
    next++;
    read++;
    return true;
  }

  @Override
  public double mediaMillis() {
    return Math.max(0, read - 1) * 1000 / FPS;
  }

  @Override
  public CameraInfo info() {
    return info;
  }

  @Override
  public void close() {}
}
