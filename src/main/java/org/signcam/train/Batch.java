package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.signcam.model.Network;
import org.signcam.net.Chain;

/**
 * What one step learns from.
 *
 * @param input pictures, or features that were cached
 * @param labels N indices; {@link Example#NONE} for a picture that teaches the landmarks alone
 * @param points N×63 landmarks as fractions of the side
 * @param known N flags, 1 where the landmarks are known
 * @param mixed what is laid over the pictures, or {@code null}
 */
record Batch(Input input, int[] labels, float[] points, float[] known, Mixed mixed) {
  /**
   * What shines through by mixup.
   *
   * @param labels of the other pictures, N indices
   * @param share of them in each pixel, 0–0.5
   */
  record Mixed(int[] labels, double share) {}

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
   * What the frozen stages made of pictures.
   *
   * @param halves N×C×H×W float16 in row-major order, a direct buffer
   * @param shape 1×C×H×W
   * @param above the backbone's stages that take them; none when all are frozen
   */
  record Features(int n, ByteBuffer halves, long[] shape, Chain above) implements Input {
    @Override
    public NDArray features(Network network, NDManager scope, Predicate<String> frozen) {
      return above.forwardPartly(network.store(), array(scope), frozen);
    }

    /** N×C×H×W float32. */
    NDArray array(NDManager scope) {
      return scope
          .create(halves, new Shape(n, shape[1], shape[2], shape[3]), DataType.FLOAT16)
          .toType(DataType.FLOAT32, false);
    }
  }

  int size() {
    return labels.length;
  }
}
