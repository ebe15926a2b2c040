package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.signcam.model.BackboneStore;
import org.signcam.model.EmbeddingScript;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Tensor;

/**
 * The network of DJL's model zoo, from a small local repository, as what a training starts from.
 */
class EmbeddingTest extends PaintedTraining {
  @Test
  void itsLastStageIsFineTunedAndTheOthersStayAsTheyWere() throws IOException {
    System.setProperty("signcam.home", dir.resolve("home").toString());
    Path script = dir.resolve("resnet18_embedding.pt");
    SplittableRandom random = new SplittableRandom(1);
    // Batch norm's vectors are all one; the convolutions are small and at random.
    EmbeddingScript.write(
        script,
        (storage, length, index) ->
            length <= 512 ? 1 : (float) (0.02 * (2 * random.nextDouble() - 1)));
    Path weights =
        BackboneStore.fetch("resnet18_embedding", script.toUri(), (done, total) -> {}).file();
    assertThat(
            start(
                "--weights",
                weights,
                "--recipe",
                "resnet18",
                "--head",
                "linear",
                "--labels",
                "A,B",
                "--validation",
                "cy",
                "--averaging",
                "0",
                "--train",
                "last",
                "--phases",
                "32x1@1e-2/1e-2",
                "--batch",
                "4"))
        .as(door.err)
        .isZero();
    Map<String, Tensor> before = Safetensors.read(weights).tensors();
    Map<String, Tensor> after = Safetensors.read(out).tensors();
    int convolutions = 0;
    for (Map.Entry<String, Tensor> weight : before.entrySet()) {
      float[] was = weight.getValue().floats();
      if (was.length > 512) { // the model's are folded with a batch norm that changes nothing
        convolutions++;
        float[] is = after.get("backbone." + weight.getKey()).floats();
        if (weight.getKey().startsWith("layer4.")) {
          assertThat(distance(was, is)).as(weight.getKey()).isGreaterThan(1e-3);
        } else {
          assertThat(distance(was, is)).as(weight.getKey()).isLessThan(2e-5); // float16
        }
      }
    }
    assertThat(convolutions).isEqualTo(20);
  }

  private static double distance(float[] one, float[] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    return most;
  }
}
