package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signcam.base.UserException;
import org.signcam.net.Expected.Case;
import org.signcam.net.Safetensors.Tensor;

/** The heads against torch's numbers; see {@link BackboneTest}. */
class HeadTest {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final ParameterStore store = new ParameterStore(manager, false);

  @AfterEach
  void free() {
    manager.close();
  }

  static List<Head> all() {
    return Head.all();
  }

  static List<Case> cases() {
    return Expected.read().heads();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatTorchComputesWithAsManyWeights(Case expected) {
    NamedBlock head = seeded(Head.of(expected.head()), 0.5f, expected.input());
    long count = head.parameters().values().stream().mapToLong(p -> p.getArray().size()).sum();
    assertThat(count).isEqualTo(expected.parameters());
    expected.check(forward(head, input(expected.input()), false));
  }

  @Test
  void theLabsHeadHas607113Weights() {
    assertThat(cases().stream().filter(c -> c.head().equals("conv")).findFirst())
        .hasValueSatisfying(c -> assertThat(c.parameters()).isEqualTo(607_113));
  }

  @ParameterizedTest
  @MethodSource("all")
  void predictingKeepsNoIntermediateTensor(Head head) {
    NamedBlock net = seeded(head, 0.5f, 2, 256, 3, 3);
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.create(Seeded.input(2 * 256 * 9), new Shape(2, 256, 3, 3));
      List<NDArray> kept = new ArrayList<>(net.forward(store, new NDList(x), false));
      kept.add(x);
      assertThat(scope.getManagedArrays()).containsExactlyInAnyOrderElementsOf(kept);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void withoutDropoutItComputesTheSameWhenItTrains(Head head) {
    NamedBlock net = seeded(head, 0, 2, 256, 3, 3);
    NDArray x = input(2, 256, 3, 3);
    NDArray trained = forward(net, x, true);
    assertThat(Expected.relativeError(forward(net, x, false), trained)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTwoPartsDoWhatTheWholeDoes(Head head) {
    NamedBlock net = seeded(head, 0.5f, 2, 256, 3, 3);
    Head.Parts parts = head.parts(net);
    NDArray x = input(2, 256, 3, 3);
    NDArray vector = forward(parts.below(), x, false);
    assertThat(vector.getShape().dimension()).isEqualTo(2);
    NDArray whole = net.forward(store, new NDList(x), false).get(0);
    assertThat(forward(parts.above(), vector, false)).isEqualTo(whole);
    List<String> names = new ArrayList<>(parts.below().parameters().keySet());
    names.addAll(parts.above().parameters().keySet());
    assertThat(names).containsExactlyInAnyOrderElementsOf(net.parameters().keySet());
  }

  @Test
  void dropoutActsInTrainingAlone() {
    NamedBlock net = seeded(Head.LINEAR, 0.5f, 2, 256, 3, 3);
    NDArray x = input(2, 256, 3, 3);
    NDArray y = forward(net, x, false);
    assertThat(forward(net, x, false)).isEqualTo(y);
    assertThat(Expected.relativeError(forward(net, x, true), y)).isGreaterThan(0.01);
  }

  @Test
  void whereTheHandLiesAndHowLargeItIsDoesNotChangeWhatItsPointsSay() {
    // Only the path through the points speaks: the weights of the two others are zero.
    Head head = Head.of("pose");
    NamedBlock net = head.build(9, 0);
    Weights.initialize(net, manager, new Shape(1, 256, 4, 4));
    Map<String, Tensor> weights = Seeded.weights(net);
    for (String silent : List.of("seen.weight", "felt.weight", "points.weight")) {
      weights.computeIfPresent(
          silent, (n, t) -> Tensor.of(new float[t.floats().length], t.shape()));
    }
    float[] hand = weights.get("points.bias").floats();
    for (int i = 0; i < hand.length; i++) {
      hand[i] *= 10;
    }
    weights.put("points.bias", Tensor.of(hand, hand.length));
    Weights.load(net, weights, "", false, "seeded");
    NDArray x = input(1, 256, 4, 4);
    float[] here = net.forward(store, new NDList(x), false).get(0).toFloatArray();
    float[] elsewhere = hand.clone();
    for (int i = 0; i < elsewhere.length; i++) {
      elsewhere[i] = 3 * hand[i] + new float[] {3, -2, 0.5f}[i % 3];
    }
    weights.put("points.bias", Tensor.of(elsewhere, elsewhere.length));
    Weights.load(net, weights, "", false, "seeded");
    float[] there = net.forward(store, new NDList(x), false).get(0).toFloatArray();
    for (int i = 0; i < here.length; i++) {
      assertThat(there[i]).isCloseTo(here[i], within(0.02f));
    }
  }

  @Test
  void anUnknownHeadIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> Head.of("svm"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'svm'")
        .hasMessageContaining("linear, mlp, conv, dense3, pose");
  }

  private NamedBlock seeded(Head head, float dropout, long... features) {
    NamedBlock net = head.build(9, dropout);
    assertThat(Weights.initialize(net, manager, new Shape(features)))
        .isEqualTo(new Shape(features[0], 9));
    Weights.load(net, Seeded.weights(net), "", false, "seeded");
    return net;
  }

  private NDArray forward(NamedBlock net, NDArray x, boolean training) {
    return NDArrays.concat(net.forward(store, new NDList(x), training), 1);
  }

  private NDArray input(long... size) {
    Shape shape = new Shape(size);
    return manager.create(Seeded.input((int) shape.size()), shape);
  }
}
