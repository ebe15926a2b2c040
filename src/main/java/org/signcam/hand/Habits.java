package org.signcam.hand;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How one person holds the letters: everybody holds each a little differently, shows it from
 * another side, and some letters are made in more than one way. Seeded.
 */
public final class Habits {
  /** G and H are shown from the back as often as from the palm. */
  private static final Set<String> POINTING = Set.of("G", "H");

  private static final Set<Joint> SPREADS =
      EnumSet.of(Joint.INDEX_SPREAD, Joint.MIDDLE_SPREAD, Joint.RING_SPREAD, Joint.LITTLE_SPREAD);

  // Deviations of a Gaussian, degrees: of a person from the others, and of a person's own moments.
  private static final double FINGER = 5;
  private static final double SPREAD = 2.5; // more, and a U might be a V
  private static final double WRIST = 9;
  private static final double FACING = 15;
  private static final double LEAN = 12;
  private static final double TILT = 9;
  private static final double MOMENT = 0.35; // of the above

  private static final double MOST = 2; // deviations

  private final long seed;

  public Habits(long seed) {
    this.seed = seed;
  }

  /**
   * A letter as this person makes it.
   *
   * @param letter one of {@link Handshapes#letters}
   * @param moment number of the picture: no two are quite alike
   */
  public Pose of(String letter, long moment) {
    long own = seed * 1_000_003 + letter.hashCode();
    RandomGenerator person = new SplittableRandom(own);
    RandomGenerator now = new SplittableRandom(own * 1_000_003 + moment);
    Pose usual = manner(letter, person);
    return usual.with(
        joint -> {
          double deviation = deviation(joint);
          return usual.at(joint) + deviation * (normal(person) + MOMENT * normal(now));
        });
  }

  /** One of the ways in which a letter is made. */
  private static Pose manner(String letter, RandomGenerator person) {
    Pose usual = Handshapes.of(letter);
    double chance = person.nextDouble();
    double share = person.nextDouble();
    if (POINTING.contains(letter) && chance < 0.5) { // the palm seen, the thumb on top
      return usual.with(
          joint ->
              switch (joint) {
                case FACING -> -10 + 60 * share;
                case TILT -> 90;
                default -> usual.at(joint);
              });
    }
    return switch (letter) {
      case "A" -> chance < 0.5 ? usual : thumbOut(usual, share);
      case "B", "F" -> chance < 0.5 ? usual : fanned(usual, share); // fingers together or apart
      case "C", "O" -> facing(usual, 5 + 80 * share);
      case "D", "X" -> facing(usual, -20 + 95 * share);
      default -> usual;
    };
  }

  private static Pose facing(Pose pose, double degrees) {
    return pose.with(joint -> joint == Joint.FACING ? degrees : pose.at(joint));
  }

  /** The thumb stands off the fist instead of lying against it. */
  private static Pose thumbOut(Pose pose, double share) {
    return pose.with(
        joint ->
            switch (joint) {
              case THUMB_OUT -> pose.at(joint) + 22 * share;
              case THUMB_KNUCKLE, THUMB_LAST -> pose.at(joint) * (1 - share);
              default -> pose.at(joint);
            });
  }

  private static Pose fanned(Pose pose, double share) {
    return pose.with(
        joint ->
            pose.at(joint)
                + switch (joint) {
                  case INDEX_SPREAD -> 8 * share;
                  case RING_SPREAD -> -10 * share;
                  case LITTLE_SPREAD -> -18 * share;
                  default -> 0;
                });
  }

  private static double deviation(Joint joint) {
    return switch (joint) {
      case FACING -> FACING;
      case LEAN -> LEAN;
      case TILT -> TILT;
      case WRIST_BEND, WRIST_ASIDE -> WRIST;
      case DROP -> 0;
      default -> SPREADS.contains(joint) ? SPREAD : FINGER;
    };
  }

  private static double normal(RandomGenerator random) {
    return Math.max(-MOST, Math.min(MOST, random.nextGaussian()));
  }
}
