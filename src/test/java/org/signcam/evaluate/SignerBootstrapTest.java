package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.signcam.evaluate.Made.LETTERS;
import static org.signcam.evaluate.Made.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignerBootstrapTest {
  @Test
  void theIntervalHoldsTheFigureAndIsTheSameEveryTime() {
    List<Tally> signers = signers(9, 0.7);
    List<Double> interval = accuracy(signers);
    assertThat(interval.get(0)).isLessThan(Tally.sum(2, signers).accuracy());
    assertThat(interval.get(1)).isGreaterThan(Tally.sum(2, signers).accuracy());
    assertThat(accuracy(signers)).isEqualTo(interval);
  }

  @Test
  void ofManySignersItIsTheNormalOne() {
    // Signers of 20 pictures each, right with 0.7: the mean's deviation is √(0.7·0.3/20/200).
    List<Tally> signers = signers(200, 0.7);
    double half = 1.96 * Math.sqrt(0.7 * 0.3 / 20 / 200);
    double mean = Tally.sum(2, signers).accuracy();
    assertThat(accuracy(signers).get(0)).isCloseTo(mean - half, within(0.15 * half));
    assertThat(accuracy(signers).get(1)).isCloseTo(mean + half, within(0.15 * half));
  }

  @Test
  void asManySignersAreDrawnAsThereAreAndTheMiddleOfTheDrawsIsKept() {
    List<Integer> sizes = new ArrayList<>();
    List<Double> interval =
        new SignerBootstrap<>(signers(3, 0.5))
            .interval(
                draw -> {
                  sizes.add(draw.size());
                  return (double) sizes.size();
                });
    assertThat(sizes).hasSize(SignerBootstrap.DRAWS).containsOnly(3);
    assertThat(interval).containsExactly(51.0, 1950.0); // 50 of 2,000 are left out at each end
  }

  @Test
  void oneSignerSaysNothingOfOthers() {
    assertThat(accuracy(signers(1, 0.5))).isNull();
    assertThat(accuracy(List.of())).isNull();
  }

  @Test
  void aFigureThatNoDrawKnowsHasNoInterval() {
    assertThat(new SignerBootstrap<>(signers(3, 0.5)).interval(draw -> null)).isNull();
  }

  private static List<Double> accuracy(List<Tally> signers) {
    return new SignerBootstrap<>(signers).interval(draw -> Tally.sum(2, draw).accuracy());
  }

  private static List<Tally> signers(int count, double right) {
    Random random = new Random(7);
    List<Tally> signers = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      Tally tally = new Tally(2);
      for (int i = 0; i < 20; i++) {
        double a = random.nextDouble() < right ? 0.9 : 0.05;
        tally.add(outcome("A", "s", a, 0.95 - a), LETTERS);
      }
      signers.add(tally);
    }
    return signers;
  }
}
