package org.signcam.camera;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** A camera that does what a test says: frames of a grey value, failures, the end, waiting. */
final class ScriptedSource implements FrameSource {
  /** What a read does; false is the end. */
  interface Step {
    boolean read(Mat into);
  }

  final CountDownLatch closed = new CountDownLatch(1);
  final Semaphore reads = new Semaphore(0); // one permit a read begun
  private final Deque<Step> steps = new ArrayDeque<>();
  private final boolean live;
  private int read;

  ScriptedSource(boolean live) {
    this.live = live;
  }

  /** A frame of another size. */
  ScriptedSource frame(int height, int width) {
    return then(
        into -> {
          into.create(height, width, CvType.CV_8UC3);
          into.setTo(new Scalar(1, 1, 1));
          return true;
        });
  }

  ScriptedSource frames(int... greys) {
    for (int grey : greys) {
      steps.add(
          into -> {
            into.create(4, 6, CvType.CV_8UC3);
            into.setTo(new Scalar(grey, grey, grey));
            return true;
          });
    }
    return this;
  }

  ScriptedSource then(Step step) {
    steps.add(step);
    return this;
  }

  ScriptedSource lost(String message) {
    return then(
        into -> {
          throw new CameraException(CameraException.Trouble.LOST, message);
        });
  }

  /** Blocks like a driver that hangs, deaf to interruption, until the latch opens. */
  ScriptedSource hang(CountDownLatch latch) {
    return then(
        into -> {
          while (true) {
            try {
              latch.await();
              return false;
            } catch (InterruptedException e) {
              Thread.interrupted(); // deaf: waits on
            }
          }
        });
  }

  @Override
  public boolean read(Mat into) {
    reads.release();
    Step step = steps.poll();
    boolean more = step != null && step.read(into);
    read += more ? 1 : 0;
    return more;
  }

  @Override
  public double mediaMillis() {
    return (read - 1) * 10.0;
  }

  @Override
  public CameraInfo info() {
    return new CameraInfo("scripted", "test", 6, 4, "BGR3", 100, live);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
