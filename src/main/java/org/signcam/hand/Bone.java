package org.signcam.hand;

/**
 * A bone in its place.
 *
 * @param finger 0 for the thumb to 4 for the little finger
 * @param part 0 for the metacarpal, 1 to 3 for the phalanges from the knuckle on (a thumb has no 3)
 * @param base where it begins, mm
 * @param frame y along it, z towards its palm side, x towards the thumb's side
 * @param length mm; with the flesh beyond it, for a last one
 * @param bend of the joint at its base, degrees
 * @param next of the joint at its end, degrees; 0 for a last one
 */
record Bone(int finger, int part, Vec base, Turn frame, double length, double bend, double next) {
  Vec end() {
    return at(length);
  }

  /** A point of it, so many mm from its base. */
  Vec at(double along) {
    return base.plus(frame.y().times(along));
  }

  boolean last() {
    return part == (finger == 0 ? 2 : 3);
  }
}
