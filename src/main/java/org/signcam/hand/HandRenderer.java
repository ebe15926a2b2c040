package org.signcam.hand;

import java.util.stream.IntStream;

/**
 * Draws a hand into a picture by marching rays through the distance to its flesh (Hart 1996,
 * https://doi.org/10.1007/s003710050084), in tiles that know which cones they can meet. No graphics
 * card is needed.
 */
final class HandRenderer {
  private static final int TILE = 8; // px
  private static final int MOST_STEPS = 32;
  private static final float HIT = 0.45f; // mm
  private static final float REACH = 6; // mm beyond a cone at which it still shades
  private static final float FAR = 1e9f;
  private static final int MELT = 9;
  private static final int NUMBER = 10;
  private static final int STRIDE = 11;

  /** How much light passes into the skin and comes out beyond the edge of the light: red most. */
  private static final float[] WRAP = {0.36f, 0.17f, 0.11f};

  private final Flesh flesh;
  private final Skeleton skeleton;
  private final Tone tone;
  private final float[] sleeve;
  private final Light light;
  private final ShadowMap shadows;
  private final Vec eye;
  private final double focal;
  private final boolean mirrored;
  private final int width;
  private final int height;
  // Of each cone in the picture, px: where it begins, from there to its end, how far it shades and
  // how
  // far it can be met; and how deep, mm.
  private final float[] sx;
  private final float[] sy;
  private final float[] tx;
  private final float[] ty;
  private final float[] reach;
  private final float[] grip;
  private final float[] near;
  private final float[] far;

  /**
   * @param eye where it is seen from, mm from the wrist; it looks against z
   * @param focal length, px
   * @param mirrored whether it is drawn as its mirror image: a left hand
   */
  HandRenderer(
      Skeleton skeleton,
      Flesh flesh,
      Tone tone,
      float[] sleeve,
      Light light,
      Vec eye,
      double focal,
      boolean mirrored,
      int width,
      int height) {
    this.skeleton = skeleton;
    this.flesh = flesh;
    this.tone = tone;
    this.sleeve = sleeve;
    Vec lamp = light.towards();
    Vec towards = (mirrored ? new Vec(-lamp.x(), lamp.y(), lamp.z()) : lamp).unit();
    this.light = new Light(towards, light.lamp(), light.above(), light.below());
    shadows = new ShadowMap(flesh, towards);
    this.eye = mirrored ? new Vec(-eye.x(), eye.y(), eye.z()) : eye;
    this.focal = focal;
    this.mirrored = mirrored;
    this.width = width;
    this.height = height;
    int n = flesh.size;
    sx = new float[n];
    sy = new float[n];
    tx = new float[n];
    ty = new float[n];
    reach = new float[n];
    grip = new float[n];
    near = new float[n];
    far = new float[n];
    for (int i = 0; i < n; i++) {
      project(i);
    }
  }

  /** Where a cone's two ends lie in the picture, px, and how deep it is, mm. */
  private void project(int i) {
    double da = Math.max(1, eye.z() - flesh.az[i]);
    double db = Math.max(1, da - flesh.bz[i]);
    double ax = flesh.ax[i] - eye.x();
    double ay = flesh.ay[i] - eye.y();
    sx[i] = (float) (width / 2.0 + focal * ax / da);
    sy[i] = (float) (height / 2.0 - focal * ay / da);
    tx[i] = (float) (width / 2.0 + focal * (ax + flesh.bx[i]) / db) - sx[i];
    ty[i] = (float) (height / 2.0 - focal * (ay + flesh.by[i]) / db) - sy[i];
    float radius = Math.max(flesh.ra[i], flesh.ra[i] + flesh.rb[i]);
    float melts = 1 + 0.65f * Flesh.melt(flesh.group[i]); // beyond, it moves the surface by 0.2 mm
    double scale = focal / Math.min(da, db) * 1.08;
    reach[i] = (float) (scale * (radius + REACH));
    grip[i] = (float) (scale * (radius + melts));
    near[i] = (float) Math.min(da, db) - radius - melts;
    far[i] = (float) Math.max(da, db) + radius;
  }

  /**
   * Draws over a picture.
   *
   * @param rgb width×height of 0xRRGGBB
   */
  void draw(int[] rgb) {
    int rows = (height + TILE - 1) / TILE;
    IntStream.range(0, rows).parallel().forEach(row -> new Tracer(rgb).row(row));
  }

  /** One thread's work. */
  private final class Tracer {
    private final int[] rgb;
    // The cones that this tile's rays can meet, and those whose shade falls on it, each as STRIDE
    // numbers: side by side they are read twice as fast.
    private final float[] met = new float[flesh.size * STRIDE];
    private final float[] around = new float[flesh.size * STRIDE];
    private int countAround;
    private int nearest;
    private final Skin skin = new Skin(tone, sleeve, skeleton);
    private int count;

    Tracer(int[] rgb) {
      this.rgb = rgb;
    }

    void row(int row) {
      for (int x = 0; x < width; x += TILE) {
        tile(x, row * TILE);
      }
    }

    private void tile(int x0, int y0) {
      float cx = x0 + TILE / 2f;
      float cy = y0 + TILE / 2f;
      float half = TILE * 0.7072f;
      count = 0;
      countAround = 0;
      float first = FAR;
      float last = 0;
      for (int i = 0; i < flesh.size; i++) {
        float px = cx - sx[i];
        float py = cy - sy[i];
        float square = tx[i] * tx[i] + ty[i] * ty[i];
        float h = square < 1e-6f ? 0 : (px * tx[i] + py * ty[i]) / square;
        h = Math.max(0, Math.min(1, h));
        float ex = px - h * tx[i];
        float ey = py - h * ty[i];
        float apart = (float) Math.sqrt(ex * ex + ey * ey) - half;
        if (apart < reach[i]) {
          countAround = add(around, countAround, i);
        }
        if (apart < grip[i]) {
          count = add(met, count, i);
          first = Math.min(first, near[i]);
          last = Math.max(last, far[i]);
        }
      }
      if (count == 0) {
        return;
      }
      refine(x0, y0, TILE, first, last);
    }

    private int add(float[] cones, int at, int i) {
      cones[at] = flesh.ax[i];
      cones[at + 1] = flesh.ay[i];
      cones[at + 2] = flesh.az[i];
      cones[at + 3] = flesh.bx[i];
      cones[at + 4] = flesh.by[i];
      cones[at + 5] = flesh.bz[i];
      cones[at + 6] = flesh.perLength[i];
      cones[at + 7] = flesh.ra[i];
      cones[at + 8] = flesh.rb[i];
      // Groups that melt alike are told apart by a trifle.
      cones[at + MELT] = Flesh.melt(flesh.group[i]) + 0.001f * flesh.group[i];
      cones[at + NUMBER] = i;
      return at + STRIDE;
    }

    /** Goes forward with ever fewer rays at a time, down to one. */
    private void refine(int x0, int y0, int side, float first, float last) {
      if (x0 >= width || y0 >= height) {
        return;
      }
      if (side == 1) {
        pixel(x0, y0, first, last);
        return;
      }
      float half = side * 0.7072f;
      float start = approach(x0 + side / 2f, y0 + side / 2f, half, first, last);
      if (start >= last) {
        return;
      }
      int part = side == TILE ? 2 : 1;
      for (int y = 0; y < side; y += part) {
        for (int x = 0; x < side; x += part) {
          refine(x0 + x, y0 + y, part, start, last);
        }
      }
    }

    /** How deep all rays of a square can go before any is near flesh, mm (cone marching). */
    private float approach(float cx, float cy, float half, float first, float last) {
      float dx = (float) ((cx - width / 2.0) / focal);
      float dy = (float) ((height / 2.0 - cy) / focal);
      float norm = (float) Math.sqrt(dx * dx + dy * dy + 1);
      float spread = half / (float) focal * norm;
      float depth = Math.max(1, first);
      for (int step = 0; step < MOST_STEPS && depth < last; step++) {
        float d =
            distance(
                (float) eye.x() + dx * depth,
                (float) eye.y() + dy * depth,
                (float) eye.z() - depth);
        float free = d - spread * depth;
        if (free < 0.5f) {
          break;
        }
        depth += free / norm;
      }
      return depth;
    }

    private void pixel(int x, int y, float first, float last) {
      float dx = (float) ((x + 0.5 - width / 2.0) / focal);
      float dy = (float) ((height / 2.0 - y - 0.5) / focal);
      float norm = (float) (1 / Math.sqrt(dx * dx + dy * dy + 1));
      dx *= norm;
      dy *= norm;
      float dz = -norm;
      float ox = (float) eye.x();
      float oy = (float) eye.y();
      float oz = (float) eye.z();
      float t = Math.max(1, first) / norm;
      float end = last / norm;
      float closest = FAR;
      float at = t;
      float pixels = (float) focal * norm; // of one mm, times the distance
      for (int step = 0; step < MOST_STEPS && t < end; step++) {
        float d = distance(ox + dx * t, oy + dy * t, oz + dz * t);
        float apart = d * pixels / t;
        if (apart < closest) {
          closest = apart;
          at = t;
        }
        if (d < HIT) {
          break;
        }
        t += d;
      }
      // Half a pixel beyond the edge there is none, half a pixel within there is all of it.
      float coverage = Math.min(1, 1 - (closest - HIT * pixels / at));
      if (coverage <= 0) {
        return;
      }
      int column = mirrored ? width - 1 - x : x;
      int index = y * width + column;
      rgb[index] = over(rgb[index], colour(ox + dx * at, oy + dy * at, oz + dz * at), coverage);
    }

    /** mm from a point to the flesh that this tile can meet; inside it is negative. */
    private float distance(float x, float y, float z) {
      return distance(met, count, x, y, z);
    }

    private float distance(float[] cones, int n, float x, float y, float z) {
      float all = FAR;
      float own = FAR;
      float k = 0;
      for (int at = 0; at < n; at += STRIDE) {
        if (cones[at + MELT] != k) { // another group
          all = Math.min(all, own);
          own = FAR;
          k = cones[at + MELT];
        }
        float d = cone(cones, at, x, y, z);
        float both = k - Math.abs(own - d);
        own = Math.min(own, d);
        if (both > 0) {
          own -= both * both / (4 * k);
        }
      }
      return Math.min(all, own);
    }

    private float cone(float[] cones, int at, float x, float y, float z) {
      float px = x - cones[at];
      float py = y - cones[at + 1];
      float pz = z - cones[at + 2];
      float bx = cones[at + 3];
      float by = cones[at + 4];
      float bz = cones[at + 5];
      float h = (px * bx + py * by + pz * bz) * cones[at + 6];
      h = Math.max(0, Math.min(1, h));
      px -= h * bx;
      py -= h * by;
      pz -= h * bz;
      return (float) Math.sqrt(px * px + py * py + pz * pz) - cones[at + 7] - h * cones[at + 8];
    }

    private int colour(float x, float y, float z) {
      Vec normal = normal(x, y, z);
      Vec p = new Vec(x, y, z);
      float[] base = skin.at(flesh.group[nearest], flesh.bone[nearest], p, normal);
      float open = open(x, y, z, normal);
      float facing = (float) normal.dot(light.towards());
      float seen = facing < -WRAP[0] ? 0 : shadows.lit(p);
      float up = 0.5f + 0.5f * (float) normal.y();
      Vec view = eye.minus(p).unit();
      Vec halfway = view.plus(light.towards()).unit();
      float shine = power((float) Math.max(0, normal.dot(halfway)), skin.gloss() > 0.3 ? 6 : 4);
      shine *= skin.gloss() * seen * Math.max(0, Math.min(1, facing * 3));
      float edge = 1 - (float) Math.max(0, normal.dot(view));
      float sheen = 0.5f * skin.gloss() * edge * edge * edge * open; // the room, at a flat angle
      int out = 0;
      for (int channel = 0; channel < 3; channel++) {
        float wrap = WRAP[channel];
        float direct = Math.max(0, (facing + wrap) / (1 + wrap));
        float shade = seen + (1 - seen) * wrap * 0.35f;
        float around =
            light.below()[channel] + (light.above()[channel] - light.below()[channel]) * up;
        // Light between two fingers comes off skin: what is shut in is redder, not only darker.
        float shut = open * (channel == 0 ? 1.2f - 0.2f * open : 0.88f + 0.12f * open);
        float value =
            base[channel]
                    * (around * shut
                        + light.lamp()[channel] * direct * shade * (0.6f + 0.4f * shut))
                + light.lamp()[channel] * shine
                + light.above()[channel] * sheen;
        out = out << 8 | Colours.screen(value);
      }
      return out;
    }

    /**
     * The direction away from the flesh at a point; {@link #nearest} becomes the cone that it lies
     * on. A cone's slope is neglected; of a smooth minimum it is that of both, mixed.
     */
    private Vec normal(float x, float y, float z) {
      float all = FAR;
      float own = FAR;
      float least = FAR;
      float k = 0;
      float nx = 0;
      float ny = 0;
      float nz = 0;
      float ox = 0; // of the group
      float oy = 0;
      float oz = 0;
      for (int at = 0; at < count; at += STRIDE) {
        if (met[at + MELT] != k) {
          if (own < all) {
            all = own;
            nx = ox;
            ny = oy;
            nz = oz;
          }
          own = FAR;
          k = met[at + MELT];
        }
        float bx = met[at + 3];
        float by = met[at + 4];
        float bz = met[at + 5];
        float px = x - met[at];
        float py = y - met[at + 1];
        float pz = z - met[at + 2];
        float h = (px * bx + py * by + pz * bz) * met[at + 6];
        h = Math.max(0, Math.min(1, h));
        px -= h * bx;
        py -= h * by;
        pz -= h * bz;
        float length = (float) Math.sqrt(px * px + py * py + pz * pz);
        float d = length - met[at + 7] - h * met[at + 8];
        if (d < least) {
          least = d;
          nearest = (int) met[at + NUMBER];
        }
        float share = Math.max(0, Math.min(1, 0.5f + 0.5f * (own - d) / k));
        float scale = share / Math.max(1e-6f, length);
        ox += share * -ox + scale * px;
        oy += share * -oy + scale * py;
        oz += share * -oz + scale * pz;
        float both = k - Math.abs(own - d);
        own = Math.min(own, d);
        if (both > 0) {
          own -= both * both / (4 * k);
        }
      }
      Vec normal = own < all ? new Vec(ox, oy, oz) : new Vec(nx, ny, nz);
      return normal.unit();
    }

    /** How open the room before a point is, 0–1 (ambient occlusion: Evans 2006). */
    private float open(float x, float y, float z, Vec n) {
      float shut = 0;
      float weight = 0.55f;
      for (float h = 2.5f; h < 12; h *= 2.2f) {
        float d =
            distance(
                around,
                countAround,
                (float) (x + n.x() * h),
                (float) (y + n.y() * h),
                (float) (z + n.z() * h));
        shut += weight * Math.max(0, h - d) / h;
        weight *= 0.75f;
      }
      return Math.max(0.12f, 1 - shut);
    }
  }

  /** x to the power of 2 to the power of n. */
  private static float power(float x, int n) {
    float power = x;
    for (int i = 0; i < n; i++) {
      power *= power;
    }
    return power;
  }

  private static int over(int below, int above, float share) {
    int out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = below >> shift & 0xff;
      int b = above >> shift & 0xff;
      out = out << 8 | Math.round(a + (b - a) * share);
    }
    return out;
  }
}
