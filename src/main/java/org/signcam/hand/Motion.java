package org.signcam.hand;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The way from one pose to another, as smoothly as people move (minimum jerk: Flash and Hogan 1985,
 * https://doi.org/10.1523/JNEUROSCI.05-07-01688.1985) and so that, among A to I, no finger goes
 * through another (among all letters by up to 11 mm): straight where that is free, else the thumb
 * gets out of the way first, or the fingers fan.
 */
public final class Motion {
  /** Flesh gives so much, mm. */
  private static final double GIVES = 3.5;

  private static final int CHECKED = 24;

  private final Pose from;
  private final Pose to;
  private final Way way;

  private enum Way {
    STRAIGHT,
    THUMB_ASIDE,
    FANNED
  }

  /** Finds a way. */
  public Motion(Pose from, Pose to) {
    this(from, to, free(from, to));
  }

  private Motion(Pose from, Pose to, Way way) {
    this.from = from;
    this.to = to;
    this.way = way;
  }

  private static Way free(Pose from, Pose to) {
    if (overlap(from, to, Way.STRAIGHT) <= GIVES) {
      return Way.STRAIGHT;
    }
    return Stream.of(Way.values())
        .min(Comparator.comparingDouble(way -> overlap(from, to, way)))
        .orElseThrow();
  }

  private static double overlap(Pose from, Pose to, Way way) {
    return new Motion(from, to, way).overlap();
  }

  /** The deepest overlap on the way, mm. */
  double overlap() {
    double deepest = 0;
    for (int i = 0; i <= CHECKED; i++) {
      Skeleton skeleton = new Skeleton(at((double) i / CHECKED));
      deepest = Math.max(deepest, Clearance.overlap(skeleton));
    }
    return deepest;
  }

  /**
   * On the way.
   *
   * @param share of the time, 0–1
   */
  public Pose at(double share) {
    if (way == Way.STRAIGHT) {
      return from.towards(to, eased(share));
    }
    double thumb = way == Way.THUMB_ASIDE ? 1 : 0.8;
    double aside = eased(share / 0.35) * eased((1 - share) / 0.35) * thumb;
    double fan = way == Way.FANNED ? eased(share / 0.3) * eased((1 - share) / 0.3) : 0;
    double fingers = eased((share - 0.2) / 0.6);
    double whole = eased(share);
    return from.with(
        joint -> {
          boolean digit = joint.compareTo(Joint.WRIST_BEND) < 0;
          double moved = digit ? fingers : whole;
          double angle = from.at(joint) + moved * (to.at(joint) - from.at(joint));
          return switch (joint) {
            case THUMB_OUT -> angle + aside * (55 - angle);
            case THUMB_FORWARD -> angle + aside * (32 - angle);
            case THUMB_ROLL -> angle + aside * (30 - angle);
            case THUMB_KNUCKLE, THUMB_LAST -> angle * (1 - aside);
            case INDEX_SPREAD -> angle + fan * (9 - angle);
            case MIDDLE_SPREAD -> angle + fan * (1 - angle);
            case RING_SPREAD -> angle + fan * (-5 - angle);
            case LITTLE_SPREAD -> angle + fan * (-12 - angle);
            case MIDDLE_KNUCKLE -> angle + fan * 0.5 * (30 - angle);
            default -> angle;
          };
        });
  }

  /** Of 0–1; what is beyond is the nearer of the two. */
  private static double eased(double share) {
    double s = Math.max(0, Math.min(1, share));
    return s * s * s * (10 + s * (6 * s - 15));
  }
}
