package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.model.ModelStore;

/** The vectors of other people that ship with the default model. */
class ShippedReplayTest {
  @Test
  void fitTheModelAndHoldPeopleWhomItWasNeverTrainedOn(@TempDir Path cache) {
    Path model = ModelStore.folder().resolve(ModelStore.DEFAULT + ".safetensors");
    ReplaySet set = ReplaySet.read(ModelStore.replay(model));
    assertThat(set.entries()).as("none erased by mistake").hasSize(3586);
    assertThat(set.entries().stream().filter(e -> e.keptOut()).map(e -> e.signer()).distinct())
        .containsExactlyInAnyOrder("s02", "s08", "s09", "s12");
    Progress silent =
        new Progress() {
          @Override
          public void say(String line) {}

          @Override
          public void step(String task, long done, long all, String detail) {}
        };
    try (VectorModel vectors = new VectorModel(model, Device.cpu(), cache, silent)) {
      assertThat(set.network()).isEqualTo(vectors.digest());
    }
  }
}
