package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signcam.samples.Sample;
import org.signcam.samples.Split;

class TrainingDataTest {
  @Test
  void aSideNamesFortySignersAndCountsTheOthers() {
    assertThat(line(41)).startsWith("train: 41 pictures of 41 signers (s1 ").contains(" s41)");
    assertThat(line(42)).contains(" s40 and 2 more)").doesNotContain("s41");
  }

  private static String line(int signers) {
    List<Sample> samples =
        IntStream.rangeClosed(1, signers)
            .mapToObj(i -> new Sample(Path.of("s" + i, "A", "0.jpg"), "s" + i, "A", null))
            .toList();
    Split split = new Split(samples, List.of());
    return new TrainingData(List.of("A"), List.of("A"), null, split, "").describe().get(0);
  }
}
