package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signcam.net.Chain;
import org.signcam.net.Head;
import org.signcam.net.NamedBlock;
import org.signcam.net.Weights;

class RecipeTest {
  /** The counts that the sources of the course exercises report, for nine classes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lab-cnn          |                     | 7533",
        "lab-cnn          | lab-cnn:12,24,24    | 27145",
        "tutorial-cnn     |                     | 634545",
      })
  void hasAsManyWeightsAsItsSource(String name, String network, long expected) {
    Recipe recipe = Recipe.of(name);
    if (network != null) {
      recipe = recipe.with(Map.of("network", network));
    }
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Chain backbone = recipe.backbone().build(recipe.backbone().lastStage(), false);
      int side = recipe.inputSide();
      Shape features = Weights.initialize(backbone, manager, new Shape(1, 3, side, side));
      NamedBlock head = Head.of(recipe.head()).build(9, 0);
      Weights.initialize(head, manager, features);
      assertThat(learnt(backbone) + learnt(head)).isEqualTo(expected);
    }
  }

  @Test
  void theLabsHeadOnAlexNetHasAsManyWeightsAsItsSource() {
    Recipe recipe = Recipe.of("lab-alexnet");
    assertThat(recipe.headOnly()).isTrue();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      NamedBlock head = Head.of(recipe.head()).build(9, 0);
      Weights.initialize(head, manager, new Shape(1, 256, 6, 6));
      assertThat(learnt(head)).isEqualTo(607_113);
    }
  }

  private static long learnt(NamedBlock net) {
    return net.parameters().entrySet().stream()
        .filter(p -> !p.getKey().contains("running_"))
        .mapToLong(p -> p.getValue().getArray().size())
        .sum();
  }

  static java.util.List<Recipe> all() {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isWholeAndCanBeWrittenDownAndReadAgain(Recipe recipe) {
    assertThat(recipe.about()).isNotBlank();
    assertThat(recipe.phaseList()).isNotEmpty();
    assertThat(recipe.with(Map.of())).isEqualTo(recipe);
    assertThat(recipe.with(Map.of("batch", 7)).batch()).isEqualTo(7);
  }

  @Test
  void knowsWhatIsFrozenAllAlongAndWhatOfItIsCached() {
    Recipe all = Recipe.of("resnet18");
    assertThat(all.frozenStages()).isZero();
    assertThat(all.variants()).isZero();
    Recipe last = all.with(Map.of("phases", "64x1:head,64x1:layer3,64x1:layer4"));
    assertThat(last.frozenStages()).as("stem, layer1 and layer2").isEqualTo(3);
    assertThat(last.headOnly()).isFalse();
    assertThat(last.variants()).as("not unless asked for").isZero();
    assertThat(last.with(Map.of("cache", 6)).variants()).isEqualTo(6);
    assertThat(last.with(Map.of("cache", 6, "strength", 0)).variants()).isEqualTo(1);
    assertThat(Recipe.of("head").headOnly()).isTrue();
    assertThat(Recipe.of("head").variants()).isEqualTo(4);
    assertThat(Recipe.of("lab-alexnet").variants()).as("never disturbed").isEqualTo(1);
    assertThatThrownBy(() -> all.with(Map.of("cache", 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frozen");
  }

  @Test
  void thePhasesCanBeChangedTogether() {
    Recipe recipe = Recipe.of("resnet18");
    assertThat(Phase.parse(recipe.phasesWith(96, null, 1e-4, "layer4")))
        .containsExactly(
            new Phase(96, 5, 3e-5, 1e-4, "layer4"), new Phase(96, 1.5, 5e-5, 1e-4, "layer4"));
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThatThrownBy(() -> Recipe.of("resnet1000"))
        .hasMessageContaining("There is no recipe 'resnet1000'")
        .hasMessageContaining("lab-cnn");
    Recipe recipe = Recipe.of("lab-cnn");
    assertThatThrownBy(() -> recipe.with(Map.of("phases", "64x1,96x1")))
        .hasMessageContaining("one size");
    assertThatThrownBy(() -> recipe.with(Map.of("phases", "64x1:layer9")))
        .hasMessageContaining("layer9");
    assertThatThrownBy(() -> recipe.with(Map.of("dropout", 1))).hasMessageContaining("dropout");
    assertThatThrownBy(() -> recipe.with(Map.of("batch", "many"))).hasMessageContaining("setting");
    assertThatThrownBy(() -> recipe.with(Map.of("network", "lab-cnn:1,2")))
        .hasMessageContaining("3 convolutions");
  }
}
