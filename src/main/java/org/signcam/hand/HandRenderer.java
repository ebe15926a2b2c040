package org.signcam.hand;

import java.util.stream.IntStream;

/**
 * Draws a hand into a picture by marching rays through the distance to its flesh (Hart 1996,
 * https://doi.org/10.1007/s003710050084), in tiles that know which cones they can meet. No graphics
 * card is needed.
 */
final class HandRenderer {
  private static final int TILE = 8; // px
  private static final int MOST_STEPS = 40;
  private static final float HIT = 0.3f; // mm
  private static final float REACH = 9; // mm beyond a cone at which it still counts
  private static final float FAR = 1e9f;

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
  private final float[] sx;
  private final float[] sy;
  private final float[] tx;
  private final float[] ty;
  private final float[] reach;
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
    reach[i] = (float) (focal * (radius + REACH) / Math.min(da, db) * 1.08);
    near[i] = (float) Math.min(da, db) - radius - REACH;
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
    private final int[] met = new int[flesh.size];
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
        float limit = reach[i] + half;
        if (ex * ex + ey * ey < limit * limit) {
          met[count++] = i;
          first = Math.min(first, near[i]);
          last = Math.max(last, far[i]);
        }
      }
      if (count == 0) {
        return;
      }
      for (int y = y0; y < Math.min(height, y0 + TILE); y++) {
        for (int x = x0; x < Math.min(width, x0 + TILE); x++) {
          pixel(x, y, first, last);
        }
      }
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
      float all = FAR;
      float own = FAR;
      int group = -1;
      float k = 1;
      for (int j = 0; j < count; j++) {
        int i = met[j];
        if (flesh.group[i] != group) {
          all = Math.min(all, own);
          own = FAR;
          group = flesh.group[i];
          k = Flesh.melt(group);
        }
        float d = cone(i, x, y, z);
        float both = k - Math.abs(own - d);
        own = Math.min(own, d);
        if (both > 0) {
          own -= both * both / (4 * k);
        }
      }
      return Math.min(all, own);
    }

    private float cone(int i, float x, float y, float z) {
      float px = x - flesh.ax[i];
      float py = y - flesh.ay[i];
      float pz = z - flesh.az[i];
      float bx = flesh.bx[i];
      float by = flesh.by[i];
      float bz = flesh.bz[i];
      float h = (px * bx + py * by + pz * bz) * flesh.perLength[i];
      h = Math.max(0, Math.min(1, h));
      px -= h * bx;
      py -= h * by;
      pz -= h * bz;
      return (float) Math.sqrt(px * px + py * py + pz * pz) - flesh.ra[i] - h * flesh.rb[i];
    }

    private int colour(float x, float y, float z) {
      float e = 0.6f;
      float a = distance(x + e, y - e, z - e);
      float b = distance(x - e, y - e, z + e);
      float c = distance(x - e, y + e, z - e);
      float d = distance(x + e, y + e, z + e);
      Vec normal = new Vec(a - b - c + d, -a - b + c + d, -a + b - c + d).unit();
      Vec p = new Vec(x, y, z);
      int nearest = nearest(x, y, z);
      float[] base = skin.at(flesh.group[nearest], flesh.bone[nearest], p, normal);
      float open = open(x, y, z, normal);
      float seen = shadows.lit(p);
      float facing = (float) normal.dot(light.towards());
      float up = 0.5f + 0.5f * (float) normal.y();
      Vec view = eye.minus(p).unit();
      Vec halfway = view.plus(light.towards()).unit();
      float shine =
          (float) Math.pow(Math.max(0, normal.dot(halfway)), skin.gloss() > 0.3 ? 50 : 14);
      shine *= skin.gloss() * seen * Math.max(0, Math.min(1, facing * 3));
      int out = 0;
      for (int channel = 0; channel < 3; channel++) {
        float wrap = WRAP[channel];
        float direct = Math.max(0, (facing + wrap) / (1 + wrap));
        float shade = seen + (1 - seen) * wrap * 0.35f;
        float around =
            light.below()[channel] + (light.above()[channel] - light.below()[channel]) * up;
        // Light between two fingers comes off skin: what is shut in is redder, not only darker.
        float shut = (float) Math.pow(open, channel == 0 ? 0.8 : 1.15);
        float value =
            base[channel]
                    * (around * shut
                        + light.lamp()[channel] * direct * shade * (0.6f + 0.4f * shut))
                + light.lamp()[channel] * shine;
        out = out << 8 | Colours.screen(value);
      }
      return out;
    }

    private int nearest(float x, float y, float z) {
      int nearest = met[0];
      float least = FAR;
      for (int j = 0; j < count; j++) {
        float d = cone(met[j], x, y, z);
        if (d < least) {
          least = d;
          nearest = met[j];
        }
      }
      return nearest;
    }

    /** How open the room before a point is, 0–1 (ambient occlusion: Evans 2006). */
    private float open(float x, float y, float z, Vec n) {
      float shut = 0;
      float weight = 0.55f;
      for (float h = 2.5f; h < 12; h *= 2.2f) {
        float d =
            distance((float) (x + n.x() * h), (float) (y + n.y() * h), (float) (z + n.z() * h));
        shut += weight * Math.max(0, h - d) / h;
        weight *= 0.75f;
      }
      return Math.max(0.12f, 1 - shut);
    }
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
