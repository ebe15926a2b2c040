package org.signcam.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void areValuesOfTheNearestRank() {
    double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
    assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(50, 95, 99));
    double[] twenty = IntStream.rangeClosed(1, 20).mapToDouble(i -> i).toArray();
    assertThat(Percentiles.of(twenty)).isEqualTo(new Percentiles(10, 19, 20));
    assertThat(Percentiles.of(7)).isEqualTo(new Percentiles(7, 7, 7));
    assertThatThrownBy(Percentiles::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void areInOrderAndAmongTheValues(
      @ForAll @Size(min = 1, max = 50) @DoubleRange(min = 0, max = 9) double[] values) {
    Percentiles p = Percentiles.of(values);
    assertThat(p.p50()).isLessThanOrEqualTo(p.p95());
    assertThat(p.p95()).isLessThanOrEqualTo(p.p99());
    assertThat(values).contains(p.p50(), p.p95(), p.p99());
  }
}
