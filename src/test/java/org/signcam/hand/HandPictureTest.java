package org.signcam.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandPictureTest {
  private static final int SIDE = 64;
  private static final int GROUND = 0x2040ff; // no skin is blue

  static Stream<String> letters() {
    return Handshapes.letters().stream();
  }

  private static BufferedImage draw(String letter, boolean mirrored, double degrees) {
    return new HandPicture(Handshapes.of(letter), Tone.MEDIUM, mirrored, SIDE, SIDE, GROUND)
        .draw(degrees);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
  }

  private static boolean isHand(BufferedImage image, int x, int y) {
    return (image.getRGB(x, y) & 0xffffff) != GROUND;
  }

  @ParameterizedTest
  @MethodSource("letters")
  void theHandFillsThePictureAndOnlyItsArmLeavesIt(String letter) {
    for (double degrees : new double[] {-HandPicture.MOST_TURN, 0, HandPicture.MOST_TURN}) {
      BufferedImage image = draw(letter, false, degrees);
      long hand =
          IntStream.range(0, SIDE * SIDE).filter(i -> isHand(image, i % SIDE, i / SIDE)).count();
      assertThat(hand).as("%s at %.0f°", letter, degrees).isGreaterThan(SIDE * SIDE / 12);
      assertThat(edgeRuns(image)).as("%s at %.0f°", letter, degrees).isLessThanOrEqualTo(1);
    }
  }

  /** How many pieces of the picture's edge, all around, are hand. */
  private static long edgeRuns(BufferedImage image) {
    int last = SIDE - 1;
    boolean[] around = new boolean[4 * last];
    for (int i = 0; i < last; i++) {
      around[i] = isHand(image, i, 0);
      around[last + i] = isHand(image, last, i);
      around[2 * last + i] = isHand(image, last - i, last);
      around[3 * last + i] = isHand(image, 0, last - i);
    }
    return IntStream.range(0, around.length)
        .filter(i -> around[i] && !around[(i + around.length - 1) % around.length])
        .count();
  }

  @Test
  void mirroredItIsTheMirrorImage() {
    for (double degrees : new double[] {0, 30}) {
      BufferedImage straight = draw("F", false, degrees);
      BufferedImage mirrored = draw("F", true, degrees);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          assertThat(mirrored.getRGB(SIDE - 1 - x, y)).isEqualTo(straight.getRGB(x, y));
        }
      }
    }
  }

  /** Whoever faces a right hand that shows its palm sees its little finger to the left. */
  @Test
  void aRightHandIsSeenByWhomItFacesAndItsOwnerSeesItMirrored() {
    assertThat(columnOfTheTop(draw("I", false, 0))).isLessThan(SIDE / 2);
    assertThat(columnOfTheTop(draw("I", true, 0))).isGreaterThan(SIDE / 2);
  }

  private static int columnOfTheTop(BufferedImage image) {
    return IntStream.range(0, SIDE * SIDE)
            .filter(i -> isHand(image, i % SIDE, i / SIDE))
            .findFirst()
            .orElseThrow()
        % SIDE;
  }

  @Test
  void everyTurnLooksOtherwise() {
    HandPicture hand = new HandPicture(Handshapes.of("C"), Tone.MEDIUM, true, SIDE, SIDE, GROUND);
    int[] straight = pixels(hand.draw(0));
    assertThat(pixels(hand.draw(0))).isEqualTo(straight);
    assertThat(pixels(hand.draw(20))).isNotEqualTo(straight);
    assertThat(pixels(hand.draw(-20))).isNotEqualTo(pixels(hand.draw(20)));
    assertThatThrownBy(() -> hand.draw(50)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hand.draw(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
