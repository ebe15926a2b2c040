package org.signcam.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The hand: its bones, its ways, its pictures. */
class HandTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  /** Flesh gives a few mm: where a thumb lies on a finger, and where fingers pass each other. */
  private static final double GIVES = 7;

  @Test
  void theStillLettersAreKnownAndTheMovingOnesAreNot() {
    assertThat(String.join("", Handshapes.letters())).isEqualTo("ABCDEFGHIKLMNOPQRSTUVWXY");
    assertThatThrownBy(() -> Handshapes.of("J")).hasMessageContaining("'J'");
    assertThatThrownBy(() -> Handshapes.of("rest")).hasMessageContaining("'rest'");
  }

  @Test
  void aJointHasLimits() {
    assertThatThrownBy(() -> Pose.of(1, 2)).hasMessageContaining("27 angles, not 2");
    double[] angles = new double[Joint.values().length];
    angles[0] = 100;
    assertThatThrownBy(() -> Pose.of(angles))
        .hasMessageContaining("INDEX_KNUCKLE cannot be at 100");
    Pose bent = Handshapes.of("B").with(joint -> 1000);
    assertThat(bent.at(Joint.INDEX_KNUCKLE)).isEqualTo(Joint.INDEX_KNUCKLE.most());
  }

  @Property(tries = 100)
  void bonesKeepTheirLengthsAndHangTogether(
      @ForAll @IntRange(max = 23) int from,
      @ForAll @IntRange(max = 23) int to,
      @ForAll @DoubleRange(max = 1) double share) {
    Skeleton skeleton = new Skeleton(new Motion(letter(from), letter(to)).at(share));
    Skeleton straight = new Skeleton(Handshapes.of("B"));
    for (int finger = 0; finger < 5; finger++) {
      for (int part = 1; part <= (finger == 0 ? 2 : 3); part++) {
        Bone bone = skeleton.bone(finger, part);
        Bone before = skeleton.bone(finger, part - 1);
        assertThat(bone.length()).isEqualTo(straight.bone(finger, part).length());
        assertThat(bone.base().minus(before.end()).length()).isLessThan(1e-6);
        assertThat(bone.frame().x().cross(bone.frame().y()).minus(bone.frame().z()).length())
            .isLessThan(1e-6); // a rotation, no mirror
      }
    }
  }

  private static Pose letter(int index) {
    return Handshapes.of(Handshapes.letters().get(index));
  }

  @Test
  void noFingerGoesThroughAnother() {
    List<String> deep = new ArrayList<>();
    for (String from : "ABCDEFGHI".split("", -1)) {
      for (String to : "ABCDEFGHI".split("", -1)) {
        if (!from.isEmpty() && !to.isEmpty()) {
          double overlap = new Motion(Handshapes.of(from), Handshapes.of(to)).overlap();
          if (overlap > GIVES) {
            deep.add(from + to + " " + Math.round(overlap) + " mm");
          }
        }
      }
    }
    assertThat(deep).isEmpty();
  }

  @Test
  void aWayBeginsAndEndsWhereItShould() {
    Pose from = Handshapes.of("S");
    Pose to = Handshapes.of("Y");
    Motion motion = new Motion(from, to);
    assertThat(motion.at(0)).isEqualTo(from);
    for (Joint joint : Joint.values()) {
      assertThat(motion.at(1).at(joint)).isEqualTo(to.at(joint), within(1e-9));
    }
  }

  @Test
  void aWordIsSpelledInItsTime() {
    Signing signing = new Signing("ab b", 1000, 400);
    // rest 500, to A 400, A 1000, to B 400, B 1000, to rest 400, rest 500, to B 400, B 1000, …
    assertThat(signing.at(0).letter()).isNull();
    assertThat(signing.at(899).letter()).isNull();
    assertThat(signing.at(900).letter()).isEqualTo("A");
    assertThat(signing.at(1899).letter()).isEqualTo("A");
    assertThat(signing.at(1900).letter()).isNull();
    assertThat(signing.at(2300).letter()).isEqualTo("B");
    assertThat(signing.at(2300).since()).isEqualTo(2300);
    assertThat(signing.at(3700).letter()).isNull();
    assertThat(signing.at(4600).letter()).isEqualTo("B");
    assertThat(signing.millis()).isEqualTo(6500);
    assertThat(signing.at(1e9).pose()).isEqualTo(Handshapes.rest());
  }

  @Test
  void betweenTwoAlikeTheHandLetsGo() {
    Signing signing = new Signing("AA", 1000, 400);
    assertThat(signing.at(2000).letter()).isNull();
    assertThat(signing.at(2300).pose().at(Joint.DROP)).isGreaterThan(150);
    assertThat(signing.at(2700).letter()).isEqualTo("A");
  }

  @Test
  void theSameSeedIsTheSamePictureAndAnotherIsNot() {
    assertThat(picture(3, "A", false)).isEqualTo(picture(3, "A", false));
    assertThat(Arrays.equals(picture(3, "A", false), picture(4, "A", false))).isFalse();
    assertThat(Arrays.equals(picture(3, "A", false), picture(3, "B", false))).isFalse();
  }

  /** Whoever is left-handed signs the mirror image; only the room and the lamp stay. */
  @Test
  void aLeftHandIsTheMirrorImageOfARightOne() {
    boolean[] right = hand("F", false);
    boolean[] left = hand("F", true);
    double best = 0;
    for (int aside = -12; aside <= 12; aside++) { // both are held a little to the same side
      best = Math.max(best, overlap(right, left, aside));
    }
    assertThat(best).isGreaterThan(0.95);
    assertThat(overlap(right, right, 0)).isLessThan(0.8); // F is not its own mirror image
  }

  /** What a hand has in common with another's mirror image, of both. */
  private static double overlap(boolean[] hand, boolean[] other, int aside) {
    int same = 0;
    int all = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 20; x < WIDTH - 20; x++) {
        boolean here = hand[y * WIDTH + x];
        boolean there = other[y * WIDTH + WIDTH - 1 - x + aside];
        all += here || there ? 1 : 0;
        same += here && there ? 1 : 0;
      }
    }
    return (double) same / all;
  }

  @Test
  void aHandAtRestIsOutOfTheSquare() {
    Scene scene = Scene.random(5, WIDTH, HEIGHT);
    int[] drawn = scene.room().clone();
    scene.draw(Handshapes.rest(), 0, drawn);
    int top = (int) (HEIGHT * 0.2);
    int bottom = (int) (HEIGHT * 0.75);
    for (int i = top * WIDTH; i < bottom * WIDTH; i++) {
      assertThat(drawn[i]).isEqualTo(scene.room()[i]);
    }
  }

  private static int[] picture(long seed, String letter, boolean left) {
    Scene scene = new Scene(seed, Tone.TAN, Room.WALL, left, WIDTH, HEIGHT, HEIGHT);
    int[] rgb = scene.room().clone();
    scene.draw(Handshapes.of(letter), 0.5, rgb);
    return rgb;
  }

  private static boolean[] hand(String letter, boolean left) {
    int[] room = new Scene(8, Tone.TAN, Room.WALL, left, WIDTH, HEIGHT, HEIGHT).room();
    int[] drawn = picture(8, letter, left);
    boolean[] hand = new boolean[room.length];
    for (int i = 0; i < hand.length; i++) {
      hand[i] = room[i] != drawn[i];
    }
    return hand;
  }
}
