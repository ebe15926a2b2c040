package org.signcam.hand;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a hand does with each of its joints: a right hand's, of which a left one's is the mirror.
 */
public final class Pose {
  private final Map<Joint, Double> angles = new EnumMap<>(Joint.class);

  private Pose(ToDoubleFunction<Joint> angle) {
    for (Joint joint : Joint.values()) {
      angles.put(joint, angle.applyAsDouble(joint));
    }
  }

  /**
   * A pose of all joints in their order, degrees.
   *
   * @throws IllegalArgumentException when there is one too many or too few, or one is beyond its
   *     joint's limits
   */
  public static Pose of(double... angles) {
    Joint[] joints = Joint.values();
    if (angles.length != joints.length) {
      throw new IllegalArgumentException(
          "A pose has " + joints.length + " angles, not " + angles.length);
    }
    Map<Joint, Double> all = new EnumMap<>(Joint.class);
    for (int i = 0; i < angles.length; i++) {
      if (!(angles[i] >= joints[i].least() && angles[i] <= joints[i].most())) {
        throw new IllegalArgumentException(joints[i] + " cannot be at " + angles[i] + "°");
      }
      all.put(joints[i], angles[i]);
    }
    return new Pose(all::get);
  }

  /** Degrees. */
  public double at(Joint joint) {
    return angles.get(joint);
  }

  /** The same but for some joints; what is beyond a joint's limit becomes the limit. */
  public Pose with(ToDoubleFunction<Joint> changed) {
    return new Pose(
        joint -> Math.max(joint.least(), Math.min(joint.most(), changed.applyAsDouble(joint))));
  }

  /**
   * On the way to another pose.
   *
   * @param share 0 for this one to 1 for the other
   */
  public Pose towards(Pose other, double share) {
    return with(joint -> at(joint) + share * (other.at(joint) - at(joint)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pose pose && angles.equals(pose.angles);
  }

  @Override
  public int hashCode() {
    return angles.hashCode();
  }

  @Override
  public String toString() {
    return angles.toString();
  }
}
