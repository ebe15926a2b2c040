package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import org.signcam.export.OnnxExport.Part;
import org.signcam.inference.FeatureExtractor;
import org.signcam.model.ExitGate;
import org.signcam.model.Network;
import org.signcam.net.Half;

/** The stages of a network that do not learn, as they see pictures; the fastest way there is. */
interface FrozenPart extends AutoCloseable {
  /**
   * Looks at N pictures.
   *
   * @param rgb a direct buffer of N×side×side×3 uint8
   * @return N×C×H×W or N×D float16 in native byte order
   */
  ByteBuffer halves(ByteBuffer rgb, int n);

  @Override
  void close();

  /**
   * On a GPU PyTorch, on a CPU ONNX Runtime.
   *
   * @param network stays the caller's
   * @param side of the pictures, px
   */
  static FrozenPart of(Network network, Part part, int side) {
    if (!network.manager().getDevice().isGpu()) {
      FeatureExtractor extractor =
          new FeatureExtractor(network.card(), network.weights(), "the network", side, part);
      return new FrozenPart() {
        @Override
        public ByteBuffer halves(ByteBuffer rgb, int n) {
          return extractor.halves(rgb, n);
        }

        @Override
        public void close() {
          extractor.close();
        }
      };
    }
    return new FrozenPart() {
      @Override
      public ByteBuffer halves(ByteBuffer rgb, int n) {
        return part == Part.VECTOR
            ? network.vectors(rgb, n, side)
            : map(network, part, rgb, n, side);
      }

      @Override
      public void close() {
        // The network is the caller's.
      }
    };
  }

  private static ByteBuffer map(Network network, Part part, ByteBuffer rgb, int n, int side) {
    ExitGate.enter();
    try (NDManager scope = network.manager().newSubManager()) {
      NDArray map = network.features(network.input(scope, rgb, n, side), false); // N×C×H×W
      NDArray kept =
          part == Part.POOLED ? map.reshape(n, map.getShape().get(1), -1).mean(new int[] {2}) : map;
      return kept.clip(-Half.MAX, Half.MAX).toType(DataType.FLOAT16, false).toByteBuffer();
    } finally {
      ExitGate.leave();
    }
  }
}
