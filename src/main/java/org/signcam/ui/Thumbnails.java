package org.signcam.ui;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.samples.Sample;

/** Small pictures of samples. Any thread but Swing's: reading and scaling takes milliseconds. */
public final class Thumbnails {
  private Thumbnails() {}

  /**
   * A sample's region, scaled to fit.
   *
   * @param side of the square it fits, px
   * @throws org.signcam.base.UserException when the picture cannot be read
   */
  public static BufferedImage of(Sample sample, int side) {
    Mat picture = sample.read();
    Mat small = new Mat();
    try {
      double scale = (double) side / Math.max(picture.cols(), picture.rows());
      int width = Math.max(1, (int) Math.round(picture.cols() * scale));
      int height = Math.max(1, (int) Math.round(picture.rows() * scale));
      Imgproc.resize(picture, small, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      small.get(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
      return image;
    } finally {
      small.release();
      picture.release();
    }
  }
}
