package org.signcam.hand;

/**
 * What a hand can do, in degrees, each with the limits of a healthy adult's active motion (American
 * Academy of Orthopaedic Surgeons, "Joint Motion: Method of Measuring and Recording", 1965; the
 * thumb's as measured by Barakat, Field and Taylor 2013, https://doi.org/10.1007/s11552-013-9492-y;
 * spread, and that the last two joints of a finger bend together, as in Lin, Wu and Huang 2000,
 * https://doi.org/10.1109/HUMO.2000.897381). The last four are not joints of the hand: they turn
 * and lower the whole of it.
 */
public enum Joint {
  /** Bends the index finger at its knuckle towards the palm. */
  INDEX_KNUCKLE(-20, 95),
  /** Spreads it towards the thumb. */
  INDEX_SPREAD(-20, 20),
  /** Bends its middle joint. */
  INDEX_MIDDLE(-5, 112),
  /** Bends its last joint. */
  INDEX_LAST(-10, 85),
  MIDDLE_KNUCKLE(-20, 95),
  MIDDLE_SPREAD(-15, 15),
  MIDDLE_MIDDLE(-5, 112),
  MIDDLE_LAST(-10, 85),
  RING_KNUCKLE(-20, 95),
  RING_SPREAD(-15, 15),
  RING_MIDDLE(-5, 112),
  RING_LAST(-10, 85),
  LITTLE_KNUCKLE(-20, 95),
  LITTLE_SPREAD(-30, 20),
  LITTLE_MIDDLE(-5, 112),
  LITTLE_LAST(-10, 85),
  /** The thumb's metacarpal away from the fingers' direction, in the plane of the palm. */
  THUMB_OUT(-15, 70),
  /** The same, out of that plane towards the palm's side. */
  THUMB_FORWARD(-15, 65),
  /** Turns the thumb about itself until its pulp faces the fingers. */
  THUMB_ROLL(-20, 110),
  THUMB_KNUCKLE(-10, 65),
  THUMB_LAST(-20, 85),
  /** Bends the wrist towards the palm. */
  WRIST_BEND(-70, 80),
  /** Bends it towards the thumb. */
  WRIST_ASIDE(-40, 25),
  /** Turns the hand about the forearm: 0 shows the palm, 180 its back. */
  FACING(-200, 200),
  /** Leans it towards the viewer. */
  LEAN(-90, 90),
  /** Turns it in the picture, anticlockwise. */
  TILT(-180, 180),
  /** Lowers it, mm instead of degrees: a hand at rest is not held up. */
  DROP(0, 400);

  private final double least;
  private final double most;

  Joint(double least, double most) {
    this.least = least;
    this.most = most;
  }

  /** Degrees. */
  public double least() {
    return least;
  }

  /** Degrees. */
  public double most() {
    return most;
  }
}
