package org.signcam.recognize;

import org.opencv.core.CvType;
import org.opencv.core.Scalar;
import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;

/** Frames painted for a test. */
final class Frames {
  static final int WIDTH = 120;
  static final int HEIGHT = 100;

  private Frames() {}

  /** Its left half red, its right half blue. */
  static Frame redLeftBlueRight(FramePool pool, long sequence) {
    Frame frame = pool.lease();
    frame.bgr().create(HEIGHT, WIDTH, CvType.CV_8UC3);
    frame.bgr().colRange(0, WIDTH / 2).setTo(new Scalar(0, 0, 255));
    frame.bgr().colRange(WIDTH / 2, WIDTH).setTo(new Scalar(255, 0, 0));
    return frame.stamp(sequence, System.nanoTime(), sequence * 40.0);
  }
}
