package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.signcam.net.Folding.Moments;
import org.signcam.net.Safetensors.Tensor;

/** Folding as algebra; that a folded network is torchvision's is {@link BackboneTest}'s. */
class FoldingTest {
  private static final Shape INPUT = new Shape(2, 3, 32, 32);

  /** Through layer2: there is a downsample in it, and a bottleneck's third convolution. */
  @Property(tries = 5)
  void unfoldingWithAnyMomentsKeepsTheFunction(@ForAll long seed, @ForAll boolean bottleneck) {
    Backbone backbone = bottleneck ? Backbone.RESNET50 : Backbone.RESNET18;
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Chain folded = backbone.build("layer2", true);
      Weights.initialize(folded, manager, INPUT);
      Map<String, Tensor> weights = Seeded.weights(folded);
      Map<String, Tensor> unfolded = Folding.unfold(weights, moments(weights, seed));
      Chain normed = backbone.build("layer2", false);
      Weights.initialize(normed, manager, INPUT);
      assertThat(unfolded.keySet()).isEqualTo(normed.parameters().keySet());

      NDArray expected = run(folded, weights, manager);
      assertThat(Expected.relativeError(run(normed, unfolded, manager), expected))
          .isLessThan(Expected.TOLERANCE);
      Map<String, Tensor> again = Folding.fold(unfolded);
      assertThat(again.keySet()).isEqualTo(weights.keySet());
      assertThat(Expected.relativeError(run(folded, again, manager), expected))
          .isLessThan(Expected.TOLERANCE);
    }
  }

  private static Map<String, Moments> moments(Map<String, Tensor> weights, long seed) {
    Map<String, Moments> moments = new LinkedHashMap<>();
    weights.forEach(
        (name, tensor) -> {
          if (name.endsWith(".bias")) {
            String conv = name.substring(0, name.lastIndexOf('.'));
            double[] m = Seeded.uniform(conv + " mean " + seed, tensor.size());
            double[] v = Seeded.uniform(conv + " variance " + seed, tensor.size());
            float[] mean = new float[m.length];
            float[] variance = new float[m.length];
            for (int c = 0; c < m.length; c++) {
              mean[c] = (float) m[c];
              variance[c] = (float) Math.exp(2 * v[c]); // 0.14–7.4
            }
            moments.put(conv, new Moments(mean, variance));
          }
        });
    return moments;
  }

  private static NDArray run(Chain net, Map<String, Tensor> weights, NDManager manager) {
    Weights.load(net, weights, "", false, "test");
    NDArray x = manager.create(Seeded.input((int) INPUT.size()), INPUT);
    return net.forward(new ParameterStore(manager, false), new NDList(x), false).singletonOrThrow();
  }

  @Test
  void oneChannelByHand() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("conv1.weight", Tensor.of(new float[] {2, -4}, 1, 2, 1, 1));
    tensors.put("bn1.weight", Tensor.of(new float[] {3}, 1));
    tensors.put("bn1.bias", Tensor.of(new float[] {0.5f}, 1));
    tensors.put("bn1.running_mean", Tensor.of(new float[] {1}, 1));
    tensors.put("bn1.running_var", Tensor.of(new float[] {(float) (4 - Folding.EPSILON)}, 1));
    tensors.put("fc.weight", Tensor.of(new float[] {7}, 1, 1));
    Map<String, Tensor> folded = Folding.fold(tensors);
    assertThat(folded.keySet()).containsExactly("conv1.weight", "conv1.bias", "fc.weight");
    assertThat(folded.get("conv1.weight").floats()).containsExactly(3, -6); // 3/√4 of it
    assertThat(folded.get("conv1.bias").floats()).containsExactly(-1); // 0.5 − 1.5·1
    assertThat(folded.get("fc.weight").floats()).containsExactly(7);
    assertThat(tensors.get("conv1.weight").floats()).as("the original").containsExactly(2, -4);
  }

  @Test
  void eachConvolutionHasTorchvisionsNorm() {
    assertThat(Folding.normOf("conv1")).isEqualTo("bn1");
    assertThat(Folding.normOf("layer1.0.conv3")).isEqualTo("layer1.0.bn3");
    assertThat(Folding.normOf("layer2.0.downsample.0")).isEqualTo("layer2.0.downsample.1");
    assertThat(Folding.normOf("backbone.layer4.1.conv2")).isEqualTo("backbone.layer4.1.bn2");
  }

  @Test
  void whatIsFoldedAlreadyIsKept() {
    Map<String, Tensor> tensors =
        Map.of("conv1.weight", Tensor.of(new float[] {2}, 1, 1, 1, 1), "conv1.bias", scalar(1));
    assertThat(Folding.fold(tensors)).isEqualTo(tensors);
    assertThat(Folding.unfold(tensors, Map.of())).isEqualTo(tensors);
  }

  private static Tensor scalar(float value) {
    return Tensor.of(new float[] {value}, 1);
  }
}
