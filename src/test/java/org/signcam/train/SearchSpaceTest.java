package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signcam.net.Head;

class SearchSpaceTest {
  private static List<Recipe> drawn(String recipe, boolean fresh, long seed) {
    SearchSpace space = new SearchSpace(Recipe.of(recipe), fresh, seed);
    return IntStream.rangeClosed(1, 200).mapToObj(space::draw).toList();
  }

  @Test
  void theFirstIsTheRecipeAndTheSeedDecidesTheOthers() {
    List<Recipe> one = drawn("lab-cnn", true, 1);
    assertThat(one.get(0)).isEqualTo(Recipe.of("lab-cnn"));
    assertThat(drawn("lab-cnn", true, 1)).isEqualTo(one);
    assertThat(drawn("lab-cnn", true, 2).subList(1, 200)).doesNotContainAnyElementsOf(one);
    assertThat(one).doesNotHaveDuplicates();
  }

  @Test
  void aSmallNetworksRateWidthsAndAugmentationAreDrawnFromTheirWholeRanges() {
    List<Recipe> all = drawn("lab-cnn", true, 1);
    double[] rates = all.stream().mapToDouble(r -> r.phaseList().get(0).headRate()).toArray();
    assertThat(Arrays.stream(rates)).allMatch(rate -> rate >= 0.99e-4 && rate <= 1.01e-2);
    // Log-uniform: as many below the middle of 1e-4 and 1e-2 as above.
    assertThat(Arrays.stream(rates).filter(rate -> rate < 1e-3).count()).isBetween(70L, 130L);
    int[] first = all.stream().mapToInt(r -> r.backbone().channels("block1")).toArray();
    assertThat(Arrays.stream(first).min().orElseThrow()).isBetween(2, 3);
    assertThat(Arrays.stream(first).max().orElseThrow()).isBetween(17, 20);
    List<Integer> hidden = all.stream().map(r -> Head.of(r.head()).widths().get(0)).toList();
    assertThat(hidden).allMatch(units -> units >= 8 && units <= 64);
    assertThat(hidden).anyMatch(units -> units < 12).anyMatch(units -> units > 45);
    assertThat(all).extracting(Recipe::strength).contains(0.0, 1.0, 2.0);
    assertThat(all).extracting(Recipe::dropout).contains(0f, 0.5f);
    assertThat(all).as("Adam has none").allMatch(r -> r.weightDecay() == 0);
  }

  @Test
  void allPhasesRatesGoTogetherAndNothingElseOfThemChanges() {
    Recipe base =
        Recipe.of("resnet18").with(Map.of("phases", "128x2.5@3e-4/1e-3,224x0.25@1e-4/2e-4:layer4"));
    SearchSpace space = new SearchSpace(base, false, 3);
    for (int number = 2; number < 50; number++) {
      Recipe drawn = space.draw(number);
      double factor = drawn.phaseList().get(0).headRate() / 1e-3;
      for (int i = 0; i < 2; i++) {
        Phase own = drawn.phaseList().get(i);
        Phase given = base.phaseList().get(i);
        assertThat(own.headRate() / given.headRate() / factor).isBetween(0.9, 1.1);
        assertThat(own.backboneRate() / given.backboneRate() / factor).isBetween(0.9, 1.1);
        assertThat(own.epochs()).isEqualTo(given.epochs());
        assertThat(own.side()).isEqualTo(given.side());
        assertThat(own.from()).isEqualTo(given.from());
      }
      assertThat(drawn.network()).isEqualTo("resnet18");
      assertThat(drawn.weightDecay()).isBetween(0.99e-4, 1.01e-1);
    }
  }

  @Test
  void aLinearHeadMayGetHiddenLayersAndCachedFeaturesStayAsTheyAre() {
    List<Recipe> all = drawn("head", false, 1);
    assertThat(all).extracting(Recipe::head).containsOnly("linear", "dense3");
    assertThat(all).extracting(Recipe::strength).containsOnly(0.0, 1.0);
    assertThat(all).allMatch(r -> r.phaseList().get(0).backboneRate() == 0);
  }

  @Test
  void channelsAreLeftAloneWhereWeightsComeFromAFile() {
    assertThat(drawn("tutorial-cnn", false, 1))
        .allMatch(r -> r.backbone().equals(Recipe.of("tutorial-cnn").backbone()));
  }

  @Test
  void ratesAreAsShortAsOneWouldTypeThem() {
    assertThat(SearchSpace.brief(0.00234)).isEqualTo("2.3e-3");
    assertThat(SearchSpace.brief(0.001)).isEqualTo("1e-3");
    assertThat(SearchSpace.brief(0)).isEqualTo("0");
    assertThat(SearchSpace.brief(1.5)).isEqualTo("1.5e0");
    assertThat(SearchSpace.brief(4.4e-12)).isEqualTo("4.4e-12");
  }
}
