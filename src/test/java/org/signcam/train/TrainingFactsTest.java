package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.signcam.samples.Sample;
import org.signcam.samples.Split;

class TrainingFactsTest {
  @Test
  void namesThePeopleAndCountsTheRendered() {
    List<Sample> samples =
        Stream.of("ann", "drawn-1-0001", "drawn-1-0002", "drawn-1-0001")
            .map(signer -> new Sample(Path.of(signer, "A", "0.jpg"), signer, "A", null))
            .toList();
    TrainingData data =
        new TrainingData(
            List.of("A", "B"), List.of("A", "B"), null, new Split(samples, List.of()), "");
    Training.Settings settings =
        new Training.Settings(
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            Path.of("m.safetensors"),
            1,
            60,
            Device.cpu(),
            null);
    Map<String, Object> facts = TrainingFacts.of(Recipe.of("resnet18"), data, settings, null, 1);
    assertThat(facts)
        .containsEntry("signers", List.of("ann"))
        .containsEntry("signers_seen", List.of("ann"))
        .containsEntry("rendered_signers", 2)
        .containsEntry("rendered_seen", true)
        .containsEntry("pictures", 4);
  }
}
