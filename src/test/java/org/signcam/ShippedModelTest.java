package org.signcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signcam.cli.ModelOpener;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;

/** The program as it ships, on real photographs where they are at hand. */
class ShippedModelTest {
  private static final Path DATA = Path.of("..", "shared", "data");

  private static List<JsonObject> run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Signcam.run(
            Signcam.commandLine(ModelOpener.REAL),
            new PrintWriter(out),
            new PrintWriter(err, true),
            args);
    assertThat(code).as(err.toString()).isZero();
    return out.toString()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  @Test
  void theDefaultModelIsWholeAndSmallEnough() throws IOException {
    Path file = ModelStore.defaultModel();
    assertThat(Files.size(file)).isLessThanOrEqualTo(23_000_000);
    ModelCard card = GestureModel.card(file);
    assertThat(card.letters()).containsExactly("A", "B", "C", "D", "E", "F", "G", "H", "I");
    assertThat(card.rejecting()).isEqualTo("nothing");
  }

  @Test
  void theModelOfAllStillLettersIsSmallEnough() throws IOException {
    Path file = ModelStore.find("asl-static");
    assertThat(Files.size(file)).isLessThanOrEqualTo(12_000_000);
    assertThat(GestureModel.card(file).letters()).hasSize(24).doesNotContain("J", "Z");
  }

  @Test
  void theAlexNetIsSmallEnoughAndWhatTheLabsRecipeKeepsFrozen() throws IOException {
    Path file = ModelStore.find("asl-a-i-alexnet");
    assertThat(Files.size(file)).isLessThanOrEqualTo(7_000_000);
    ModelCard card = GestureModel.card(file);
    assertThat(card.letters()).containsExactly("A", "B", "C", "D", "E", "F", "G", "H", "I");
    assertThat(card.backbone()).isEqualTo("alexnet");
    assertThat(card.cut()).isEqualTo("pool5");
  }

  /**
   * A signer who was kept out of the shipped model's training, but whom its epoch was chosen by: it
   * shows that camera, region, network and smoothing work together, not how good the model is.
   */
  @Test
  void readsAClipFrameByFrame() throws IOException {
    Path clip = DATA.resolve("clips/s08.mp4");
    assumeTrue(Files.exists(clip), "skipped: the real clips are not beside this checkout");
    List<JsonObject> lines =
        run("live", "--headless", "--json", "--camera", clip.toString(), "--region", "75,115,330");
    JsonObject truth =
        JsonParser.parseString(Files.readString(DATA.resolve("clips/s08.labels.json")))
            .getAsJsonObject();
    int right = 0;
    int all = 0;
    for (var element : truth.getAsJsonArray("segments")) {
      JsonArray segment = element.getAsJsonArray();
      for (int f = segment.get(1).getAsInt() + 5; f <= segment.get(2).getAsInt() - 5; f++) {
        var letter = lines.get(f).get("letter");
        all++;
        right +=
            !letter.isJsonNull() && letter.getAsString().equals(segment.get(0).getAsString())
                ? 1
                : 0;
      }
    }
    assertThat(lines).hasSize(541);
    assertThat((double) right / all).isGreaterThan(0.85);
  }

  @Test
  void seesNothingWhereNothingIsSigned() {
    Path nothing = DATA.resolve("asl/train/s28");
    assumeTrue(Files.exists(nothing), "skipped: the real photographs are not beside this checkout");
    JsonObject figures = run("evaluate", "--samples", nothing.toString(), "--json").get(0);
    assertThat(figures.getAsJsonObject("false_accept_nothing").get("share").getAsDouble())
        .isLessThan(0.1);
  }
}
