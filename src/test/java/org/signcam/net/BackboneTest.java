package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signcam.base.UserException;
import org.signcam.net.Expected.Case;
import org.signcam.net.Safetensors.Tensor;

/**
 * The networks against torchvision's, whose numbers lie in {@code expected.json}; {@code
 * src/test/python/expected_networks.py} made it and says how.
 */
class BackboneTest {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final ParameterStore store = new ParameterStore(manager, false);

  @AfterEach
  void free() {
    manager.close();
  }

  static List<Backbone> all() {
    return Backbone.all();
  }

  static List<Case> cases() {
    return Expected.read().backbones();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatTorchvisionComputes(Case expected) {
    Backbone backbone = Backbone.of(expected.backbone());
    NamedBlock net = seeded(backbone, expected.cut(), expected.folded(), expected.input());
    expected.check(forward(net, input(expected.input()), false));
    assertThat(backbone.channels(expected.cut())).isEqualTo((int) expected.shape()[1]);
  }

  static List<Case> normedCases() {
    return cases().stream()
        .filter(c -> !c.folded() && c.input()[3] < 200)
        .filter(c -> Backbone.of(c.backbone()).normed())
        .filter(c -> c.cut().equals(Backbone.of(c.backbone()).lastStage()))
        .toList();
  }

  /** Against torchvision's unfolded numbers: the folded form must be the same function. */
  @ParameterizedTest
  @MethodSource("normedCases")
  void foldingKeepsTheFunction(Case expected) {
    Backbone backbone = Backbone.of(expected.backbone());
    Chain normed = initialized(backbone, expected.cut(), false, expected.input());
    Map<String, Tensor> folded = Folding.fold(Seeded.weights(normed));
    NamedBlock net = initialized(backbone, expected.cut(), true, expected.input());
    assertThat(folded.keySet()).isEqualTo(net.parameters().keySet());
    Weights.load(net, folded, "", false, "folded");
    expected.check(forward(net, input(expected.input()), false));
  }

  @Test
  void theRealResNet50GivesTorchvisionsFeaturesAndLogits() {
    Path file = Path.of("../shared/weights/resnet50.imagenet.safetensors.gz");
    assumeTrue(Files.exists(file), file + " is not here: the real ResNet-50 is not checked");
    Expected.Imagenet expected = Expected.read().imagenet();
    Map<String, Tensor> tensors = Safetensors.read(file).tensors();
    NamedBlock net = initialized(Backbone.RESNET50, "layer4", true, expected.input());
    NamedBlock head = Head.LINEAR.build(1000, 0);
    Weights.initialize(head, manager, new Shape(expected.features().shape()));
    int used = Weights.load(net, tensors, "", false, file.toString());
    used += Weights.load(head, tensors, "", false, file.toString());
    assertThat(used).isEqualTo(tensors.size());
    NDArray features = forward(net, pictures(expected.input()), false);
    expected.features().check(features);
    expected.logits().check(forward(head, features, false));
  }

  @ParameterizedTest
  @MethodSource("all")
  void predictingKeepsNoIntermediateTensor(Backbone backbone) {
    long side = backbone.normed() ? 64 : 96;
    NamedBlock net = seeded(backbone, backbone.lastStage(), true, 1, 3, side, side);
    long weights = manager.getManagedArrays().size();
    for (int i = 0; i < 3; i++) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = scope.create(Seeded.input((int) (3 * side * side)), shape(1, 3, side, side));
        NDArray y = forward(net, x, false);
        assertThat(scope.getManagedArrays()).containsExactlyInAnyOrder(x, y);
      }
      assertThat(manager.getManagedArrays()).hasSize((int) weights);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void cutAfterAnyStageTheTwoPartsMakeTheWhole(Backbone backbone) {
    long[] size = {2, 3, 64, 64};
    Chain net = seeded(backbone, backbone.lastStage(), false, size);
    float[] whole = forward(net, input(size), false).toFloatArray();
    for (int i = 0; i < backbone.stages().size(); i++) {
      int last = i;
      Chain below = net.part(layer -> backbone.stageOf(layer) <= last);
      Chain above = net.part(layer -> backbone.stageOf(layer) > last);
      NDArray cut = forward(below, input(size), false);
      assertThat(cut.getShape().get(1)).isEqualTo(backbone.channels(backbone.stages().get(i)));
      assertThat(forward(above, cut, false).toFloatArray()).isEqualTo(whole);
      assertThat(above.forwardPartly(store, cut, layer -> true).toFloatArray()).isEqualTo(whole);
      assertThat(below.parameters().keySet())
          .isEqualTo(backbone.build(backbone.stages().get(i), false).parameters().keySet());
      assertThat(below.parameters().size() + above.parameters().size())
          .isEqualTo(net.parameters().size());
    }
  }

  static List<Backbone> withoutNorms() {
    return all().stream().filter(b -> !b.id().startsWith("tutorial-cnn")).toList();
  }

  @ParameterizedTest
  @MethodSource("withoutNorms")
  void aNetworkWithoutNormsComputesTheSameWhenItTrains(Backbone backbone) {
    long[] size = {2, 3, 96, 96};
    NamedBlock net = seeded(backbone, backbone.lastStage(), true, size);
    NDArray x = input(size);
    NDArray y = forward(net, x, true);
    assertThat(Expected.relativeError(forward(net, x, false), y)).isLessThan(1e-6);
    assertThat(x.toFloatArray()).as("the input").isEqualTo(Seeded.input(2 * 3 * 96 * 96));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theChannelsAreAsAnnounced(Backbone backbone) {
    for (String stage : backbone.stages()) {
      NamedBlock net = backbone.build(stage, true);
      Shape out = net.getOutputShapes(new Shape[] {shape(1, 3, 224, 224)})[0];
      assertThat(out.get(1)).isEqualTo(backbone.channels(stage));
    }
    assertThat(Backbone.of(backbone.id())).isEqualTo(backbone);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theLeastPictureIsJustLargeEnough(Backbone backbone) {
    int side = backbone.leastSide();
    NamedBlock net = initialized(backbone, backbone.lastStage(), true, 1, 3, side, side);
    NDArray y = forward(net, input(1, 3, side, side), false);
    assertThat(y.getShape()).isEqualTo(shape(1, backbone.channels(backbone.lastStage()), 1, 1));
  }

  /** torchvision's own counts, less those of the classifiers: 1000 classes, or AlexNet's three. */
  @Test
  void haveAsManyWeightsAsTorchvisions() {
    assertThat(learnt(Backbone.RESNET18)).isEqualTo(11_689_512 - 513_000);
    assertThat(learnt(Backbone.RESNET34)).isEqualTo(21_797_672 - 513_000);
    assertThat(learnt(Backbone.RESNET50)).isEqualTo(25_557_032 - 2_049_000);
    assertThat(learnt(Backbone.MOBILENETV2)).isEqualTo(3_504_872 - 1_281_000);
    int biases = 64 + 192 + 384 + 256 + 256; // each norm has a scale beside
    assertThat(learnt(Backbone.ALEXNET)).isEqualTo(61_100_840 - 58_631_144 + biases);
  }

  private long learnt(Backbone backbone) {
    return initialized(backbone, backbone.lastStage(), false, 1, 3, 96, 96)
        .parameters()
        .entrySet()
        .stream()
        .filter(p -> !p.getKey().contains("running_"))
        .map(Map.Entry::getValue)
        .map(Parameter::getArray)
        .mapToLong(NDArray::size)
        .sum();
  }

  @Test
  void anUnknownNameOrStageIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> Backbone.of("vgg16"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'vgg16'")
        .hasMessageContaining("alexnet, resnet18, resnet34, resnet50, mobilenetv2, lab-cnn");
    assertThatThrownBy(() -> Backbone.ALEXNET.build("layer4", true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'layer4'")
        .hasMessageContaining("pool1, pool2, conv3, conv4, pool5");
  }

  private Chain initialized(Backbone backbone, String cut, boolean folded, long... input) {
    Chain net = backbone.build(cut, folded);
    Weights.initialize(net, manager, new Shape(input));
    return net;
  }

  private Chain seeded(Backbone backbone, String cut, boolean folded, long... input) {
    Chain net = initialized(backbone, cut, folded, input);
    Map<String, Tensor> weights = Seeded.weights(net);
    assertThat(Weights.load(net, weights, "", false, "seeded")).isEqualTo(weights.size());
    return net;
  }

  private NDArray forward(NamedBlock net, NDArray x, boolean training) {
    return net.forward(store, new NDList(x), training).singletonOrThrow();
  }

  private NDArray input(long... size) {
    return manager.create(Seeded.input((int) shape(size).size()), shape(size));
  }

  private NDArray pictures(long... size) {
    int each = (int) shape(size).size() / (int) size[0];
    float[] all = new float[each * (int) size[0]];
    for (int n = 0; n < size[0]; n++) {
      System.arraycopy(Seeded.picture(n, (int) size[3]), 0, all, n * each, each);
    }
    return manager.create(all, shape(size));
  }

  private static Shape shape(long... size) {
    return new Shape(Arrays.copyOf(size, size.length));
  }
}
