package org.signcam.hand;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A person before a webcam, all by chance from one seed: skin, hand, sleeve, habits and trembling,
 * room and lamp, and what the camera makes of it. The same seed is the same scene.
 *
 * @see org.signcam.image.Region#centred the square in which the hand is held
 */
public final class Scene {
  private static final double FOCAL = 1.05; // of the picture's height: 51° from top to bottom

  private static final double GAMMA = 2.2;
  private static final double MOST_HABIT = 16; // degrees
  private static final double HAND = 0.3; // share of what the camera meters
  private static final double TIP = 6; // mm from the end of a finger to what is called its tip

  private final int width;
  private final int height;
  private final double frame;
  private final Tone tone;
  private final boolean left;
  private final int[] room;
  private final Light light;
  private final float[] sleeveColour;
  private final double sleeve;
  private final double plumpness;
  private final double pixelsPerMm;
  private final double offX;
  private final double offY;
  private final long seed;
  private final double unsteady;
  private final double[] phases = new double[8];
  private final double blur;
  private final double noise;
  private final float[] gain = new float[3];

  /**
   * Everything by chance.
   *
   * @param width of its pictures, px
   */
  public static Scene random(long seed, int width, int height) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L);
    Tone tone = one(random, Tone.values());
    Room room = one(random, Room.values());
    return new Scene(seed, tone, room, false, width, height, height);
  }

  /**
   * @param seed of what is not given
   * @param left whether it is a left hand
   * @param frame height of the whole frame that this is the middle of, px
   */
  public Scene(long seed, Tone tone, Room room, boolean left, int width, int height, double frame) {
    this(seed, tone, room, left, width, height, frame, rgb -> {});
  }

  /**
   * As above, with more in the room.
   *
   * @param furnish paints over the room, width×height of 0xRRGGBB, before the camera meters it
   */
  public Scene(
      long seed,
      Tone tone,
      Room room,
      boolean left,
      int width,
      int height,
      double frame,
      Consumer<int[]> furnish) {
    this.seed = seed;
    this.tone = tone;
    this.left = left;
    this.width = width;
    this.height = height;
    this.frame = frame;
    Random random = new Random(seed * 0x9e3779b97f4a7c15L + 1);
    light = light(random);
    sleeveColour = new float[3];
    for (int c = 0; c < 3; c++) {
      sleeveColour[c] = (float) Math.pow(between(random, 0.05, 0.85), 2.2);
    }
    sleeve = between(random, 55, 230);
    plumpness = between(random, 0.9, 1.12);
    pixelsPerMm = frame / 480.0 * between(random, 0.92, 1.28);
    offX = between(random, -0.045, 0.045) * frame;
    offY = between(random, -0.045, 0.045) * frame;
    unsteady = between(random, 0.4, 1.6);
    for (int i = 0; i < phases.length; i++) {
      phases[i] = between(random, 0, 2 * Math.PI);
    }
    blur = frame / 480.0 * Math.abs(random.nextGaussian()) * 0.55;
    noise = 1 + Math.abs(random.nextGaussian()) * 2.5;
    double warm = random.nextGaussian() * 0.05;
    gain[0] = (float) (1 + warm);
    gain[1] = 1;
    gain[2] = (float) (1 - warm);
    BufferedImage picture = room.draw(width, height, random.nextLong());
    this.room = picture.getRGB(0, 0, width, height, null, 0, width);
    furnish.accept(this.room);
    double lamp = Math.pow(0.55 + 0.5 * light.lamp()[1], GAMMA);
    double wanted = between(random, 90, 130);
    double exposure = Math.max(0.75, Math.min(1.7, wanted / (metered() * lamp)));
    exposure = Math.pow(exposure, GAMMA); // of light, not of what a screen is told
    for (int c = 0; c < 3; c++) {
      gain[c] *= (float) exposure;
      scale(this.room, c, Math.pow(gain[c] * lamp, 1 / GAMMA));
    }
  }

  /** What a webcam meters, the whole picture and the hand among it: 0–255. */
  private double metered() {
    double sum = 0;
    for (int p : room) {
      sum += luma(p);
    }
    return (1 - HAND) * sum / room.length + HAND * luma(tone.rgb());
  }

  private static double luma(int p) {
    return 0.3 * (p >> 16 & 0xff) + 0.6 * (p >> 8 & 0xff) + 0.1 * (p & 0xff);
  }

  /** One channel, in place. */
  private static void scale(int[] rgb, int channel, double factor) {
    int shift = 16 - 8 * channel;
    for (int i = 0; i < rgb.length; i++) {
      int value = Math.min(255, (int) ((rgb[i] >> shift & 0xff) * factor));
      rgb[i] = (rgb[i] & ~(0xff << shift)) | value << shift;
    }
  }

  private static Light light(Random random) {
    double around = Math.toRadians(between(random, -70, 70));
    double up = Math.toRadians(between(random, 12, 65));
    Vec towards =
        new Vec(Math.sin(around) * Math.cos(up), Math.sin(up), Math.cos(around) * Math.cos(up));
    double contrast = between(random, 0.35, 1);
    double warm = between(random, -0.1, 0.16);
    float[] lamp = grey(0.95 * contrast, warm);
    float[] above = grey(0.75 - 0.38 * contrast, -warm * 0.5);
    float[] below = grey(0.45 - 0.25 * contrast, 0.06);
    return new Light(towards, lamp, above, below);
  }

  private static float[] grey(double value, double warm) {
    return new float[] {(float) (value * (1 + warm)), (float) value, (float) (value * (1 - warm))};
  }

  private static <T> T one(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  private static double between(Random random, double from, double to) {
    return from + random.nextDouble() * (to - from);
  }

  /** The room alone, 0xRRGGBB; to be blurred before the first hand is drawn over it. */
  public int[] room() {
    return room;
  }

  /** How unsharp the camera is: deviation of a Gaussian, px. */
  public double blur() {
    return blur;
  }

  /** How noisy: deviation, of 255. */
  public double noise() {
    return noise;
  }

  /**
   * Draws the hand over a picture of the room.
   *
   * @param seconds since the beginning; the hand trembles
   * @param rgb width×height of 0xRRGGBB
   */
  public void draw(Pose pose, double seconds, int[] rgb) {
    Held held = held(pose, seconds);
    Flesh flesh = new Flesh(held.skeleton, plumpness, sleeve);
    Light graded =
        new Light(
            light.towards(),
            Colours.product(light.lamp(), gain),
            Colours.product(light.above(), gain),
            Colours.product(light.below(), gain));
    // The eye is given for the picture as it will be, that is mirrored for a left hand.
    Vec eye = held.eye;
    Vec seen = left ? new Vec(-eye.x(), eye.y(), eye.z()) : eye;
    new HandRenderer(
            held.skeleton,
            flesh,
            tone,
            sleeveColour,
            graded,
            seen,
            FOCAL * frame,
            left,
            width,
            height)
        .draw(rgb);
  }

  /** A right hand before an eye, mm; a left one is its mirror image. */
  private record Held(Skeleton skeleton, Vec eye) {}

  private Held held(Pose pose, double seconds) {
    Pose own = tremble(habit(pose), seconds);
    Skeleton skeleton = new Skeleton(own);
    Vec centre = centre(skeleton);
    double distance = FOCAL * frame / pixelsPerMm;
    double sway = unsteady * 1.5;
    double x = -offX / pixelsPerMm + sway * wave(0, 0.31, seconds);
    double y = own.at(Joint.DROP) + offY / pixelsPerMm + sway * wave(1, 0.23, seconds);
    Vec eye = new Vec(centre.x() + (left ? -x : x), centre.y() + y, centre.z() + distance);
    return new Held(skeleton, eye);
  }

  /**
   * Where {@link #draw} puts the hand's 21 points, numbered as in MediaPipe Hands
   * (https://arxiv.org/abs/2006.10214): the wrist, then of the thumb and each finger its joints and
   * its tip.
   *
   * @return x0, y0, z0, … z20, px; z from the wrist's plane, smaller towards the camera
   */
  public double[] points(Pose pose, double seconds) {
    Held held = held(pose, seconds);
    List<Vec> joints = new ArrayList<>();
    joints.add(new Vec(0, 0, 0));
    for (int finger = 0; finger < 5; finger++) {
      int first = finger == 0 ? 0 : 1;
      for (int part = first; part < first + 3; part++) {
        Bone bone = held.skeleton.bone(finger, part);
        joints.add(bone.base());
        if (bone.last()) {
          joints.add(bone.at(bone.length() - TIP));
        }
      }
    }
    double[] points = new double[3 * joints.size()];
    for (int i = 0; i < joints.size(); i++) {
      Vec from = joints.get(i).minus(held.eye);
      double scale = FOCAL * frame / -from.z();
      points[3 * i] = width / 2.0 + (left ? -1 : 1) * scale * from.x();
      points[3 * i + 1] = height / 2.0 - scale * from.y();
      points[3 * i + 2] = -joints.get(i).z() * pixelsPerMm;
    }
    return points;
  }

  /** The middle of the box around the hand, as it is seen, mm. */
  private static Vec centre(Skeleton skeleton) {
    double left = 0;
    double right = 0;
    double low = 0;
    double high = 0;
    double depth = 0;
    for (Bone bone : skeleton.bones()) {
      Vec end = bone.end();
      left = Math.min(left, end.x());
      right = Math.max(right, end.x());
      low = Math.min(low, end.y());
      high = Math.max(high, end.y());
      depth += end.z() / skeleton.bones().size();
    }
    return new Vec((left + right) / 2, (low + high) / 2, depth);
  }

  /** Nobody holds a finger quite as another does; the same for all of a scene. */
  private Pose habit(Pose pose) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L + 2);
    return pose.with(
        joint -> {
          boolean digit = joint.compareTo(Joint.WRIST_BEND) < 0;
          double usual = digit ? 2.2 : joint == Joint.FACING ? 9 : 5;
          double own = random.nextGaussian() * usual;
          if (joint == Joint.DROP) {
            return pose.at(joint);
          }
          return pose.at(joint) + Math.max(-MOST_HABIT, Math.min(MOST_HABIT, own));
        });
  }

  private Pose tremble(Pose pose, double seconds) {
    double a = unsteady * 1.1 * wave(2, 0.37, seconds);
    double b = unsteady * 0.9 * wave(3, 0.29, seconds);
    double c = unsteady * 0.7 * wave(4, 1.7, seconds);
    return pose.with(
        joint ->
            pose.at(joint)
                + switch (joint) {
                  case TILT -> a;
                  case FACING -> 1.5 * b;
                  case LEAN -> b;
                  case INDEX_KNUCKLE, MIDDLE_KNUCKLE, RING_KNUCKLE, LITTLE_KNUCKLE -> c;
                  default -> 0;
                });
  }

  private double wave(int which, double hertz, double seconds) {
    return Math.sin(phases[which] + 2 * Math.PI * hertz * seconds)
        + 0.4 * Math.sin(phases[7 - which] + 2 * Math.PI * 2.3 * hertz * seconds);
  }
}
