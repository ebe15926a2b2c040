package org.signcam.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.OpenCv;

/**
 * Made pictures to train on: a disc is A, a cross is B, noise is nothing; every signer's own tone.
 */
final class DrawnHands {
  private DrawnHands() {}

  /** Writes SIGNER/LETTER/N.png for so many signers and pictures. */
  static Path write(Path folder, int signers, int pictures) throws IOException {
    OpenCv.load();
    for (int s = 0; s < signers; s++) {
      for (String label : new String[] {"A", "B", "nothing"}) {
        Path place = Files.createDirectories(folder.resolve("p" + s).resolve(label));
        for (int i = 0; i < pictures; i++) {
          Mat picture = draw(label, s, i);
          MatOfByte png = new MatOfByte();
          Imgcodecs.imencode(".png", picture, png);
          Files.write(place.resolve(i + ".png"), png.toArray());
          png.release();
          picture.release();
        }
      }
    }
    return folder;
  }

  private static Mat draw(String label, int signer, int number) {
    Core.setRNGSeed(1000 * signer + number);
    Mat picture = new Mat(64, 64, CvType.CV_8UC3);
    Core.randu(picture, 20, 90);
    Scalar tone = new Scalar(120 + 20 * signer, 140, 200 - 20 * signer);
    int x = 28 + number % 8;
    if (label.equals("A")) {
      Imgproc.circle(picture, new Point(x, 32), 20, tone, -1);
    } else if (label.equals("B")) {
      Imgproc.line(picture, new Point(x, 8), new Point(x, 56), tone, 8);
      Imgproc.line(picture, new Point(8, 32), new Point(56, 32), tone, 8);
    }
    return picture;
  }
}
