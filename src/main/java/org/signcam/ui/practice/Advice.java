package org.signcam.ui.practice;

import java.util.ArrayList;
import java.util.List;
import org.signcam.hand.Handshapes;
import org.signcam.hand.Joint;
import org.signcam.hand.Pose;

/** What to change in a hand so that it shows another letter, from the two poses; pure. */
final class Advice {
  private static final double BENT = 90; // degrees of a finger's joints together
  private static final double SPREAD = 8; // degrees between two fingers
  private static final double TURNED = 40; // degrees of the whole hand

  private static final List<Finger> FINGERS =
      List.of(
          new Finger("index", Joint.INDEX_KNUCKLE, Joint.INDEX_MIDDLE, Joint.INDEX_LAST),
          new Finger("middle", Joint.MIDDLE_KNUCKLE, Joint.MIDDLE_MIDDLE, Joint.MIDDLE_LAST),
          new Finger("ring", Joint.RING_KNUCKLE, Joint.RING_MIDDLE, Joint.RING_LAST),
          new Finger("little", Joint.LITTLE_KNUCKLE, Joint.LITTLE_MIDDLE, Joint.LITTLE_LAST));

  private record Finger(String name, Joint knuckle, Joint middle, Joint last) {
    double bend(Pose pose) {
      return pose.at(knuckle) + pose.at(middle) + pose.at(last);
    }
  }

  private Advice() {}

  /**
   * What makes the letter of another one, a few words without a stop.
   *
   * @param wanted one of {@link Handshapes#letters}
   * @param seen any label; for one without a handshape the advice is general
   */
  static String of(String wanted, String seen) {
    if (!Handshapes.letters().contains(seen)) {
      return "compare with the hand shown";
    }
    Pose to = Handshapes.of(wanted);
    Pose from = Handshapes.of(seen);
    List<String> straighten = new ArrayList<>();
    List<String> bend = new ArrayList<>();
    for (Finger finger : FINGERS) {
      double more = finger.bend(to) - finger.bend(from);
      if (Math.abs(more) > BENT) {
        (more > 0 ? bend : straighten).add(finger.name());
      }
    }
    List<String> said = new ArrayList<>();
    if (turned(to, from)) {
      said.add("turn the hand");
    }
    if (!straighten.isEmpty()) {
      said.add("straighten " + words(straighten));
    }
    if (!bend.isEmpty()) {
      said.add("bend " + words(bend));
    }
    double apart = apart(to) - apart(from);
    if (said.isEmpty() && Math.abs(apart) > SPREAD) {
      said.add(
          apart > 0
              ? "spread the index and middle fingers"
              : "bring the index and middle fingers together");
    }
    return said.isEmpty() ? "mind where the thumb lies" : String.join(", ", said);
  }

  private static double apart(Pose pose) {
    return pose.at(Joint.INDEX_SPREAD) - pose.at(Joint.MIDDLE_SPREAD);
  }

  private static boolean turned(Pose to, Pose from) {
    for (Joint joint : List.of(Joint.FACING, Joint.LEAN, Joint.TILT)) {
      double by = Math.abs(to.at(joint) - from.at(joint)) % 360;
      if (Math.min(by, 360 - by) > TURNED) {
        return true;
      }
    }
    return false;
  }

  private static String words(List<String> fingers) {
    int n = fingers.size();
    if (n == FINGERS.size()) {
      return "all fingers";
    }
    return n == 1
        ? "the " + fingers.get(0) + " finger"
        : "the "
            + String.join(", ", fingers.subList(0, n - 1))
            + " and "
            + fingers.get(n - 1)
            + " fingers";
  }
}
