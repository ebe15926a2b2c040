package org.signcam.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signcam.samples.Sample;

class SelectionTest {
  private final List<Sample> samples =
      IntStream.range(0, 10)
          .mapToObj(i -> ArrangementTest.sample("Ana", "20261123T090000", "A", i))
          .toList();
  private final Selection selection = new Selection();

  @BeforeEach
  void arrange() {
    selection.arrange(arranged(samples));
  }

  private static Arrangement arranged(List<Sample> samples) {
    return new Arrangement(samples, List.of(new Arrangement.Group("all", 0, samples.size())));
  }

  private int[] chosen() {
    return IntStream.range(0, 10).filter(selection::has).toArray();
  }

  @Test
  void aClickChoosesOneCtrlOneMoreAndShiftARange() {
    selection.click(2, false, false);
    selection.click(7, true, false);
    assertThat(chosen()).containsExactly(2, 7);
    selection.click(5, false, true);
    assertThat(chosen()).containsExactly(5, 6, 7);
    selection.click(9, false, true);
    assertThat(chosen()).as("from the same anchor").containsExactly(7, 8, 9);
    selection.click(8, true, false);
    assertThat(chosen()).containsExactly(7, 9);
    selection.click(1, false, false);
    assertThat(chosen()).containsExactly(1);
    selection.click(-1, false, false);
    assertThat(chosen()).isEmpty();
  }

  @Test
  void ctrlAndShiftAddARange() {
    selection.click(0, false, false);
    selection.click(4, true, false);
    selection.click(6, true, true);
    assertThat(chosen()).containsExactly(0, 4, 5, 6);
  }

  @Test
  void whatIsStillThereStaysChosenInAnotherOrder() {
    selection.click(2, false, false);
    selection.click(4, false, true);
    List<Sample> others = new ArrayList<>(samples);
    others.remove(3);
    Collections.reverse(others);
    selection.arrange(arranged(others));
    assertThat(selection.samples()).containsExactly(samples.get(4), samples.get(2));
    assertThat(others.get(selection.lead())).isEqualTo(samples.get(4));
  }

  @Test
  void whenTheLeadIsGoneTheOneInItsPlaceLeads() {
    selection.click(9, false, false);
    selection.arrange(arranged(samples.subList(0, 9)));
    assertThat(selection.lead()).isEqualTo(8);
    assertThat(selection.count()).isZero();
    selection.arrange(arranged(List.of()));
    assertThat(selection.lead()).isEqualTo(-1);
    selection.arrange(arranged(samples));
    assertThat(selection.lead()).isEqualTo(-1);
    selection.all();
    assertThat(selection.count()).isEqualTo(10);
  }

  @Test
  void aGroupIsChosenAsAWhole() {
    selection.arrange(
        new Arrangement(
            samples, List.of(new Arrangement.Group("a", 0, 4), new Arrangement.Group("b", 4, 6))));
    selection.click(0, false, false);
    selection.group(1, true);
    assertThat(selection.count()).isEqualTo(7);
    selection.group(0, false);
    assertThat(chosen()).containsExactly(0, 1, 2, 3);
  }
}
