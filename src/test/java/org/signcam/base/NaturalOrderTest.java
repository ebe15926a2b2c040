package org.signcam.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersInNamesCountAsNumbers() {
    assertThat(Stream.of("t10", "t2", "T1", "t02").sorted(NaturalOrder.INSTANCE))
        .containsExactly("T1", "t02", "t2", "t10");
  }

  @Property
  void isATotalOrder(
      @ForAll @StringLength(max = 4) @CharRange(from = '0', to = '2') String a,
      @ForAll @StringLength(max = 4) @CharRange(from = '0', to = '2') String b,
      @ForAll @StringLength(max = 4) @CharRange(from = '0', to = '2') String c) {
    NaturalOrder order = NaturalOrder.INSTANCE;
    assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
    assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
    if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
      assertThat(order.compare(a, c)).isLessThanOrEqualTo(0);
    }
  }
}
