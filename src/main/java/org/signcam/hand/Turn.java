package org.signcam.hand;

/**
 * A rotation: where it takes the three axes. Angles are in degrees and turn as seen from the tip of
 * the axis, anticlockwise.
 */
record Turn(Vec x, Vec y, Vec z) {
  static final Turn NONE = new Turn(new Vec(1, 0, 0), new Vec(0, 1, 0), new Vec(0, 0, 1));

  static Turn aboutX(double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return new Turn(new Vec(1, 0, 0), new Vec(0, c, s), new Vec(0, -s, c));
  }

  static Turn aboutY(double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return new Turn(new Vec(c, 0, -s), new Vec(0, 1, 0), new Vec(s, 0, c));
  }

  static Turn aboutZ(double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return new Turn(new Vec(c, s, 0), new Vec(-s, c, 0), new Vec(0, 0, 1));
  }

  /** Takes a vector along. */
  Vec of(Vec v) {
    return x.times(v.x()).plus(y.times(v.y())).plus(z.times(v.z()));
  }

  /** First {@code inner}, then this. */
  Turn of(Turn inner) {
    return new Turn(of(inner.x), of(inner.y), of(inner.z));
  }

  /** Back again. */
  Turn inverse() {
    return new Turn(
        new Vec(x.x(), y.x(), z.x()), new Vec(x.y(), y.y(), z.y()), new Vec(x.z(), y.z(), z.z()));
  }
}
