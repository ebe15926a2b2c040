package org.signcam.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signcam.export.OnnxExport;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Backbone;
import org.signcam.net.Head;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Seeded;
import org.signcam.net.Weights;

/** What is exported computes what PyTorch computes: every backbone, cut and head, folded or not. */
class SameAnswersTest {
  static final int SIDE = 96;

  record Case(Backbone backbone, String cut, boolean folded, Head head) {
    ModelCard card() {
      return new ModelCard(
          ModelCard.FORMAT,
          List.of("A", "B", "C", "nothing"),
          null,
          "nothing",
          backbone.id(),
          cut,
          head.id(),
          folded,
          SIDE,
          new float[] {0.485f, 0.456f, 0.406f},
          new float[] {0.229f, 0.224f, 0.225f},
          "RGB",
          1.5,
          0.5,
          null,
          Map.of());
    }

    @Override
    public String toString() {
      return backbone + " to " + cut + (folded ? ", folded, " : ", ") + head.id();
    }
  }

  static Stream<Case> cuts() {
    List<Case> cases = new ArrayList<>();
    for (Backbone backbone : Backbone.all()) {
      for (String cut : backbone.stages()) {
        cases.add(new Case(backbone, cut, true, Head.LINEAR));
        if (backbone.normed()) {
          cases.add(new Case(backbone, cut, false, Head.LINEAR));
        }
      }
    }
    return cases.stream();
  }

  static Stream<Case> heads() {
    return Backbone.all().stream()
        .flatMap(b -> Head.all().stream().map(h -> new Case(b, b.lastStage(), true, h)));
  }

  @ParameterizedTest
  @MethodSource({"cuts", "heads"})
  void theExportGivesTheSameLogits(Case one) {
    ModelCard card = one.card();
    ByteBuffer rgb = pictures(3);
    Map<String, Tensor> weights = weights(card);
    float[][] expected;
    try (Network network = new Network(card, 0, Device.cpu())) {
      Weights.load(network.backbone(), weights, Network.BACKBONE, false, "seeded");
      Weights.load(network.head(), weights, Network.HEAD, false, "seeded");
      expected = network.logits(rgb, 3);
    }
    byte[] graph = OnnxExport.of(card, weights, "seeded", OnnxExport.Options.FLOAT32);
    assertThat(OnnxExport.of(card, weights, "seeded", OnnxExport.Options.FLOAT32)).isEqualTo(graph);
    try (OnnxSession session = new OnnxSession(graph, SIDE, 2, false)) {
      float[] batch = session.run(rgb, 3).get("logits");
      float[] alone = new float[4];
      session.run(rgb.slice(0, rgb.limit() / 3), alone);
      for (int i = 0; i < batch.length; i++) {
        float right = expected[i / 4][i % 4];
        float tolerance = 1e-4f * largest(expected[i / 4]);
        assertThat(batch[i]).isCloseTo(right, within(tolerance));
        if (i < 4) {
          assertThat(alone[i]).isCloseTo(right, within(tolerance));
        }
      }
    }
  }

  /** At least 1: by what the sums behind small logits are large. */
  static float largest(float[] logits) {
    float largest = 1;
    for (float logit : logits) {
      largest = Math.max(largest, Math.abs(logit));
    }
    return largest;
  }

  /** Seeded weights for the network that the card describes. */
  static Map<String, Tensor> weights(ModelCard card) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (Network network = new Network(card, 0, Device.cpu())) {
      Seeded.weights(network.backbone()).forEach((n, t) -> weights.put(Network.BACKBONE + n, t));
      Seeded.weights(network.head()).forEach((n, t) -> weights.put(Network.HEAD + n, t));
    }
    return weights;
  }

  static ByteBuffer pictures(int n) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(n * SIDE * SIDE * 3);
    for (double u : Seeded.uniform("pictures", rgb.capacity())) {
      rgb.put((byte) (128 + 127 * u));
    }
    return rgb.flip();
  }
}
