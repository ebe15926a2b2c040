package org.signcam.hand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Persons: how they hold letters, and where their hands' points are seen. */
class HabitsTest {
  private static final int SIDE = 200;

  @Property(tries = 200)
  void anybodysLetterIsWithinTheJointsLimits(
      @ForAll int seed, @ForAll @IntRange(max = 23) int letter, @ForAll @IntRange(max = 99) int n) {
    Pose pose = new Habits(seed).of(Handshapes.letters().get(letter), n);
    double[] angles = Arrays.stream(Joint.values()).mapToDouble(pose::at).toArray();
    assertThat(Pose.of(angles)).isEqualTo(pose); // else it throws
    assertThat(pose.at(Joint.DROP)).isZero();
  }

  @Test
  void aPersonIsMoreLikeThemselvesThanLikeOthers() {
    double own = 0;
    double others = 0;
    for (int seed = 0; seed < 30; seed++) {
      Pose first = new Habits(seed).of("A", 1);
      assertThat(new Habits(seed).of("A", 1)).isEqualTo(first);
      own += apart(first, new Habits(seed).of("A", 2));
      others += apart(first, new Habits(seed + 100).of("A", 1));
    }
    assertThat(own).isPositive().isLessThan(0.6 * others);
  }

  private static double apart(Pose a, Pose b) {
    return Arrays.stream(Joint.values()).mapToDouble(j -> Math.abs(a.at(j) - b.at(j))).sum();
  }

  @Test
  void gIsShownFromEitherSide() {
    List<Double> facing =
        IntStream.range(0, 20)
            .mapToObj(seed -> new Habits(seed).of("G", 1).at(Joint.FACING))
            .toList();
    assertThat(facing).anyMatch(degrees -> degrees < 90).anyMatch(degrees -> degrees > 120);
  }

  /** Two fingers together are a U, apart a V; whoever makes one does not make the other. */
  @Test
  void nobodysUIsAV() {
    int wide = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Pose u = new Habits(seed).of("U", 1);
      wide += u.at(Joint.INDEX_SPREAD) - u.at(Joint.MIDDLE_SPREAD) > 6.5 ? 1 : 0;
    }
    assertThat(wide).isLessThan(5);
  }

  /** Every point lies on the hand that is drawn, the fingers' tips where a finger ends. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thePointsAreOnTheHand(boolean left) {
    Scene scene = new Scene(3, Tone.BROWN, Room.WALL, left, SIDE, SIDE, SIDE);
    for (String letter : Handshapes.letters()) {
      Pose pose = new Habits(5).of(letter, 1);
      int[] drawn = scene.room().clone();
      scene.draw(pose, 0.3, drawn);
      double[] points = scene.points(pose, 0.3);
      assertThat(points).hasSize(63);
      for (int i = 0; i < points.length; i += 3) {
        int at = ((int) points[i + 1]) * SIDE + (int) points[i];
        assertThat(drawn[at]).as("point %d of %s", i / 3, letter).isNotEqualTo(scene.room()[at]);
      }
    }
  }

  @Test
  void theTipsOfBAreAboveItsKnucklesAndNearerWhenItLeansForward() {
    Scene scene = new Scene(3, Tone.BROWN, Room.WALL, false, SIDE, SIDE, SIDE);
    Pose b = Handshapes.of("B");
    double[] upright = scene.points(b, 0);
    double[] leaning = scene.points(b.with(j -> j == Joint.LEAN ? 50 : b.at(j)), 0);
    for (int tip = 8; tip <= 20; tip += 4) {
      assertThat(upright[3 * tip + 1]).isLessThan(upright[3 * (tip - 3) + 1]);
      assertThat(leaning[3 * tip + 2]).isLessThan(upright[3 * tip + 2]);
    }
  }
}
