package org.signcam.model;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Seeded;

/** A small model on seeded weights, and pictures for it. */
final class Cards {
  static final int SIDE = 64;

  private static final Map<String, Map<String, Tensor>> MADE = new ConcurrentHashMap<>();

  private Cards() {}

  /** ResNet-18 through layer2, 64 px: A, B, nothing. */
  static ModelCard card() {
    return card(List.of("A", "B", "nothing"), "resnet18", "layer2", SIDE);
  }

  static ModelCard card(List<String> labels, String backbone, String cut, int side) {
    return new ModelCard(
        ModelCard.FORMAT,
        labels,
        null,
        "nothing",
        backbone,
        cut,
        "linear",
        true,
        side,
        new float[] {0.485f, 0.456f, 0.406f},
        new float[] {0.229f, 0.224f, 0.225f},
        "RGB",
        1.5,
        0.5,
        null,
        Map.of("recipe", "none", "signers", List.of("anna", "bo")));
  }

  /** Seeded weights for the network that the card describes, as a model file names them. */
  static Map<String, Tensor> weights(ModelCard card) {
    String network = card.backbone() + card.cut() + card.labels().size() + card.inputSide();
    return MADE.computeIfAbsent(network, n -> Collections.unmodifiableMap(make(card)));
  }

  private static Map<String, Tensor> make(ModelCard card) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (Network network = new Network(card, 0, Device.cpu())) {
      Seeded.weights(network.backbone())
          .forEach((name, tensor) -> weights.put(Network.BACKBONE + name, tensor));
      Seeded.weights(network.head())
          .forEach((name, tensor) -> weights.put(Network.HEAD + name, tensor));
    }
    return weights;
  }

  /** Picture number {@code n}: a direct buffer of side×side×3 bytes. */
  static ByteBuffer picture(int n) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    double[] noise = Seeded.uniform("rgb " + n, rgb.capacity());
    for (int i = 0; i < noise.length; i++) {
      int wash = 255 * (n + 1) * i / noise.length; // so that pictures differ in the large too
      rgb.put((byte) (wash + 40 * noise[i]));
    }
    return rgb.flip();
  }
}
