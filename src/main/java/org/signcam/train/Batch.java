package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.signcam.model.Network;

/**
 * What one step learns from.
 *
 * @param input pictures, or features that were cached
 * @param labels N indices; {@link Example#NONE} for a picture that teaches the landmarks alone
 * @param points N×63 landmarks as fractions of the side
 * @param known N flags, 1 where the landmarks are known
 */
record Batch(Input input, int[] labels, float[] points, float[] known) {
  /** What the network is shown. */
  interface Input {
    /**
     * N×C×H×W features, while the network trains.
     *
     * @param frozen which of the backbone's layers are not learnt
     */
    NDArray features(Network network, NDManager scope, Predicate<String> frozen);
  }

  /**
   * Pictures.
   *
   * @param rgb N×side×side×3 uint8, a direct buffer
   */
  record Pictures(int n, int side, ByteBuffer rgb) implements Input {
    @Override
    public NDArray features(Network network, NDManager scope, Predicate<String> frozen) {
      return network.features(network.input(scope, rgb, n, side), frozen);
    }
  }

  /**
   * What the frozen backbone made of pictures.
   *
   * @param values N×C×H×W in row-major order
   */
  record Features(float[] values, long[] shape) implements Input {
    @Override
    public NDArray features(Network network, NDManager scope, Predicate<String> frozen) {
      return scope.create(values, new Shape(shape));
    }
  }

  int size() {
    return labels.length;
  }
}
