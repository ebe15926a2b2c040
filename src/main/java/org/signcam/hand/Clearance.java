package org.signcam.hand;

import java.util.List;

/** How far fingers lie within each other: flesh gives a little, bones do not. */
final class Clearance {
  private static final int SAMPLES = 12;

  private Clearance() {}

  /**
   * The deepest that any two of the thumb and the fingers are in each other, mm; the thumb also in
   * the palm. 0 where none touch. Two neighbours' first halves, which the palm joins, do not count.
   */
  static double overlap(Skeleton skeleton) {
    double deepest = 0;
    List<Bone> bones = skeleton.bones();
    for (Bone a : bones) {
      for (Bone b : bones) {
        if (meet(a, b)) {
          deepest = Math.max(deepest, overlap(a, b));
        }
      }
    }
    return deepest;
  }

  private static boolean meet(Bone a, Bone b) {
    if (a.finger() >= b.finger() || a.part() == 0) {
      return false;
    }
    boolean palm = b.part() == 0;
    return !palm || (a.finger() == 0 && !(a.part() == 1 && b.finger() == 1));
  }

  private static double overlap(Bone a, Bone b) {
    boolean joined =
        a.finger() > 0 && a.part() == 1 && b.part() == 1 && b.finger() == a.finger() + 1;
    double from = joined ? 0.5 : 0;
    Vec start = b.at(from * b.length());
    Vec along = Flesh.tip(b).minus(start);
    double deepest = 0;
    for (int i = 0; i <= SAMPLES; i++) {
      double share = from + (1 - from) * i / SAMPLES;
      Vec p = a.base().towards(Flesh.tip(a), share);
      double h = Math.max(0, Math.min(1, p.minus(start).dot(along) / along.dot(along)));
      double apart = p.minus(start.plus(along.times(h))).length();
      double radii = Flesh.radius(a, share) + Flesh.radius(b, from + (1 - from) * h);
      deepest = Math.max(deepest, radii - apart);
    }
    return deepest;
  }
}
