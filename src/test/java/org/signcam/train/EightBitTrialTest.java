package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signcam.samples.Sample;

class EightBitTrialTest {
  @Test
  void looksAtPhotographsWhereThereAreAny() {
    List<Sample> rendered =
        IntStream.range(0, 400)
            .mapToObj(i -> new Sample(Path.of(i + ".jpg"), "drawn-1-" + i, "A", null))
            .toList();
    Sample photograph = new Sample(Path.of("a.jpg"), "ann", "A", null);
    List<Sample> both = new ArrayList<>(rendered);
    both.add(photograph);
    assertThat(EightBitTrial.some(both, 1)).containsExactly(photograph);
    assertThat(EightBitTrial.some(rendered, 1)).hasSize(256).doesNotHaveDuplicates();
  }
}
