package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;

/** Pictures as the recorder makes them: a light region in a dark margin. */
final class MadePictures {
  static final Region REGION = new Region(24, 16, 96);

  static {
    OpenCv.load();
  }

  private MadePictures() {}

  /** 144×144, one grey in the region and another about it. */
  static byte[] jpeg(int grey) {
    Mat picture = new Mat(144, 144, CvType.CV_8UC3, new Scalar(20, 20, 20));
    picture
        .submat(new Rect(REGION.x(), REGION.y(), REGION.side(), REGION.side()))
        .setTo(new Scalar(grey, grey, grey));
    return encode(picture, ".jpg");
  }

  static byte[] encode(Mat picture, String extension) {
    MatOfByte bytes = new MatOfByte();
    Imgcodecs.imencode(extension, picture, bytes);
    picture.release();
    return bytes.toArray();
  }

  /** Digests of all files below a folder, by their place in it. */
  static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(
            folder.relativize(file).toString().replace('\\', '/'),
            SampleSet.sha256(Files.readAllBytes(file)));
      }
    }
    return digests;
  }
}
