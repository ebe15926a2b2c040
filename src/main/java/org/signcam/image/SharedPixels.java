package org.signcam.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A picture that Java paints and OpenCV reads, in the same memory. One thread. */
public final class SharedPixels implements AutoCloseable {
  private final IntBuffer pixels; // the same memory as:
  private final Mat bgrx;

  /**
   * A black one.
   *
   * @param width px
   * @param height px
   */
  public SharedPixels(int width, int height) {
    OpenCv.load();
    // 0xRRGGBB is blue, green, red and nothing in the memory of every computer that OpenCV is for.
    ByteBuffer memory =
        ByteBuffer.allocateDirect(Integer.BYTES * width * height).order(ByteOrder.LITTLE_ENDIAN);
    pixels = memory.asIntBuffer();
    bgrx = new Mat(height, width, CvType.CV_8UC4, memory);
  }

  /**
   * Paints all of it.
   *
   * @param rgb width×height of 0xRRGGBB
   */
  public void put(int[] rgb) {
    pixels.put(0, rgb);
  }

  /**
   * Gives all of it back.
   *
   * @param rgb gets width×height of 0xRRGGBB
   */
  public void get(int[] rgb) {
    pixels.get(0, rgb);
  }

  /**
   * Makes it unsharp.
   *
   * @param sigma deviation of a Gaussian, px
   */
  public void blur(double sigma) {
    Imgproc.GaussianBlur(bgrx, bgrx, new Size(), sigma);
  }

  /**
   * Gives it to OpenCV.
   *
   * @param bgr becomes height×width×3 uint8, BGR
   */
  public void copyTo(Mat bgr) {
    Imgproc.cvtColor(bgrx, bgr, Imgproc.COLOR_BGRA2BGR);
  }

  @Override
  public void close() {
    bgrx.release();
  }
}
