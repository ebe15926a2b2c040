package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final int[] LABELS = {1, Example.NONE, 0};

  private static float sum(float[] values, int row) {
    return values[3 * row] + values[3 * row + 1] + values[3 * row + 2];
  }

  @Test
  void aPictureWithoutLabelIsNotCounted() {
    float[] targets = Objective.targets(LABELS, 3, 0.3);
    assertThat(sum(targets, 0)).isCloseTo(-0.5f, within(1e-6f)); // two are labelled
    assertThat(sum(targets, 1)).isZero();
    assertThat(targets[1]).isCloseTo(-0.5f * (0.7f + 0.1f), within(1e-6f));
    assertThat(targets[0]).isCloseTo(-0.5f * 0.1f, within(1e-6f));
  }

  @Test
  void theTeachersWordIsBlendedInAndIsAllThatIsSaidOfPicturesWithoutLabel() {
    float[] targets = Objective.targets(LABELS, 3, 0);
    float[][] taught = {{0.2f, 0.8f, 0}, {0.5f, 0.25f, 0.25f}, {1, 0, 0}};
    Objective.blend(targets, taught, 0.6);
    assertThat(targets[0]).isCloseTo(-0.6f * 0.2f / 3, within(1e-6f));
    assertThat(targets[1]).isCloseTo(-0.4f / 2 - 0.6f * 0.8f / 3, within(1e-6f));
    assertThat(targets[3]).isCloseTo(-0.6f * 0.5f / 3, within(1e-6f));
  }

  @Test
  void whatShinesThroughByMixupCountsAsMuchAsItIsSeen() {
    Batch.Mixed mixed = new Batch.Mixed(new int[] {2, 1, 0}, 0.25);
    Batch batch = new Batch(null, new int[] {0, 1, 2}, null, null, mixed);
    Recipe unsmoothed = Recipe.of("resnet18").with(Map.of("smoothing", 0));
    float[] targets = new Objective(null, unsmoothed, 3).targets(batch);
    float third = -1f / 3;
    assertThat(targets)
        .containsExactly(
            new float[] {
              0.75f * third, 0, 0.25f * third, 0, third, 0, 0.25f * third, 0, 0.75f * third
            },
            within(1e-6f));
  }
}
