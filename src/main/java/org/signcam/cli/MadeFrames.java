package org.signcam.cli;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;

/** Frames without a camera: 640×480 of noise, a few that take turns, as many as are read. */
final class MadeFrames implements FrameSource {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int DIFFERENT = 4;
  private static final double FPS = 30;

  private final Mat[] noise = new Mat[DIFFERENT];
  private long read;

  MadeFrames() {
    OpenCv.load();
    Core.setRNGSeed(1);
    for (int i = 0; i < DIFFERENT; i++) {
      noise[i] = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3);
      Core.randu(noise[i], 0, 256);
    }
  }

  @Override
  public boolean read(Mat into) {
    noise[(int) (read++ % DIFFERENT)].copyTo(into);
    return true;
  }

  @Override
  public double mediaMillis() {
    return Math.max(0, read - 1) * 1000 / FPS;
  }

  @Override
  public CameraInfo info() {
    return new CameraInfo("made frames", "none", WIDTH, HEIGHT, "noise", FPS, false);
  }

  @Override
  public void close() {
    for (Mat mat : noise) {
      mat.release();
    }
  }
}
