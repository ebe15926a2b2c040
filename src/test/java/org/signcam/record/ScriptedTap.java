package org.signcam.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;

/**
 * A camera that gives so many frames, by their stamps so many a second, as fast as they are taken;
 * it waits for a recorder that is behind, for all frames or for the first of them.
 */
final class ScriptedTap implements Recorder.FrameTap, AutoCloseable {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;

  final FramePool pool = new FramePool();
  final AtomicInteger given = new AtomicInteger();
  private final int frames;
  private final double fps;
  private ObjIntConsumer<Mat> painter = ScriptedTap::shade;
  private int patient = Integer.MAX_VALUE;
  private long start;

  ScriptedTap(int frames, double fps) {
    this.frames = frames;
    this.fps = fps;
  }

  ScriptedTap painting(ObjIntConsumer<Mat> newPainter) {
    painter = newPainter;
    return this;
  }

  /** From this frame on it does not wait. */
  ScriptedTap patientUntil(int frame) {
    patient = frame;
    return this;
  }

  /** A picture that differs from the one before. */
  private static void shade(Mat bgr, int number) {
    bgr.setTo(Scalar.all(number % 2 == 0 ? 100 : 150));
  }

  @Override
  public Frame take(long timeoutMillis) throws InterruptedException {
    if (given.get() >= frames) {
      Thread.sleep(1);
      return null;
    }
    while (given.get() < patient && pool.outstanding() > Recorder.QUEUE / 2) {
      Thread.sleep(1);
    }
    start = start == 0 ? System.nanoTime() : start;
    int number = given.getAndIncrement();
    Frame frame = pool.lease();
    frame.bgr().create(HEIGHT, WIDTH, CvType.CV_8UC3);
    painter.accept(frame.bgr(), number);
    return frame.stamp(number, start + (long) (number * 1e9 / fps), number * 1000 / fps);
  }

  @Override
  public void close() {
    pool.close();
  }
}
