package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Tensor;

class BackboneWeightsTest {
  private static final Tensor ANY = Tensor.of(new float[] {1}, 1);

  private static Map<String, Tensor> renamed(Map<String, Tensor> tensors, String prefix) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(prefix + name, tensor));
    return renamed;
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, pool5",
    "resnet18, layer4",
    "resnet18, layer1",
    "resnet34, layer2",
    "resnet50, layer1"
  })
  void eachNetworkIsKnownByItsNames(String id, String cut) {
    Backbone backbone = Backbone.of(id);
    Map<String, Tensor> own = TorchFiles.weights(backbone, cut);
    Map<String, Tensor> file = new LinkedHashMap<>();
    file.put("fc.weight", ANY);
    file.put("classifier.1.bias", ANY);
    file.put("bn1.num_batches_tracked", ANY);
    List<String> backwards = new ArrayList<>(own.keySet());
    java.util.Collections.reverse(backwards);
    backwards.forEach(name -> file.put(name, own.get(name)));
    BackboneWeights found = BackboneWeights.recognize(file, "x.pth");
    assertThat(found.backbone()).isEqualTo(backbone);
    assertThat(found.cut()).isEqualTo(cut);
    assertThat(found.dropped()).isEqualTo(3);
    assertThat(found.inOrder()).isFalse();
    assertThat(List.copyOf(found.tensors().keySet())).isEqualTo(List.copyOf(own.keySet()));
  }

  @Test
  void foldedWeightsAreKnownToo() {
    Map<String, Tensor> folded = Folding.fold(TorchFiles.weights(Backbone.RESNET18, "layer1"));
    BackboneWeights found = BackboneWeights.recognize(folded, "x");
    assertThat(found.backbone()).isEqualTo(Backbone.RESNET18);
    assertThat(found.tensors()).isEqualTo(folded);
  }

  @Test
  void whatStandsBeforeAllNamesIsDropped() {
    Map<String, Tensor> own = TorchFiles.weights(Backbone.RESNET18, "layer1");
    Map<String, Tensor> file = renamed(own, "module.backbone.");
    file.put("module.head.weight", ANY);
    assertThat(BackboneWeights.recognize(file, "x").tensors()).isEqualTo(own);
  }

  @Test
  void foreignNamesAreTakenInTheirOrder() {
    Map<String, Tensor> own = TorchFiles.weights(Backbone.RESNET18, "layer4");
    Map<String, Tensor> file = new LinkedHashMap<>();
    own.forEach(
        (name, tensor) ->
            file.put(
                name.replaceFirst("^conv1", "0")
                    .replaceFirst("^bn1", "1")
                    .replace("layer1", "4")
                    .replace("layer2", "5")
                    .replace("layer3", "6")
                    .replace("layer4", "7"),
                tensor));
    BackboneWeights found = BackboneWeights.recognize(file, "x.pt");
    assertThat(found.inOrder()).isTrue();
    assertThat(found.cut()).isEqualTo("layer4");
    assertThat(found.tensors()).isEqualTo(own);
  }

  @Test
  void whatFitsNoNetworkIsRefused() {
    Map<String, Tensor> stem = TorchFiles.weights(Backbone.RESNET18, "stem");
    Map<String, Tensor> more = TorchFiles.weights(Backbone.RESNET18, "layer1");
    more.put("layer1.7.conv1.weight", ANY);
    Map<String, Tensor> less = TorchFiles.weights(Backbone.RESNET18, "layer1");
    less.remove("layer1.1.bn2.bias");
    for (Map<String, Tensor> file : List.of(Map.<String, Tensor>of(), stem, more, less)) {
      assertThatThrownBy(() -> BackboneWeights.recognize(file, "x.pth"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("x.pth fits no network that signcam has (alexnet, resnet18,");
    }
  }

  @Test
  void anotherShapeOrNoNumberIsSaid() {
    Map<String, Tensor> wide = TorchFiles.weights(Backbone.RESNET18, "layer1");
    wide.put("layer1.0.conv1.weight", Tensor.of(new float[64 * 64], 64, 64, 1, 1));
    assertThatThrownBy(() -> BackboneWeights.recognize(wide, "x.pth"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'layer1.0.conv1.weight' in shape [64, 64, 1, 1]");
    float[] bad = new float[64];
    bad[3] = Float.NaN;
    wide.putAll(TorchFiles.weights(Backbone.RESNET18, "layer1"));
    wide.put("bn1.bias", Tensor.of(bad, 64));
    assertThatThrownBy(() -> BackboneWeights.recognize(wide, "x.pth"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'bn1.bias' that is not a number");
  }
}
