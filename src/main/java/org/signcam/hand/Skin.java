package org.signcam.hand;

/** What colour a hand is where: palms, knuckles, creases, nails. One thread. */
final class Skin {
  /** The palm's three great creases, in the palm's own x and y, mm. */
  private static final float[][] PALM_LINES = {
    {-41, 66, -22, 69, -4, 77, 9, 88, 13, 96}, // heart
    {37, 72, 20, 70, 0, 60, -26, 46}, // head
    {36, 74, 22, 68, 9, 54, 2, 38, 5, 18} // life, around the ball of the thumb
  };

  private static final float JOINT = 9; // mm before and behind a joint
  private static final float[] FREE_EDGE = {0.72f, 0.64f, 0.56f};

  // Linear RGB: the back of the hand, and what is lighter and redder in it.
  private final float[] back;
  private final float[] palm;
  private final float[] knuckle;
  private final float[] nail;
  private final float[] sleeve;
  private final Skeleton skeleton;
  private final Turn hand;
  private final Turn forearm;
  private final float[] out = new float[3];
  private float gloss;

  Skin(Tone tone, float[] sleeve, Skeleton skeleton) {
    float[] swatch = Colours.linear(tone.rgb());
    float[] flushed = Colours.product(swatch, Colours.linear(0xffc8b4));
    back = Colours.mix(swatch, flushed, 0.55f); // the swatches are of cheeks; hands are redder
    float dark = 1 - Colours.luminance(swatch);
    palm =
        Colours.mix(
            back,
            Colours.linear(0xdfae98),
            0.2f - 0.08f * dark); // darker skin is paler there, but no other colour
    knuckle = Colours.mix(back, Colours.product(back, Colours.linear(0xc86450)), 0.25f);
    nail = Colours.mix(back, Colours.linear(0xf0c4b8), 0.3f - 0.05f * dark);
    this.sleeve = sleeve;
    this.skeleton = skeleton;
    hand = skeleton.hand();
    forearm = skeleton.forearm();
  }

  /** How much of the last colour's surface shines, 0–1. */
  float gloss() {
    return gloss;
  }

  /**
   * Linear RGB at a point of the flesh; the same array each time.
   *
   * @param nx the direction away from the flesh there, of length 1
   */
  float[] at(int group, Bone bone, float x, float y, float z, float nx, float ny, float nz) {
    gloss = 0.14f;
    if (group == Flesh.SLEEVE) {
      return cloth(x, y, z);
    }
    float u = along(hand.x(), x, y, z);
    float v = along(hand.y(), x, y, z);
    float w = along(hand.z(), x, y, z);
    boolean digit = bone != null && bone.part() > 0;
    float volar = bone == null ? along(hand.z(), nx, ny, nz) : volar(bone, x, y, z, nx, ny, nz);
    float inside = smooth(-0.15f, 0.55f, volar);
    inside *= 0.35f + 0.65f * smooth(-25, 25, v); // the arm is not as pale as the palm
    mixInto(back, palm, inside);
    if (digit) {
      digit(bone, x, y, z, volar, inside);
    } else if (bone != null) {
      palm(u, v, inside);
    }
    scale(1 + 0.05f * noise(u, v, w, 0.11f) + 0.035f * noise(u, v, w, 0.35f));
    return out;
  }

  private static float along(Vec axis, float x, float y, float z) {
    return (float) (axis.x() * x + axis.y() * y + axis.z() * z);
  }

  /**
   * How far a direction is the palm side's, −1 to 1; at a joint that is halfway between two bones'.
   */
  private float volar(Bone bone, float x, float y, float z, float nx, float ny, float nz) {
    float v = along(bone.frame().y(), x, y, z) - along(bone.frame().y(), bone.base());
    Vec own = ownAxis(bone, v);
    float back = 1 - smooth(-JOINT, JOINT, v);
    float on = smooth(-JOINT, JOINT, v - (float) bone.length());
    Vec other = own;
    float share = 0;
    if (!bone.last() && on > 0) {
      other = ownAxis(skeleton.bone(bone.finger(), bone.part() + 1), 0);
      share = on;
    } else if (bone.part() > 0 && back > 0) {
      other = ownAxis(skeleton.bone(bone.finger(), bone.part() - 1), 60);
      share = back;
    }
    float ax = (float) (own.x() + (other.x() - own.x()) * share);
    float ay = (float) (own.y() + (other.y() - own.y()) * share);
    float az = (float) (own.z() + (other.z() - own.z()) * share);
    return (ax * nx + ay * ny + az * nz) / (float) Math.sqrt(ax * ax + ay * ay + az * az);
  }

  private static float along(Vec axis, Vec p) {
    return (float) axis.dot(p);
  }

  private Vec ownAxis(Bone bone, float along) {
    if (bone.part() > 0 || bone.finger() > 0) {
      return bone.part() > 0 ? bone.frame().z() : hand.z();
    }
    return hand.z().towards(bone.frame().z(), 0.6 * smooth(5, 40, along)); // the thumb's ball
  }

  private void digit(Bone bone, float x, float y, float z, float volar, float inside) {
    float v = along(bone.frame().y(), x, y, z) - along(bone.frame().y(), bone.base());
    float u = along(bone.frame().x(), x, y, z) - along(bone.frame().x(), bone.base());
    float length = (float) bone.length();
    float outside = 1 - inside;
    // Knuckles and tips are redder.
    float joint = bump(v, 7) + (bone.last() ? 0 : bump(v - length, 7));
    blend(knuckle, 0.55f * outside * joint);
    if (bone.last()) {
      blend(knuckle, 0.35f * smooth(0.45f, 1, v / length));
    }
    // Folds on the palm's side of every joint, deeper where it is bent.
    float fold = bump(v - 0.8f, 1.3f) + 0.6f * bump(v + 2.2f, 1.2f);
    if (!bone.last()) {
      fold += bump(v - length + 0.8f, 1.3f);
    }
    scale(1 - 0.34f * Clamp.unit(fold) * inside);
    // Wrinkles on the back of the middle joint, smoothed out where it is bent.
    if (bone.part() == 1 || bone.part() == 2) {
      float at = bone.part() == 1 ? v - length : v;
      double bend = bone.part() == 1 ? bone.next() : bone.bend();
      float much = bump(at, 6) * Clamp.positive((float) (1 - bend / 70)) * outside;
      if (much > 0) {
        scale(1 - 0.3f * much * (0.5f + 0.5f * (float) Math.cos(at * 2.4f + Math.sin(u))));
      }
    }
    if (bone.last()) {
      nail(bone, u, v, length, volar);
    }
  }

  private void nail(Bone bone, float u, float v, float length, float volar) {
    float halfWidth = bone.finger() == 0 ? 7.4f : bone.finger() == 4 ? 4.6f : 5.6f;
    float halfLength = bone.finger() == 0 ? 7.6f : bone.finger() == 4 ? 5.2f : 6.2f;
    float along = (v - (length - halfLength - 0.3f)) / halfLength;
    float across = u / halfWidth;
    float edge = along * along * along * along + across * across * across * across;
    if (volar > -0.2f || edge > 1.25f) {
      return;
    }
    if (edge > 0.95f) { // the fold around it
      scale(0.72f);
      return;
    }
    mixInto(out, nail, 0.8f);
    if (along > 0.78f) { // the free edge
      blend(FREE_EDGE, 0.4f);
    } else if (along < -0.55f && Math.abs(across) < 0.6f) { // the lunula
      blend(FREE_EDGE, 0.15f);
    }
    gloss = 0.42f;
  }

  /**
   * @param x in the palm's own frame, mm
   */
  private void palm(float x, float y, float inside) {
    if (inside < 0.05f) {
      return;
    }
    float nearest = Float.MAX_VALUE; // squared
    for (float[] line : PALM_LINES) {
      for (int i = 0; i + 3 < line.length; i += 2) {
        float square = segment(x, y, line[i], line[i + 1], line[i + 2], line[i + 3]);
        nearest = square < nearest ? square : nearest;
      }
    }
    scale(1 - 0.36f * inside * (float) Math.exp(-Math.sqrt(nearest) / 1.4));
    blend(knuckle, 0.25f * inside * bump(y - 80, 14)); // the pads below the fingers
  }

  private float[] cloth(float x, float y, float z) {
    float u = along(forearm.x(), x, y, z);
    float v = along(forearm.y(), x, y, z);
    float w = along(forearm.z(), x, y, z);
    float rib = 0.5f + 0.5f * (float) Math.cos(u * 2.1 + w * 2.1);
    float weave = 0.8f + 0.12f * rib + 0.16f * noise(u, v, w, 0.06f);
    for (int c = 0; c < 3; c++) {
      out[c] = sleeve[c] * weave;
    }
    gloss = 0.015f;
    return out;
  }

  /** How far a point is from a line between two, mm². */
  private static float segment(float x, float y, float ax, float ay, float bx, float by) {
    float dx = bx - ax;
    float dy = by - ay;
    float h = Clamp.unit(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy));
    float ex = x - ax - h * dx;
    float ey = y - ay - h * dy;
    return ex * ex + ey * ey;
  }

  /** Value noise, −1 to 1, that stays with the flesh: from a point in its frame. */
  private static float noise(float u, float v, float w, float frequency) {
    float x = u * frequency;
    float y = v * frequency;
    float z = w * frequency;
    int ix = Clamp.floor(x);
    int iy = Clamp.floor(y);
    int iz = Clamp.floor(z);
    float fx = ease(x - ix);
    float fy = ease(y - iy);
    float near = mix(row(ix, iy, iz, fx), row(ix, iy + 1, iz, fx), fy);
    float far = mix(row(ix, iy, iz + 1, fx), row(ix, iy + 1, iz + 1, fx), fy);
    return mix(near, far, ease(z - iz));
  }

  private static float row(int x, int y, int z, float share) {
    return mix(hash(x, y, z), hash(x + 1, y, z), share);
  }

  private static float mix(float a, float b, float share) {
    return a + (b - a) * share;
  }

  private static float hash(int x, int y, int z) {
    int h = x * 0x27d4eb2d ^ y * 0x165667b1 ^ z * 0x9e3779b1;
    h = (h ^ h >>> 15) * 0x85ebca6b;
    h ^= h >>> 13;
    return (h & 0xffff) / 32767.5f - 1;
  }

  private static float ease(float t) {
    return t * t * (3 - 2 * t);
  }

  private static float smooth(float from, float to, float x) {
    return ease(Clamp.unit((x - from) / (to - from)));
  }

  private static float bump(float x, float width) {
    float q = x / width;
    return q > 3 || q < -3 ? 0 : (float) Math.exp(-q * q);
  }

  private void mixInto(float[] a, float[] b, float share) {
    for (int c = 0; c < 3; c++) {
      out[c] = a[c] + (b[c] - a[c]) * share;
    }
  }

  private void blend(float[] colour, float share) {
    mixInto(out, colour, share);
  }

  private void scale(float factor) {
    for (int c = 0; c < 3; c++) {
      out[c] *= factor;
    }
  }
}
