package org.signcam.net;

/**
 * Is told a network's steps in order, so that it can be written down for other runtimes; see {@link
 * NamedBlock#describe}. Names are torchvision's; a step with weights has them under its name.
 */
public interface GraphBuilder {
  /**
   * What a step makes of each picture.
   *
   * @param name of the step that made it
   * @param shape without the batch: C×H×W, or D
   */
  record Value(String name, long... shape) {
    /** Units of a vector or channels of a map. */
    public long channels() {
      return shape[0];
    }

    /** Numbers of one picture. */
    public long size() {
      long size = 1;
      for (long s : shape) {
        size *= s;
      }
      return size;
    }
  }

  /**
   * A square convolution.
   *
   * @param kernel width and height
   * @param padding zeros on each side
   * @param groups groups of channels that are convolved for themselves
   */
  record Convolution(int out, int kernel, int stride, int padding, int groups, boolean hasBias) {}

  /** C×H×W to C'×H'×W'. */
  Value conv(String name, Value x, Convolution convolution);

  /** Batch norm in evaluation. */
  Value norm(String name, Value x);

  /** D to {@code out} numbers, with a bias. */
  Value dense(String name, Value x, int out);

  /** {@code max(x, 0)}. */
  Value relu(String name, Value x);

  /** {@code min(max(x, 0), 6)}. */
  Value relu6(String name, Value x);

  /** The largest of each window; padding never wins. */
  Value maxPool(String name, Value x, int kernel, int stride, int padding);

  /** The mean of each channel, C×H×W to C. */
  Value globalAveragePool(String name, Value x);

  /** Zeros at the bottom and the right of an even side, on both ends of an odd one. */
  Value padForStride2(String name, Value x);

  /** The same numbers in another shape. */
  Value reshape(String name, Value x, long... shape);

  /** {@code x · matrix}, along the last axis; the matrix in row-major order. */
  Value times(String name, Value x, float[] matrix, int columns);

  /** {@code a + b}. */
  Value add(String name, Value a, Value b);

  /**
   * {@code x / √(m + least)}, where {@code m} is one number, the product of {@code x²} and weights.
   */
  Value toOneSize(String name, Value x, float[] weights, float least);

  /** Some columns of a vector. */
  Value columns(String name, Value x, long from, long to);

  /** Vectors one behind another. */
  Value concat(String name, Value... vectors);
}
