package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
