package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {
  @Test
  void everyHalfComesBackFromFloat() {
    for (int bits = 0; bits < 0x10000; bits++) {
      short half = (short) bits;
      float value = Half.toFloat(half);
      if (Float.isNaN(value)) {
        assertThat(bits & 0x7fff).isGreaterThan(0x7c00);
        assertThat(Half.toFloat(Half.fromFloat(value))).isNaN();
      } else if (Half.fromFloat(value) != half) {
        throw new AssertionError(Integer.toHexString(bits) + " is " + value + " and not back");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0",
    "0x3c00, 1",
    "0xc000, -2",
    "0x3555, 0.333251953125",
    "0x7bff, 65504",
    "0x0400, 0x1p-14",
    "0x0001, 0x1p-24",
    "0x83ff, -0x1.ff8p-15",
    "0x7c00, Infinity",
    "0xfc00, -Infinity"
  })
  void knownValues(String bits, String value) {
    short half = (short) (int) Integer.decode(bits);
    String decimal = value.contains("x") && !value.contains("p") ? value + "p0" : value;
    assertThat(Half.toFloat(half)).isEqualTo(Float.parseFloat(decimal));
    assertThat(Half.fromFloat(Float.parseFloat(decimal))).isEqualTo(half);
  }

  @Test
  void zeroKeepsItsSign() {
    assertThat(Half.fromFloat(-0f)).isEqualTo((short) 0x8000);
    assertThat(Float.floatToRawIntBits(Half.toFloat((short) 0x8000))).isEqualTo(0x80000000);
  }

  @Test
  void whatIsTooLargeBecomesInfiniteAndTheEdgeIsATie() {
    assertThat(Half.fromFloat(Math.nextDown(65520f))).isEqualTo((short) 0x7bff);
    assertThat(Half.fromFloat(65520f)).isEqualTo((short) 0x7c00);
    assertThat(Half.fromFloat(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
  }

  @Test
  void whatIsTooSmallBecomesZeroAndTheEdgeIsATie() {
    assertThat(Half.fromFloat(0x1p-25f)).isEqualTo((short) 0);
    assertThat(Half.fromFloat(Math.nextUp(0x1p-25f))).isEqualTo((short) 1);
    assertThat(Half.fromFloat(Float.MIN_VALUE)).isEqualTo((short) 0);
  }

  /** Midway between two neighbours the one with the even last bit wins; a hair aside, the near. */
  @Test
  void everyTieGoesToTheEvenNeighbour() {
    for (int low = 0; low < 0x7bff; low++) {
      float below = Half.toFloat((short) low);
      float above = Half.toFloat((short) (low + 1));
      float middle = (below + above) / 2; // exact: a half has 11 bits, a float 24
      int even = low % 2 == 0 ? low : low + 1;
      if (Half.fromFloat(middle) != (short) even
          || Half.fromFloat(Math.nextDown(middle)) != (short) low
          || Half.fromFloat(Math.nextUp(middle)) != (short) (low + 1)
          || Half.fromFloat(-middle) != (short) (even | 0x8000)) {
        throw new AssertionError("Wrong around " + middle);
      }
    }
  }

  @Property
  void noHalfIsNearerThanTheOneChosen(@ForAll @FloatRange(min = -65504, max = 65504) float value) {
    short half = Half.fromFloat(value);
    double error = Math.abs((double) Half.toFloat(half) - value);
    for (int step : new int[] {-1, 1}) {
      int magnitude = (half & 0x7fff) + step;
      if (magnitude >= 0 && magnitude < 0x7c00) {
        short neighbour = (short) ((half & 0x8000) | magnitude);
        assertThat(error).isLessThanOrEqualTo(Math.abs((double) Half.toFloat(neighbour) - value));
      }
    }
  }
}
