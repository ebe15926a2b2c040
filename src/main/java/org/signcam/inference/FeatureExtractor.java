package org.signcam.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.signcam.export.OnnxExport;
import org.signcam.export.OnnxExport.Part;
import org.signcam.model.ModelCard;
import org.signcam.net.Half;
import org.signcam.net.Safetensors.Tensor;

/**
 * The lower part of a network on ONNX Runtime, for a head to be trained on what it makes of many
 * pictures. One thread at a time.
 */
public final class FeatureExtractor implements AutoCloseable {
  private final OnnxSession session;

  /**
   * @param weights {@code backbone.*} and, for vectors, {@code head.*}
   * @param source whose they are, for messages
   * @param side of the pictures, px
   * @throws org.signcam.base.UserException when the weights are not those of the card's network
   */
  public FeatureExtractor(
      ModelCard card, Map<String, Tensor> weights, String source, int side, Part part) {
    byte[] graph = OnnxExport.features(card, weights, source, side, part);
    session = new OnnxSession(graph, side, Engines.threads(), true);
  }

  /**
   * N pictures to N rows of features.
   *
   * @param rgb a direct buffer of N×side×side×3 uint8
   * @return N×C×H×W or N×D float16 in native byte order, what is too large for it cut to its
   *     largest
   * @throws java.util.concurrent.CancellationException when the program is ending
   */
  public ByteBuffer halves(ByteBuffer rgb, int n) {
    float[] features = session.run(rgb, n).values().iterator().next();
    ByteBuffer halves =
        ByteBuffer.allocate(features.length * Short.BYTES).order(ByteOrder.nativeOrder());
    for (float feature : features) {
      halves.putShort(Half.fromFloat(Math.max(-Half.MAX, Math.min(Half.MAX, feature))));
    }
    return halves.flip();
  }

  @Override
  public void close() {
    session.close();
  }
}
