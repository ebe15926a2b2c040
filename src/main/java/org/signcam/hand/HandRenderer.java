package org.signcam.hand;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Draws a hand into a picture by marching rays through the distance to its flesh (Hart 1996,
 * https://doi.org/10.1007/s003710050084), in tiles that know which cones they can meet. No graphics
 * card is needed.
 */
final class HandRenderer {
  private static final int TILE = 8; // px
  private static final int BLOCK = 4; // px
  private static final int MOST_STEPS = 32;
  private static final float HIT = 0.45f; // mm
  private static final float REACH = 6; // mm beyond a cone at which it still shades
  private static final float FAR = 1e9f;
  private static final float STRETCH = 2.02f; // where d was free, after a step of d at most 2 d is
  // When a surface is taken to go on at the next pixel: its slope, how deep in the block, mm, and
  // that nothing shuts it in that might hide it.
  private static final float FACING = 0.2f;
  private static final float DEEP = 6;
  private static final float OPEN = 0.5f;
  private static final float OUT = 0.25f; // mm before the surface: where a march ends, on average

  private final Flesh flesh;
  private final Skeleton skeleton;
  private final Tone tone;
  private final float[] sleeve;
  private final Light light;
  private final ShadowMap shadows;
  private final float eyeX;
  private final float eyeY;
  private final float eyeZ;
  private final float focal;
  private final boolean mirrored;
  private final int width;
  private final int height;
  // Of each cone in the picture, px: where it begins, from there to its end, how far it shades and
  // how far it can be met; and how deep, mm.
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
    eyeX = (float) (mirrored ? -eye.x() : eye.x());
    eyeY = (float) eye.y();
    eyeZ = (float) eye.z();
    this.focal = (float) focal;
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
    float da = Math.max(1, eyeZ - flesh.az[i]);
    float db = Math.max(1, da - flesh.bz[i]);
    float ax = flesh.ax[i] - eyeX;
    float ay = flesh.ay[i] - eyeY;
    sx[i] = width / 2f + focal * ax / da;
    sy[i] = height / 2f - focal * ay / da;
    tx[i] = width / 2f + focal * (ax + flesh.bx[i]) / db - sx[i];
    ty[i] = height / 2f - focal * (ay + flesh.by[i]) / db - sy[i];
    float radius = Math.max(flesh.ra[i], flesh.ra[i] + flesh.rb[i]);
    float melts = 1 + 0.65f * Flesh.melt(flesh.group[i]); // beyond, it moves the surface by 0.2 mm
    float scale = focal / Math.min(da, db) * 1.08f;
    reach[i] = scale * (radius + REACH);
    grip[i] = scale * (radius + melts);
    near[i] = Math.min(da, db) - radius - melts;
    far[i] = Math.max(da, db) + radius;
  }

  /**
   * Draws over a picture.
   *
   * @param rgb width×height of 0xRRGGBB
   */
  void draw(int[] rgb) {
    int rows = (height + TILE - 1) / TILE;
    int threads = Math.min(rows, Runtime.getRuntime().availableProcessors());
    AtomicInteger next = new AtomicInteger(); // whoever is done takes it: rows differ much
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            thread -> {
              Tracer tracer = new Tracer(rgb);
              for (int row = next.getAndIncrement(); row < rows; row = next.getAndIncrement()) {
                tracer.row(row);
              }
            });
  }

  /** One thread's work. */
  private final class Tracer {
    private final int[] rgb;
    private final Cones met = new Cones(flesh); // what this tile's rays can meet
    private final Cones around = new Cones(flesh); // what shades it
    private final Shading shading =
        new Shading(flesh, new Skin(tone, sleeve, skeleton), shadows, light);
    private final int[] ofRow = new int[flesh.size];
    private boolean known; // whether the pixel before lies on the surface, at:
    private float px;
    private float py;
    private float pz;

    Tracer(int[] rgb) {
      this.rgb = rgb;
    }

    void row(int row) {
      float cy = row * TILE + TILE / 2f;
      int n = 0;
      for (int i = 0; i < flesh.size; i++) {
        float most = Math.max(reach[i], grip[i]) + TILE;
        float low = Math.min(sy[i], sy[i] + ty[i]) - most;
        if (cy > low && cy < low + 2 * most + Math.abs(ty[i])) {
          ofRow[n++] = i;
        }
      }
      for (int x = 0; x < width; x += TILE) {
        tile(x, row * TILE, n);
      }
    }

    /**
     * @param n how many cones {@link #ofRow} has
     */
    private void tile(int x0, int y0, int n) {
      float cx = x0 + TILE / 2f;
      float cy = y0 + TILE / 2f;
      float half = TILE * 0.7072f;
      met.clear();
      around.clear();
      float first = FAR;
      float last = 0;
      for (int j = 0; j < n; j++) {
        int i = ofRow[j];
        float tx = HandRenderer.this.tx[i];
        float ty = HandRenderer.this.ty[i];
        float px = cx - sx[i];
        float py = cy - sy[i];
        float square = tx * tx + ty * ty;
        float h = square < 1e-6f ? 0 : Clamp.unit((px * tx + py * ty) / square);
        px -= h * tx;
        py -= h * ty;
        float apart = px * px + py * py;
        float shades = reach[i] + half;
        if (apart < shades * shades) {
          around.add(i);
        }
        float meets = grip[i] + half;
        if (apart < meets * meets) {
          met.add(i);
          first = near[i] < first ? near[i] : first;
          last = far[i] > last ? far[i] : last;
        }
      }
      if (met.isEmpty()) {
        return;
      }
      float start = approach(cx, cy, half, first < 1 ? 1 : first, last);
      for (int y = y0; y < y0 + TILE && y < height; y += BLOCK) {
        for (int x = x0; x < x0 + TILE && x < width; x += BLOCK) {
          block(x, y, start, last);
        }
      }
    }

    private void block(int x0, int y0, float first, float last) {
      float start = approach(x0 + BLOCK / 2f, y0 + BLOCK / 2f, BLOCK * 0.7072f, first, last);
      known = false;
      for (int i = 0; i < BLOCK * BLOCK && start < last; i++) {
        int y = i / BLOCK;
        int x = i % BLOCK; // there and back: each pixel is beside the one before
        x = x0 + (y % 2 == 0 ? x : BLOCK - 1 - x);
        y += y0;
        if (x < width && y < height) {
          pixel(x, y, start, last);
        }
      }
    }

    /** How deep all rays of a square can go before any is near flesh, mm (cone marching). */
    private float approach(float cx, float cy, float half, float first, float last) {
      float dx = (cx - width / 2f) / focal;
      float dy = (height / 2f - cy) / focal;
      float norm = (float) Math.sqrt(dx * dx + dy * dy + 1);
      float spread = half / focal * norm;
      float depth = first;
      float most = FAR;
      for (int step = 0; step < MOST_STEPS && depth < last; step++) {
        float d = met.distance(eyeX + dx * depth, eyeY + dy * depth, eyeZ - depth, most);
        float free = d - spread * depth;
        if (free < 0.5f) {
          break;
        }
        depth += free / norm;
        most = d * STRETCH;
      }
      return depth;
    }

    private void pixel(int x, int y, float first, float last) {
      float dx = (x + 0.5f - width / 2f) / focal;
      float dy = (height / 2f - y - 0.5f) / focal;
      float norm = 1 / (float) Math.sqrt(dx * dx + dy * dy + 1);
      dx *= norm;
      dy *= norm;
      float dz = -norm;
      float coverage = 1;
      float open = known ? goOn(dx, dy, dz, (first + DEEP) / norm) : 0;
      if (open < OPEN) {
        coverage = march(dx, dy, dz, first / norm, last / norm);
        known = coverage >= 1;
        if (coverage <= 0) {
          return;
        }
        open = open(px, py, pz);
      }
      int colour = shading.colour(met, px, py, pz, -dx, -dy, -dz, open);
      int index = y * width + (mirrored ? width - 1 - x : x);
      rgb[index] = coverage < 1 ? over(rgb[index], colour, coverage) : colour;
    }

    /**
     * Looks for the surface where the tangent plane of the pixel before meets this ray: most often
     * it is there, which saves the march.
     *
     * @param most mm along the ray
     * @return how open it is; 0 if it is not there
     */
    private float goOn(float dx, float dy, float dz, float most) {
      float nx = met.normalX();
      float ny = met.normalY();
      float nz = met.normalZ();
      float slope = dx * nx + dy * ny + dz * nz;
      float t = ((px - eyeX) * nx + (py - eyeY) * ny + (pz - eyeZ) * nz) / slope;
      if (slope > -FACING || t > most) {
        return 0;
      }
      float d = met.face(eyeX + dx * t, eyeY + dy * t, eyeZ + dz * t, HIT);
      slope = dx * met.normalX() + dy * met.normalY() + dz * met.normalZ();
      if (d > HIT || d < -HIT || slope > -FACING) {
        return 0;
      }
      t -= (d - OUT) / slope; // else it strays, pixel by pixel
      put(dx, dy, dz, t);
      return open(px, py, pz);
    }

    private void put(float dx, float dy, float dz, float t) {
      px = eyeX + dx * t;
      py = eyeY + dy * t;
      pz = eyeZ + dz * t;
    }

    /**
     * Goes along a ray to the surface, or to where it passes that by.
     *
     * @param t where to begin, mm along the ray
     * @param end mm along the ray
     * @return how much of the pixel the surface covers; not above 0 for nothing
     */
    private float march(float dx, float dy, float dz, float t, float end) {
      float closest = FAR;
      float at = t;
      float distance = FAR;
      float most = FAR;
      float pixels = focal * -dz; // of one mm, times the distance
      for (int step = 0; step < MOST_STEPS && t < end; step++) {
        float d = met.distance(eyeX + dx * t, eyeY + dy * t, eyeZ + dz * t, most);
        float apart = d * pixels / t;
        if (apart < closest) {
          closest = apart;
          at = t;
          distance = d;
        }
        if (d < HIT) {
          break;
        }
        t += d;
        most = d * STRETCH;
      }
      // Half a pixel beyond the edge there is none, half a pixel within there is all of it.
      float coverage = 1 - (closest - HIT * pixels / at);
      if (coverage > 0) {
        put(dx, dy, dz, at);
        met.face(px, py, pz, distance + 0.1f);
      }
      return coverage;
    }

    /** How open the room before the faced point is, 0–1 (ambient occlusion: Evans 2006). */
    private float open(float x, float y, float z) {
      float far = shut(x, y, z, 5.5f);
      if (far < 0.01f) {
        return 1; // the nearer ball lies within the farther
      }
      float shut = 0.55f * shut(x, y, z, 2.5f) + 0.4125f * far;
      return shut > 0.88f ? 0.12f : 1 - shut;
    }

    /** How much of a ball that rests on the faced point is flesh, 0–1. */
    private float shut(float x, float y, float z, float radius) {
      float cx = x + met.normalX() * radius;
      float cy = y + met.normalY() * radius;
      float cz = z + met.normalZ() * radius;
      return 1 - around.distance(cx, cy, cz, radius) / radius;
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
