package org.signcam.hand;

import java.util.ArrayList;
import java.util.List;

/**
 * A hand's flesh: round cones along its bones, in groups. Within a group they melt into each other
 * (polynomial smooth minimum: Quilez, https://iquilezles.org/articles/smin/), between groups there
 * is a crease. Arrays of plain numbers, for whoever asks a million times a picture.
 */
final class Flesh {
  /** Groups: the palm with the forearm, thumb and fingers from 1 on, the sleeve. */
  static final int PALM = 0;

  static final int SLEEVE = 6;

  /** How far the cones of a group melt, mm. */
  private static final float[] MELT = {9, 5, 4, 4, 4, 4, 14};

  /** Radii at the joints, base to tip, mm; a thumb has three. */
  private static final double[][] RADII = {
    {11.6, 9.9, 7.7},
    {10.6, 9.3, 7.9, 6.3},
    {10.8, 9.6, 8.1, 6.5},
    {10.2, 9.0, 7.7, 6.2},
    {9.0, 7.9, 6.8, 5.5}
  };

  private static final double PALM_RADIUS = 11;
  private static final double FOREARM_LENGTH = 260;

  final int size;
  final float[] ax;
  final float[] ay;
  final float[] az;
  final float[] bx;
  final float[] by;
  final float[] bz;
  final float[] ra;
  final float[] rb;
  final float[] perLength; // 1/|b − a|², 0 for a ball
  final int[] group;

  /** The bone that a cone lies on; {@code null} in the forearm. */
  final Bone[] bone;

  private record Cone(Vec a, Vec b, double ra, double rb, int group, Bone bone) {}

  /**
   * @param plumpness 1 for the mean; 0.8 to 1.25
   * @param sleeve where it begins, mm from the wrist; as far as there is arm for none
   */
  Flesh(Skeleton skeleton, double plumpness, double sleeve) {
    List<Cone> cones = new ArrayList<>();
    for (int finger = 0; finger < RADII.length; finger++) {
      digit(cones, skeleton, finger, plumpness);
    }
    palm(cones, skeleton, plumpness);
    forearm(cones, skeleton, plumpness, sleeve);
    cones.sort((a, b) -> Integer.compare(a.group, b.group));
    size = cones.size();
    ax = new float[size];
    ay = new float[size];
    az = new float[size];
    bx = new float[size];
    by = new float[size];
    bz = new float[size];
    ra = new float[size];
    rb = new float[size];
    perLength = new float[size];
    group = new int[size];
    bone = new Bone[size];
    for (int i = 0; i < size; i++) {
      Cone c = cones.get(i);
      ax[i] = (float) c.a.x();
      ay[i] = (float) c.a.y();
      az[i] = (float) c.a.z();
      bx[i] = (float) (c.b.x() - c.a.x());
      by[i] = (float) (c.b.y() - c.a.y());
      bz[i] = (float) (c.b.z() - c.a.z());
      ra[i] = (float) c.ra;
      rb[i] = (float) (c.rb - c.ra);
      double square = c.b.minus(c.a).dot(c.b.minus(c.a));
      perLength[i] = square < 1e-6 ? 0 : (float) (1 / square);
      group[i] = c.group;
      bone[i] = c.bone;
    }
  }

  static float melt(int group) {
    return MELT[group];
  }

  /** Where the middle of the last ball lies: the end, but for a last bone's flesh. */
  static Vec tip(Bone bone) {
    double[] radii = RADII[bone.finger()];
    return bone.last() ? bone.at(bone.length() - radii[bone.part()]) : bone.end();
  }

  /**
   * How thick a bone's flesh is, mm.
   *
   * @param share of the bone, 0 at its base
   */
  static double radius(Bone bone, double share) {
    double[] radii = RADII[bone.finger()];
    return bone.part() == 0
        ? PALM_RADIUS
        : radii[bone.part() - 1] + share * (radii[bone.part()] - radii[bone.part() - 1]);
  }

  private static void digit(List<Cone> cones, Skeleton skeleton, int finger, double plump) {
    double[] radii = RADII[finger];
    int own = finger + 1;
    int last = finger == 0 ? 2 : 3;
    for (int part = 1; part <= last; part++) {
      Bone bone = skeleton.bone(finger, part);
      double from = radii[part - 1] * plump;
      double to = radii[part] * plump;
      Vec end = bone.last() ? bone.at(bone.length() - to) : bone.end();
      Vec middle = bone.base().towards(end, 0.5);
      // Slimmer between the joints, as fingers are.
      double waist = (from + to) / 2 * (finger == 0 ? 0.98 : 0.94);
      cones.add(new Cone(bone.base(), middle, from, waist, own, bone));
      cones.add(new Cone(middle, end, waist, to, own, bone));
      // The pad on the palm's side; it leaves the joints free, where the creases are.
      Vec volar = bone.frame().z().times(bone.last() ? 1.6 : 2.4);
      double pad = waist * (bone.last() ? 0.92 : 0.9);
      double begin = bone.last() ? 0.35 : 0.32;
      cones.add(
          new Cone(
              bone.base().towards(end, begin).plus(volar),
              bone.base().towards(end, bone.last() ? 0.92 : 0.68).plus(volar),
              pad,
              bone.last() ? to * 0.9 : pad,
              own,
              bone));
    }
  }

  private static void palm(List<Cone> cones, Skeleton skeleton, double plump) {
    for (int finger = 1; finger < RADII.length; finger++) {
      Bone bone = skeleton.bone(finger, 0);
      double head = RADII[finger][0] * plump;
      cones.add(new Cone(bone.at(-4), bone.end(), 12.5 * plump, head, PALM, bone));
      // The knuckle's flesh goes with the finger: half of the first phalanx is the palm's too.
      Bone first = skeleton.bone(finger, 1);
      cones.add(
          new Cone(first.base(), first.at(first.length() * 0.34), head, head * 0.95, PALM, first));
      if (finger > 1) { // the web between two
        Bone before = skeleton.bone(finger - 1, 0);
        cones.add(
            new Cone(
                before.at(before.length() * 0.6),
                bone.at(bone.length() * 0.6),
                10 * plump,
                10 * plump,
                PALM,
                bone));
        cones.add(
            new Cone(
                before.end().plus(before.frame().y().times(4)),
                bone.end().plus(bone.frame().y().times(4)),
                7.5 * plump,
                7.5 * plump,
                PALM,
                bone));
      }
    }
    Turn hand = skeleton.hand();
    Bone thumb = skeleton.bone(0, 0);
    // The ball of the thumb goes with its metacarpal.
    cones.add(new Cone(thumb.base(), thumb.end(), 14 * plump, 11.8 * plump, PALM, thumb));
    cones.add(
        new Cone(
            hand.of(new Vec(8, 22, 5)),
            thumb.at(thumb.length() * 0.62),
            14 * plump,
            12.5 * plump,
            PALM,
            thumb));
    Bone index = skeleton.bone(1, 0);
    cones.add(
        new Cone(
            thumb.at(thumb.length() * 0.55),
            index.at(index.length() * 0.45),
            9 * plump,
            10 * plump,
            PALM,
            index));
    Bone first = skeleton.bone(0, 1);
    cones.add(
        new Cone(
            first.base(), first.at(first.length() * 0.4), 11.5 * plump, 10.6 * plump, PALM, first));
    // And that of the little finger.
    Bone little = skeleton.bone(4, 0);
    cones.add(
        new Cone(
            hand.of(new Vec(-19, 20, 5)),
            little.at(46).plus(hand.z().times(4)),
            13 * plump,
            11.5 * plump,
            PALM,
            little));
    cones.add(
        new Cone(
            hand.of(new Vec(12, 6, 1)),
            hand.of(new Vec(-12, 6, 1)),
            15 * plump,
            15 * plump,
            PALM,
            index));
  }

  private static void forearm(List<Cone> cones, Skeleton skeleton, double plump, double sleeve) {
    Turn arm = skeleton.forearm();
    for (int side = -1; side <= 1; side += 2) {
      Vec wrist = arm.of(new Vec(side * 10, 4, 0));
      Vec middle = arm.of(new Vec(side * 13, -110, 0));
      Vec elbow = arm.of(new Vec(side * 16, -FOREARM_LENGTH, 0));
      cones.add(new Cone(wrist, middle, 17 * plump, 25 * plump, PALM, null));
      cones.add(new Cone(middle, elbow, 25 * plump, 34 * plump, PALM, null));
      if (sleeve < FOREARM_LENGTH) {
        Vec cuff = arm.of(new Vec(side * 13, -sleeve, 0));
        cones.add(new Cone(cuff, cuff, 33 * plump, 33 * plump, SLEEVE, null));
        cones.add(new Cone(cuff, elbow, 31 * plump, 46 * plump, SLEEVE, null));
      }
    }
  }
}
