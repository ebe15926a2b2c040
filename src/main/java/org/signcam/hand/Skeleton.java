package org.signcam.hand;

import java.util.ArrayList;
import java.util.List;

/**
 * The bones of a right hand in a pose. Lengths are means of adults: Buryanov and Kotiuk 2010,
 * "Proportions of Hand Segments", https://doi.org/10.4067/S0717-95022010000300015, table of bones
 * and of the flesh beyond the last ones. The wrist is at 0,0,0; x to the thumb's side, y along the
 * hand, z out of the palm, before the pose turns it all towards the viewer.
 */
final class Skeleton {
  /** Of a finger: its three phalanges with the flesh at the end, mm. */
  private static final double[][] PHALANGES = {
    {31.57, 21.67 + 5.67},
    {39.78, 22.38, 15.82 + 3.84},
    {44.63, 26.33, 17.40 + 3.95},
    {41.37, 25.65, 17.30 + 3.95},
    {32.74, 18.11, 15.96 + 3.73}
  };

  private static final double THUMB_METACARPAL = 46.22;

  /** Where the thumb begins, and the fingers' metacarpals: the carpus lies between. */
  private static final Vec[] ROOTS = {
    new Vec(20, 24, 10),
    new Vec(13, 30, 0),
    new Vec(2, 31, -2),
    new Vec(-9, 29, -1),
    new Vec(-18, 26, 2)
  };

  /** The knuckles; the palm is a shallow bowl. */
  private static final Vec[] KNUCKLES = {
    null, new Vec(25, 97, 0), new Vec(3, 100, -3), new Vec(-17, 94, -1), new Vec(-35, 83, 4)
  };

  /** How far a finger's plane of bending is turned, so that all tips come together, degrees. */
  private static final double[] CONVERGENCE = {0, -6, 2, 9, 18};

  private final List<Bone> bones = new ArrayList<>();
  private final Turn hand;
  private final Turn forearm;

  Skeleton(Pose pose) {
    this(pose, Turn.NONE);
  }

  /**
   * @param whole turns all of it once more, forearm and all, about the wrist
   */
  Skeleton(Pose pose, Turn whole) {
    hand =
        whole
            .of(Turn.aboutZ(pose.at(Joint.TILT)))
            .of(Turn.aboutY(pose.at(Joint.FACING)))
            .of(Turn.aboutX(pose.at(Joint.LEAN)));
    Turn wrist =
        Turn.aboutZ(-pose.at(Joint.WRIST_ASIDE)).of(Turn.aboutX(pose.at(Joint.WRIST_BEND)));
    forearm = hand.of(wrist.inverse());
    thumb(pose);
    Joint[] joints = Joint.values();
    for (int finger = 1; finger < PHALANGES.length; finger++) {
      int first = (finger - 1) * 4;
      finger(
          finger,
          pose.at(joints[first]),
          pose.at(joints[first + 1]),
          pose.at(joints[first + 2]),
          pose.at(joints[first + 3]));
    }
  }

  private void thumb(Pose pose) {
    double out = Math.toRadians(pose.at(Joint.THUMB_OUT));
    double forward = Math.toRadians(pose.at(Joint.THUMB_FORWARD));
    Vec along =
        new Vec(
            Math.sin(out) * Math.cos(forward),
            Math.cos(out) * Math.cos(forward),
            Math.sin(forward));
    Vec across = new Vec(-1, 0, 0);
    Vec pulp = across.minus(along.times(across.dot(along))).unit();
    Turn frame =
        new Turn(along.cross(pulp), along, pulp).of(Turn.aboutY(-pose.at(Joint.THUMB_ROLL)));
    double knuckle = pose.at(Joint.THUMB_KNUCKLE);
    double last = pose.at(Joint.THUMB_LAST);
    add(0, 0, ROOTS[0], frame, THUMB_METACARPAL, 0, knuckle);
    frame = frame.of(Turn.aboutX(knuckle));
    Vec base = ROOTS[0].plus(along.times(THUMB_METACARPAL));
    add(0, 1, base, frame, PHALANGES[0][0], knuckle, last);
    base = base.plus(frame.y().times(PHALANGES[0][0]));
    add(0, 2, base, frame.of(Turn.aboutX(last)), PHALANGES[0][1], last, 0);
  }

  private void finger(int finger, double knuckle, double spread, double middle, double last) {
    Vec base = KNUCKLES[finger];
    Vec along = base.minus(ROOTS[finger]);
    Vec side = along.cross(new Vec(0, 0, 1)).unit();
    Turn palm = new Turn(side, along.unit(), side.cross(along.unit()));
    add(finger, 0, ROOTS[finger], palm, along.length(), 0, knuckle);
    double[] bends = {knuckle, middle, last, 0};
    Turn frame = Turn.aboutY(CONVERGENCE[finger]).of(Turn.aboutZ(-spread));
    for (int part = 1; part <= 3; part++) {
      frame = frame.of(Turn.aboutX(bends[part - 1]));
      double length = PHALANGES[finger][part - 1];
      add(finger, part, base, frame, length, bends[part - 1], bends[part]);
      base = base.plus(frame.y().times(length));
    }
  }

  private void add(
      int finger, int part, Vec base, Turn frame, double length, double bend, double next) {
    bones.add(new Bone(finger, part, hand.of(base), hand.of(frame), length, bend, next));
  }

  /** All of them: the thumb's three, then the fingers' four each. */
  List<Bone> bones() {
    return bones;
  }

  /** One of them. */
  Bone bone(int finger, int part) {
    return bones.get(finger == 0 ? part : 3 + (finger - 1) * 4 + part);
  }

  /** How the palm is turned. */
  Turn hand() {
    return hand;
  }

  /** How the forearm is turned: it runs from 0,0,0 against its y. */
  Turn forearm() {
    return forearm;
  }
}
