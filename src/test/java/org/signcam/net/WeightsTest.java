package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Tensor;

class WeightsTest {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final Chain net = Backbone.RESNET18.build("stem", false);
  private Map<String, Tensor> tensors;

  @BeforeEach
  void aStem() {
    Weights.initialize(net, manager, new Shape(1, 3, 32, 32));
    tensors = new LinkedHashMap<>();
    Seeded.weights(net).forEach((name, tensor) -> tensors.put("backbone." + name, tensor));
  }

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void whatIsSavedIsWhatWasLoaded() {
    assertThat(load(false)).isEqualTo(5);
    Map<String, Tensor> saved = Weights.save(net, "backbone.");
    assertThat(saved.keySet()).isEqualTo(tensors.keySet());
    saved.forEach(
        (name, tensor) -> {
          assertThat(tensor.floats()).as(name).isEqualTo(tensors.get(name).floats());
          assertThat(tensor.shape()).as(name).isEqualTo(tensors.get(name).shape());
        });
  }

  @Test
  void aMissingTensorIsNamedUnlessItMayBeMissing() {
    tensors.remove("backbone.bn1.bias");
    refused("lacks the tensor 'backbone.bn1.bias'");
    assertThat(load(true)).isEqualTo(4);
  }

  @Test
  void aTensorOfAnotherShapeIsNamedWithBothShapes() {
    tensors.put("backbone.conv1.weight", Tensor.of(new float[64 * 3 * 25], 64, 3, 5, 5));
    refused("'backbone.conv1.weight' in shape [64, 3, 5, 5]", "needs [64, 3, 7, 7]");
  }

  /** As many elements, another order: DJL would take it without a word. */
  @Test
  void aTransposedTensorIsRefused() {
    tensors.put("backbone.conv1.weight", Tensor.of(new float[64 * 3 * 49], 3, 64, 7, 7));
    refused("'backbone.conv1.weight' in shape [3, 64, 7, 7]");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aWeightThatIsNoNumberIsRefusedByItsTensorsName(float bad) {
    float[] values = tensors.get("backbone.bn1.weight").floats();
    values[63] = bad;
    tensors.put("backbone.bn1.weight", Tensor.of(values, 64));
    refused("weight in 'backbone.bn1.weight' that is not a number");
  }

  @Test
  void aNegativeVarianceIsRefused() {
    float[] values = tensors.get("backbone.bn1.running_var").floats();
    values[0] = -1e-3f;
    tensors.put("backbone.bn1.running_var", Tensor.of(values, 64));
    refused("negative variance in 'backbone.bn1.running_var'");
  }

  private int load(boolean missing) {
    return Weights.load(net, tensors, "backbone.", missing, "file.safetensors");
  }

  /** Refused with these words, and no weight touched before the bad one was found. */
  private void refused(String... words) {
    Map<String, Tensor> before = Weights.save(net, "");
    assertThatThrownBy(() -> load(false))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("file.safetensors ")
        .hasMessageContainingAll(words)
        .hasMessageEndingWith(".");
    Weights.save(net, "")
        .forEach(
            (name, tensor) ->
                assertThat(tensor.floats()).as(name).isEqualTo(before.get(name).floats()));
  }
}
