package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signcam.train.Recipe;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RecipeOptionsTest {
  @Command(name = "made")
  private static final class Made {
    @Mixin private RecipeOptions recipes;
  }

  private static Recipe parsed(List<String> words) {
    Made made = new Made();
    CommandLine line = new CommandLine(made);
    line.parseArgs(words.toArray(new String[0]));
    return made.recipes.recipe(line.getCommandSpec(), null);
  }

  static List<String> recipes() {
    return Recipe.all().stream().map(Recipe::name).toList();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theWordsOfARecipeMakeItAgain(String name) {
    Recipe recipe = Recipe.of(name);
    assertThat(RecipeOptions.words(recipe)).containsExactly("--recipe", name);
    Recipe changed =
        recipe.with(
            Map.of(
                "augmentation",
                "zoom and rotation",
                "batch",
                7,
                "dropout",
                0.25,
                "strength",
                2,
                "weightDecay",
                1.3e-4,
                "checkEvery",
                11,
                "optimizer",
                "sgd",
                "drawing",
                "whole batches",
                "keep",
                "accuracy"));
    assertThat(RecipeOptions.words(changed)).contains("0.25", "7", "2", "1.3E-4");
    assertThat(parsed(RecipeOptions.words(changed))).isEqualTo(changed);
  }
}
