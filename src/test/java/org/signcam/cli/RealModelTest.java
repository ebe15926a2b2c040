package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;

/** The commands with a real model file, small and untrained, in a folder of its own. */
class RealModelTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private String home;

  @BeforeEach
  void aModel() throws IOException {
    home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    System.setProperty("signcam.config", dir.resolve("config").toString());
    System.setProperty("signcam.cache", dir.resolve("cache").toString());
    float[] half = {0.5f, 0.5f, 0.5f};
    ModelCard card =
        new ModelCard(
            ModelCard.FORMAT,
            List.of("A", "B", "nothing"),
            List.of("A", "B"),
            "nothing",
            "resnet18",
            "layer1",
            "linear",
            true,
            64,
            half,
            half,
            "RGB",
            1,
            0.5,
            null,
            Map.of("recipe", "none", "measured", Map.of("signers", List.of("anna", "bo"))));
    Path file = dir.resolve("models").resolve("asl-a-i.safetensors");
    Files.createDirectories(file.getParent());
    try (Network network = new Network(card, 0, Device.cpu())) {
      GestureModel.save(file, card, network.weights());
    }
  }

  @AfterEach
  void back() {
    System.clearProperty("signcam.config");
    System.clearProperty("signcam.cache");
    if (home == null) {
      System.clearProperty("signcam.home");
    } else {
      System.setProperty("signcam.home", home);
    }
  }

  @Test
  void isListed() {
    assertThat(run("models", "list")).isZero();
    assertThat(door.out)
        .contains("asl-a-i  yes      A B    nothing  resnet18 to layer1 + linear  64 px");
    assertThat(run("models", "list", "--json")).isZero();
    assertThat(door.json().get(0).get("name").getAsString()).isEqualTo("asl-a-i");
  }

  @Test
  void isShownWhole() {
    assertThat(run("models", "show")).isZero();
    assertThat(door.out)
        .contains("labels: [\"A\",\"B\",\"nothing\"]")
        .contains("threshold: 0.5")
        .contains("  training:\n    ")
        .contains("signers: [\"anna\",\"bo\"]");
    assertThat(run("models", "show", "asl-a-i", "--json")).isZero();
    JsonObject card = door.json().get(0).getAsJsonObject("card");
    assertThat(card.get("inputSide").getAsInt()).isEqualTo(64);
  }

  @Test
  void readsAPictureAndIsTimed() throws IOException {
    Path red = Painted.picture(dir.resolve("red.png"), Painted.RED);
    assertThat(run("predict", red, "--json", "--device", "cpu")).isZero();
    JsonObject probabilities = door.json().get(0).getAsJsonObject("probabilities");
    assertThat(probabilities.keySet()).containsExactly("A", "B", "nothing");
    assertThat(run("bench", "--frames", 2, "--json")).isZero();
    assertThat(door.json().get(0).get("device").getAsString()).startsWith("CPU");
  }

  @Test
  void satisfiesTheDoctor() {
    int status = run("doctor", "--json");
    assertThat(door.out).contains("reads A B");
    List<String> fatal = new ArrayList<>();
    for (JsonElement check : door.json().get(0).getAsJsonArray("checks")) {
      if (check.getAsJsonObject().get("state").getAsString().equals("fatal")) {
        fatal.add(check.getAsJsonObject().get("name").getAsString());
      }
    }
    assertThat(fatal).as("all that a machine may lack is a camera").isSubsetOf("cameras");
    assertThat(status).isEqualTo(fatal.isEmpty() ? 0 : 1);
  }

  private int run(Object... args) {
    return door.run(ModelOpener.REAL, args);
  }
}
