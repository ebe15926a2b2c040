package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.signcam.evaluate.Made.LETTERS;
import static org.signcam.evaluate.Made.outcome;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.signcam.evaluate.Tally.Bin;

class TallyTest {
  @Test
  void picturesLieInFifteenBinsByConfidence() {
    Tally one = new Tally(2);
    one.add(outcome("A", "s", 0.91, 0), LETTERS); // right
    one.add(outcome("B", "s", 0.93, 0), LETTERS); // wrong
    Tally other = new Tally(2);
    other.add(outcome("A", "s", 0.62, 0), LETTERS); // right
    List<Bin> bins = Tally.sum(2, List.of(one, other)).bins();
    assertThat(bins).hasSize(15).extracting(Bin::pictures).containsOnlyOnce(1, 2);
    Bin full = bins.get(13);
    assertThat(full.lower()).isEqualTo(13.0 / 15);
    assertThat(full.upper()).isEqualTo(14.0 / 15);
    assertThat(full.pictures()).isEqualTo(2);
    assertThat(full.confidence()).isCloseTo(0.92, within(1e-6));
    assertThat(full.right()).isEqualTo(0.5);
    assertThat(bins.get(9).right()).isEqualTo(1);
    assertThat(bins.get(0)).isEqualTo(new Bin(0, 1.0 / 15, 0, null, null));
  }

  @Property(tries = 200)
  void everyPictureIsInTheBinThatHoldsItsConfidence(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> confidences) {
    Tally all = new Tally(2);
    for (double confidence : confidences) {
      Tally one = new Tally(2);
      one.add(outcome("A", "s", confidence, 0), LETTERS);
      Bin only = one.bins().stream().filter(bin -> bin.pictures() == 1).findFirst().orElseThrow();
      assertThat(only.confidence()).isBetween(only.lower() - 1e-9, only.upper() + 1e-9);
      all = Tally.sum(2, List.of(all, one));
    }
    assertThat(all.bins().stream().mapToInt(Bin::pictures).sum()).isEqualTo(confidences.size());
    assertThat(all.pictures()).isEqualTo(confidences.size());
  }
}
