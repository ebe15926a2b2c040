package org.signcam.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the frozen stages made of pictures, in place in the cache's file.
 *
 * @param shape 1×C×H×W of one
 * @param variants of each picture, the first undisturbed
 * @param records of variant v of picture i at {@code i·variants + v}: C·H·W float16 in row-major
 *     order, then the landmarks as float32, zeros where they are not known
 */
record Features(long[] shape, int variants, ByteBuffer[] records) {
  private static final int HALF = Short.BYTES;

  /** Numbers of one. */
  int width() {
    return width(shape);
  }

  static int width(long[] shape) {
    return Math.toIntExact(shape[1] * shape[2] * shape[3]);
  }

  /** Bytes of a record. */
  static int bytes(long[] shape) {
    return width(shape) * HALF + 3 * Landmarks.POINTS * Float.BYTES;
  }

  /** Appends one's numbers, float16, to {@code into}. */
  void copy(int row, ByteBuffer into) {
    into.put(records[row].slice(0, width() * HALF));
  }

  /** Copies the landmarks as fractions of the disturbed picture's sides. */
  void points(int row, float[] into, int at) {
    records[row]
        .slice(width() * HALF, 3 * Landmarks.POINTS * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .get(into, at, 3 * Landmarks.POINTS);
  }
}
