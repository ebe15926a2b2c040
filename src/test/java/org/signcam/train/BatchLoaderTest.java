package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.samples.SampleSet;

class BatchLoaderTest {
  private static final int N = 6;
  private static final int SIDE = 32;

  @TempDir Path folder;

  private static int[] pixels(Batch batch) {
    ByteBuffer rgb = ((Batch.Pictures) batch.input()).rgb();
    int[] values = new int[rgb.limit()];
    Arrays.setAll(values, i -> Byte.toUnsignedInt(rgb.get(i)));
    return values;
  }

  @Test
  void mixupLaysTheBatchBackwardsOverItself() throws Exception {
    SampleSet set = SampleSet.read(List.of(DrawnHands.write(folder, 1, 2)));
    List<Example> examples =
        Example.of(set.samples(), List.of("A", "B", "nothing"), Landmarks.NONE);
    double[] alike = new double[examples.size()];
    Arrays.fill(alike, 1);
    Sampler sampler = new Sampler(Recipe.Drawing.SHUFFLED, alike, N, 3);
    Augmenter still = new Augmenter(0, Rooms.NONE, null);
    double mostSeen = 0;
    try (Source plain = new BatchLoader(examples, sampler, still, SIDE, 0, 0, 2);
        Source mixing = new BatchLoader(examples, sampler, still, SIDE, 1, 0, 2)) {
      for (int step = 0; step < 20; step++) {
        Batch clear = plain.next();
        Batch mixed = mixing.next();
        assertThat(clear.mixed()).isNull();
        double share = mixed.mixed().share();
        assertThat(share).isBetween(0.0, 0.5);
        mostSeen = Math.max(mostSeen, share);
        assertThat(mixed.labels()).isEqualTo(clear.labels());
        for (int i = 0; i < N; i++) {
          assertThat(mixed.mixed().labels()[i]).isEqualTo(clear.labels()[N - 1 - i]);
        }
        int[] before = pixels(clear);
        int[] after = pixels(mixed);
        int size = before.length / N;
        for (int at = 0; at < after.length; at += 97) {
          int other = (N - 1 - at / size) * size + at % size;
          double expected = (1 - share) * before[at] + share * before[other];
          assertThat((double) after[at]).isCloseTo(expected, within(0.501));
        }
      }
    }
    assertThat(mostSeen).isGreaterThan(0.2);
  }
}
