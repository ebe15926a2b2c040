package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Safetensors;
import org.signcam.net.Weights;
import org.signcam.train.Recipe.Scaling;

class StartingWeightsTest {
  @TempDir Path folder;

  private static ModelCard card(String backbone, String cut, float mean) {
    float[] values = {mean, mean, mean};
    float[] half = {0.5f, 0.5f, 0.5f};
    return new ModelCard(
        1,
        List.of("A", "B"),
        null,
        null,
        backbone,
        cut,
        "linear",
        true,
        96,
        values,
        half,
        "RGB",
        1,
        0.5,
        null,
        Map.of());
  }

  private Path model(String backbone, String cut, float mean) {
    Path file = folder.resolve("model.safetensors");
    ModelCard card = card(backbone, cut, mean);
    try (Network network = new Network(card, 0, Device.cpu())) {
      GestureModel.save(file, card, network.weights());
    }
    return file;
  }

  @Test
  void aRecipeFollowsAModelInNetworkScalingAndSize() {
    Recipe head = Recipe.of("head");
    Recipe followed = StartingWeights.follow(head, model("lab-cnn:4,4,4", "block3", 0.5f));
    assertThat(followed.network()).isEqualTo("lab-cnn:4,4,4");
    assertThat(followed.scaling()).isEqualTo(Scaling.HALF);
    assertThat(followed.inputSide()).isEqualTo(96);
    assertThat(followed.headOnly()).isTrue();
    assertThat(followed.batch()).isEqualTo(head.batch());
  }

  @Test
  void aRecipeFollowsABareFileOfWeightsWithTheScalingOfItsNetwork() {
    Path file = folder.resolve("bare.safetensors");
    ModelCard card = card("mobilenetv2", "features.18", 0.5f);
    try (Network network = new Network(card, 0, Device.cpu())) {
      Safetensors.write(
          file, new Safetensors.Content(Weights.save(network.backbone(), ""), Map.of()));
    }
    Recipe followed = StartingWeights.follow(Recipe.of("head"), file);
    assertThat(followed.network()).isEqualTo("mobilenetv2");
    assertThat(followed.scaling()).isEqualTo(Scaling.HALF);
    assertThat(followed.inputSide()).isEqualTo(224);
  }

  @Test
  void whatCannotBeFollowedIsSaid() throws Exception {
    Path odd = model("lab-cnn:4,4,4", "block3", 0.25f);
    assertThatThrownBy(() -> StartingWeights.follow(Recipe.of("head"), odd))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("scales its pixels");
    Path notes = Files.writeString(folder.resolve("notes.txt"), "no weights");
    assertThatThrownBy(() -> StartingWeights.follow(Recipe.of("head"), notes))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("notes.txt");
  }
}
