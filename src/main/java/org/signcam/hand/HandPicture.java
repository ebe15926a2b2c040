package org.signcam.hand;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A pose on a plain ground, to look at from several sides: seen from the same place in every turn,
 * so near that the hand fills the picture and nowhere leaves it; only the arm does. Immutable.
 */
public final class HandPicture {
  /** How far it may be turned to either side, degrees: so far the framing holds. */
  public static final int MOST_TURN = 45;

  private static final double DISTANCE = 700; // mm from the eye
  private static final double MARGIN = 0.04; // of width and height
  private static final double NO_SLEEVE = 1000; // mm: beyond the arm's end
  private static final int STEP = 15; // degrees between two turns that are framed

  private final Pose pose;
  private final Tone tone;
  private final boolean mirrored;
  private final int width;
  private final int height;
  private final int ground;
  private final Light light;
  private final Vec pivot; // the hand is turned about the vertical through it
  private final Vec off; // of the eye from the pivot
  private final double focal; // px

  /**
   * Frames it.
   *
   * @param mirrored whether it is drawn as its mirror image
   * @param width of the picture, px
   * @param height of the picture, px
   * @param ground 0xRRGGBB
   */
  public HandPicture(Pose pose, Tone tone, boolean mirrored, int width, int height, int ground) {
    this.pose = pose;
    this.tone = tone;
    this.mirrored = mirrored;
    this.width = width;
    this.height = height;
    this.ground = ground;
    // The renderer keeps the lamp where it is; in a mirror it too changes sides.
    Vec towards = new Vec(mirrored ? -0.45 : 0.45, 0.6, 0.8);
    light =
        new Light(
            towards.unit(),
            new float[] {0.74f, 0.72f, 0.68f},
            new float[] {0.5f, 0.52f, 0.55f},
            new float[] {0.28f, 0.27f, 0.26f});
    Box still = new Box();
    still.take(new Skeleton(pose), new Vec(0, 0, 1e6)); // from so far that it is as in mm
    pivot = new Vec(still.middleX() * 1e6, still.middleY() * 1e6, still.middleZ());
    Vec ahead = new Vec(0, 0, DISTANCE);
    Box first = box(ahead);
    off = new Vec(first.middleX() * DISTANCE, first.middleY() * DISTANCE, DISTANCE);
    Box framed = box(off);
    focal = (0.5 - MARGIN) * Math.min(width / framed.halfWidth(), height / framed.halfHeight());
  }

  /** The hand without its arm in all its turns, in tangents as seen from the eye. */
  private Box box(Vec from) {
    Box box = new Box();
    for (int degrees = -MOST_TURN; degrees <= MOST_TURN; degrees += STEP) {
      Turn turn = Turn.aboutY(degrees);
      box.take(new Skeleton(pose, turn), turn.of(pivot).plus(from));
    }
    return box;
  }

  /**
   * Draws it.
   *
   * @param degrees it is turned about the vertical, anticlockwise as seen from above; in a mirror
   *     the other way round
   * @throws IllegalArgumentException beyond {@value #MOST_TURN} to either side
   */
  public BufferedImage draw(double degrees) {
    if (!(Math.abs(degrees) <= MOST_TURN)) {
      throw new IllegalArgumentException("A hand cannot be turned by " + degrees + "° here");
    }
    Turn turn = Turn.aboutY(degrees);
    Skeleton skeleton = new Skeleton(pose, turn);
    Vec eye = turn.of(pivot).plus(off);
    // The eye is given for the picture as it will be.
    Vec seen = mirrored ? new Vec(-eye.x(), eye.y(), eye.z()) : eye;
    int[] rgb = new int[width * height];
    Arrays.fill(rgb, ground);
    new HandRenderer(
            skeleton,
            new Flesh(skeleton, 1, NO_SLEEVE),
            tone,
            new float[3],
            light,
            seen,
            focal,
            mirrored,
            width,
            height)
        .draw(rgb);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, rgb, 0, width);
    return image;
  }

  /** What a hand covers, seen from a place. */
  private static final class Box {
    private double left = Double.POSITIVE_INFINITY;
    private double right = Double.NEGATIVE_INFINITY;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double back = Double.POSITIVE_INFINITY;
    private double front = Double.NEGATIVE_INFINITY;

    void take(Skeleton skeleton, Vec eye) {
      Flesh flesh = new Flesh(skeleton, 1, NO_SLEEVE);
      for (int i = 0; i < flesh.size; i++) {
        if (flesh.bone[i] != null) { // else it is the arm
          Vec a = new Vec(flesh.ax[i], flesh.ay[i], flesh.az[i]);
          take(a, flesh.ra[i], eye);
          Vec along = new Vec(flesh.bx[i], flesh.by[i], flesh.bz[i]);
          take(a.plus(along), flesh.ra[i] + flesh.rb[i], eye);
        }
      }
    }

    private void take(Vec at, double radius, Vec eye) {
      double depth = eye.z() - at.z();
      left = Math.min(left, (at.x() - radius - eye.x()) / depth);
      right = Math.max(right, (at.x() + radius - eye.x()) / depth);
      low = Math.min(low, (at.y() - radius - eye.y()) / depth);
      high = Math.max(high, (at.y() + radius - eye.y()) / depth);
      back = Math.min(back, at.z());
      front = Math.max(front, at.z());
    }

    double middleX() {
      return (left + right) / 2;
    }

    double middleY() {
      return (low + high) / 2;
    }

    /** mm. */
    double middleZ() {
      return (back + front) / 2;
    }

    double halfWidth() {
      return Math.max(-left, right);
    }

    double halfHeight() {
      return Math.max(-low, high);
    }
  }
}
