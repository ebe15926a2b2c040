package org.signcam.camera;

import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * Whether a frame equals the one before it, pixel for pixel. Most differ, by noise alone, in the
 * few rows that are looked at first; only while these are the same are whole frames kept and
 * compared. One thread at a time.
 */
final class Sameness implements AutoCloseable {
  private static final int ROWS = 8;

  private final Mat kept = new Mat(); // the frame before; empty while its rows alone are known
  private byte[] before = {}; // its rows
  private byte[] now = {};
  private byte[] row = {};
  private boolean started;

  /**
   * Notes a frame, height×width, 8-bit.
   *
   * @return whether it is the same as the one before. The first of a run of equal frames after a
   *     change is taken for different: the one before it was not kept
   */
  boolean same(Mat frame) {
    read(frame);
    boolean sameRows = Arrays.equals(before, now);
    byte[] spare = before;
    before = now;
    now = spare;
    boolean same =
        sameRows
            && !kept.empty()
            && kept.size().equals(frame.size())
            && Core.norm(kept, frame, Core.NORM_INF) == 0;
    if (!same && (sameRows || !started)) {
      frame.copyTo(kept);
    } else if (!same) {
      kept.release();
    }
    started = true;
    return same;
  }

  /** The rows, evenly spread. */
  private void read(Mat frame) {
    int width = frame.cols() * (int) frame.elemSize(); // bytes
    if (row.length != width) {
      row = new byte[width];
    }
    if (now.length != ROWS * width) {
      now = new byte[ROWS * width];
    }
    for (int i = 0; i < ROWS; i++) {
      frame.get((2 * i + 1) * frame.rows() / (2 * ROWS), 0, row);
      System.arraycopy(row, 0, now, i * width, width);
    }
  }

  @Override
  public void close() {
    kept.release();
  }
}
