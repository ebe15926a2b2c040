package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.signcam.model.ModelStore;

/** From which weights a recipe begins when none are named. */
class StartOfTrainingTest extends PaintedTraining {
  @Test
  void theLabsRecipeKeepsTheShippedAlexNetFrozen() {
    assertThat(start("--recipe", "lab-alexnet", "--epochs", "1", "--validation", "cy"))
        .as(door.err)
        .isZero();
    assertThat(door.err)
        .contains("the backbone is that of " + ModelStore.find("asl-a-i-alexnet") + ": alexnet");
  }

  @Test
  void theHeadsRecipeBeginsWithTheShippedModelWhateverWasFetched() throws IOException {
    System.setProperty("signcam.home", dir.toString());
    out = dir.resolve("models/asl-a-i.safetensors");
    assertThat(train("--recipe", "lab-cnn", "--size", "32", "--epochs", "1", "--validation", "cy"))
        .as(door.err)
        .isZero();
    Path fetched = dir.resolve("models/backbones/lab-cnn:5,8,8.safetensors");
    Files.createDirectories(fetched.getParent());
    Files.copy(out, fetched);
    Path shipped = out;
    out = dir.resolve("head.safetensors");
    assertThat(start("--recipe", "head", "--epochs", "1", "--validation", "cy"))
        .as(door.err)
        .isZero();
    assertThat(door.err).contains("the backbone is that of " + shipped + ": lab-cnn:5,8,8");
  }

  @Test
  void theListSaysHowEachRecipeTrains() {
    assertThat(door.run("train", "--list")).isZero();
    assertThat(door.out)
        .contains("batches of 8, shuffled; adam, constant rate; inputs scaled: half; not disturbed")
        .contains("inputs scaled: imagenet; disturbed: zoom and rotation");
  }
}
