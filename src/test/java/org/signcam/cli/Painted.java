package org.signcam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.videoio.VideoWriter;
import org.signcam.image.OpenCv;

/** Pictures of one colour; red is what the stand-in reads as A, green as B, blue it rejects. */
final class Painted {
  static final Scalar RED = new Scalar(0, 0, 255);
  static final Scalar GREEN = new Scalar(0, 255, 0);
  static final Scalar BLUE = new Scalar(255, 0, 0);

  private Painted() {}

  static Path picture(Path file, Scalar bgr) throws IOException {
    OpenCv.load();
    Files.createDirectories(file.getParent());
    Mat mat = new Mat(40, 40, CvType.CV_8UC3, bgr);
    Imgcodecs.imwrite(file.toString(), mat);
    mat.release();
    return file;
  }

  /** 64×48, 10 fps, Motion JPEG; red in the middle, green in the top left corner. */
  static Path video(Path file, int frames) {
    OpenCv.load();
    int codec = VideoWriter.fourcc('M', 'J', 'P', 'G');
    VideoWriter writer = new VideoWriter(file.toString(), codec, 10, new Size(64, 48));
    Mat mat = new Mat(48, 64, CvType.CV_8UC3, RED);
    mat.submat(new Rect(0, 0, 40, 40)).setTo(GREEN);
    mat.submat(new Rect(16, 8, 48, 40)).setTo(RED);
    for (int i = 0; i < frames; i++) {
      writer.write(mat);
    }
    writer.release();
    mat.release();
    return file;
  }
}
