package org.signcam.ui.practice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signcam.hand.Handshapes;

class AdviceTest {
  @Test
  void whatDiffersIsSaid() {
    assertThat(Advice.of("B", "E")).isEqualTo("straighten all fingers");
    assertThat(Advice.of("A", "I")).isEqualTo("bend the little finger");
    assertThat(Advice.of("D", "A")).isEqualTo("straighten the index finger");
    assertThat(Advice.of("W", "U")).isEqualTo("straighten the ring finger");
    assertThat(Advice.of("V", "U")).isEqualTo("spread the index and middle fingers");
    assertThat(Advice.of("U", "V")).isEqualTo("bring the index and middle fingers together");
    assertThat(Advice.of("S", "A")).contains("thumb");
    assertThat(Advice.of("G", "L")).contains("turn the hand");
    assertThat(Advice.of("A", "hello")).contains("compare");
  }

  @Test
  void thereIsAdviceForEveryPair() {
    for (String wanted : Handshapes.letters()) {
      for (String seen : Handshapes.letters()) {
        assertThat(Advice.of(wanted, seen)).as(wanted + seen).isNotBlank();
      }
    }
  }
}
