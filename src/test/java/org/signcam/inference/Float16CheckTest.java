package org.signcam.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.inference.SameAnswersTest.Case;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Backbone;
import org.signcam.net.Head;
import org.signcam.net.Safetensors.Tensor;

/** Float16 on the CPU, where PyTorch has it too, only slowly. */
class Float16CheckTest {
  private static final ModelCard CARD =
      new Case(Backbone.labCnn(5, 8, 8), "block3", true, Head.LINEAR).card();

  @TempDir Path folder;

  @Test
  void theShippedModelReadsTheSameInHalves() {
    assertThat(same(Path.of("models", "asl-a-i.safetensors"))).isTrue();
  }

  @Test
  void aSmallNetworkToo() {
    assertThat(same(saved(SameAnswersTest.weights(CARD)))).isTrue();
  }

  @Test
  void whatOverflowsIsFoundOut() {
    Map<String, Tensor> weights = new HashMap<>(SameAnswersTest.weights(CARD));
    weights.replaceAll((name, tensor) -> name.startsWith("head.") ? tensor : times(tensor, 1e4f));
    assertThat(same(saved(weights))).isFalse();
  }

  @Test
  void itCanBeAskedForByName() {
    try (OpenModel model =
        Engines.open(saved(SameAnswersTest.weights(CARD)), "cpu", EngineChoice.PYTORCH_FLOAT16)) {
      assertThat(model.device()).contains("PyTorch float16");
      assertThat(model.classifier().predict(SameAnswersTest.pictures(1)).probabilities())
          .doesNotContain(Float.NaN);
    }
  }

  @Test
  void whereHalvesCannotBeHadThereAreNone() {
    Path file = saved(SameAnswersTest.weights(CARD));
    try (GestureModel full = GestureModel.load(file, Device.cpu())) {
      assertThat(Engines.halves(folder.resolve("gone"), Device.cpu(), full)).isNull();
      try (GestureModel halves = Engines.halves(file, Device.cpu(), full)) {
        assertThat(halves.letters()).isEqualTo(full.letters());
      }
    }
  }

  private Path saved(Map<String, Tensor> weights) {
    Path file = folder.resolve("m.safetensors");
    GestureModel.save(file, CARD, weights);
    return file;
  }

  private static Tensor times(Tensor tensor, float factor) {
    float[] floats = tensor.floats().clone();
    for (int i = 0; i < floats.length; i++) {
      floats[i] *= factor;
    }
    return Tensor.of(floats, tensor.shape());
  }

  private static boolean same(Path file) {
    try (GestureModel full = GestureModel.load(file, Device.cpu());
        GestureModel halves = GestureModel.load(file, Device.cpu(), DataType.FLOAT16)) {
      return Float16Check.same(full, halves);
    }
  }
}
