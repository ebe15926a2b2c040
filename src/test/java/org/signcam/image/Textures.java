package org.signcam.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Cloudy grey pictures: as full of low frequencies as a photograph, another one for every seed. */
public final class Textures {
  static {
    OpenCv.load();
  }

  private Textures() {}

  /** 120×160 (height×width), 8 bits; the caller releases it. */
  public static Mat gray(int seed) {
    Mat noise = new Mat(8, 8, CvType.CV_8UC1);
    Mat large = new Mat();
    Core.setRNGSeed(seed);
    Core.randu(noise, 30, 200);
    Imgproc.resize(noise, large, new Size(160, 120), 0, 0, Imgproc.INTER_CUBIC);
    noise.release();
    return large;
  }

  /** Writes the picture of that seed, in a mirror or not, as the format its name says. */
  public static Path write(Path file, int seed, boolean mirrored) throws IOException {
    Files.createDirectories(file.getParent());
    Mat picture = gray(seed);
    if (mirrored) {
      Core.flip(picture, picture, 1);
    }
    Imgcodecs.imwrite(file.toString(), picture);
    picture.release();
    return file;
  }
}
