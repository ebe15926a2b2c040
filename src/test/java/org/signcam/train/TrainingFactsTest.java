package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.image.OpenCv;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Safetensors;
import org.signcam.samples.Sample;
import org.signcam.samples.Split;
import org.signcam.ui.TinyModel;

class TrainingFactsTest {
  @TempDir Path dir;

  @Test
  void namesThePeopleAndCountsTheRendered() {
    assertThat(facts(null, "ann", "drawn-1-0001", "drawn-1-0002", "drawn-1-0001"))
        .containsEntry("signers", List.of("ann"))
        .containsEntry("signers_seen", List.of("ann"))
        .containsEntry("rendered_signers", 2)
        .containsEntry("rendered_seen", true)
        .containsEntry("pictures", 4);
  }

  @Test
  void whatItStartedFromHadSeenItHasSeen() throws Exception {
    OpenCv.load();
    Path people = TinyModel.write(dir.resolve("people.safetensors"), dir.resolve("scratch"));
    assertThat(facts(people, "ann")).containsEntry("rendered_seen", false);
    ModelCard card = GestureModel.card(people);
    Path both = dir.resolve("both.safetensors");
    Map<String, Object> seen = Map.of("signers_seen", List.of("eve"), "rendered_seen", true);
    GestureModel.save(both, card.withTraining(seen), Safetensors.read(people).tensors());
    assertThat(facts(both, "ann"))
        .containsEntry("signers_seen", List.of("ann", "eve"))
        .containsEntry("rendered_signers", 0)
        .containsEntry("rendered_seen", true);
  }

  private static Map<String, Object> facts(Path weights, String... signers) {
    List<Sample> samples =
        Stream.of(signers)
            .map(signer -> new Sample(Path.of(signer, "A", "0.jpg"), signer, "A", null))
            .toList();
    List<String> letters = List.of("A", "B");
    TrainingData data = new TrainingData(letters, letters, null, new Split(samples, List.of()), "");
    Path out = Path.of("m.safetensors");
    Training.Settings settings =
        new Training.Settings(
            weights, List.of(), List.of(), null, null, null, out, 1, 60, Device.cpu(), null);
    return TrainingFacts.of(Recipe.of("resnet18"), data, settings, null, 1);
  }
}
