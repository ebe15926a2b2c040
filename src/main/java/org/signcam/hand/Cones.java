package org.signcam.hand;

/**
 * Some of the flesh's cones, side by side in one array: those that the rays of a tile can meet. One
 * thread.
 *
 * <p>It is asked a million times a picture, and the window's Java has its quick compiler only,
 * which calls {@code Math.min} instead of putting it in place: hence the plain comparisons, here
 * and in all that is done for every pixel. A root is only drawn where the cone can matter; several
 * that melt together reach farther than one.
 */
final class Cones {
  private static final float FAR = 1e9f;
  private static final int MELT = 9;
  private static final int NUMBER = 10;
  private static final int STRIDE = 11;

  private final Flesh flesh;
  private final float[] cones;
  int end;
  private float normalX;
  private float normalY;
  private float normalZ;
  private int nearest;

  Cones(Flesh flesh) {
    this.flesh = flesh;
    cones = new float[flesh.size * STRIDE];
  }

  void clear() {
    end = 0;
  }

  boolean isEmpty() {
    return end == 0;
  }

  /** Adds one of the flesh, after all those that the flesh has before it. */
  void add(int i) {
    cones[end] = flesh.ax[i];
    cones[end + 1] = flesh.ay[i];
    cones[end + 2] = flesh.az[i];
    cones[end + 3] = flesh.bx[i];
    cones[end + 4] = flesh.by[i];
    cones[end + 5] = flesh.bz[i];
    cones[end + 6] = flesh.perLength[i];
    cones[end + 7] = flesh.ra[i];
    cones[end + 8] = flesh.rb[i];
    // Groups that melt alike are told apart by a trifle.
    cones[end + MELT] = Flesh.melt(flesh.group[i]) + 0.001f * flesh.group[i];
    cones[end + NUMBER] = i;
    end += STRIDE;
  }

  /**
   * mm from a point to the flesh; inside it is negative.
   *
   * @param most mm: if it is farther, this is returned
   */
  float distance(float x, float y, float z, float most) {
    float[] c = cones;
    float all = most;
    float own = FAR; // of the group
    float k = 0;
    for (int at = 0; at < end; at += STRIDE) {
      if (c[at + MELT] != k) { // another group
        all = own < all ? own : all;
        own = FAR;
        k = c[at + MELT];
      }
      float bx = c[at + 3];
      float by = c[at + 4];
      float bz = c[at + 5];
      float px = x - c[at];
      float py = y - c[at + 1];
      float pz = z - c[at + 2];
      float h = (px * bx + py * by + pz * bz) * c[at + 6];
      h = h < 0 ? 0 : h > 1 ? 1 : h;
      px -= h * bx;
      py -= h * by;
      pz -= h * bz;
      float square = px * px + py * py + pz * pz;
      float radius = c[at + 7] + h * c[at + 8];
      float matters = (own < all + k ? own : all + k) + k + radius;
      if (matters > 0 && square < matters * matters) {
        float d = (float) Math.sqrt(square) - radius;
        float apart = own - d;
        float both = apart < 0 ? k + apart : k - apart;
        own = apart > 0 ? d : own;
        if (both > 0) {
          own -= both * both / (4 * k);
        }
      }
    }
    return own < all ? own : all;
  }

  /**
   * Finds the direction away from the flesh at a point, and the cone that it lies on. A cone's
   * slope is neglected; of a smooth minimum it is that of both, mixed.
   *
   * @param limit mm from the point, within which the flesh is looked for
   * @return {@link #distance}, or something beyond the limit
   */
  float face(float x, float y, float z, float limit) {
    float[] c = cones;
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
    for (int at = 0; at < end; at += STRIDE) {
      if (c[at + MELT] != k) {
        if (own < all) {
          all = own;
          nx = ox;
          ny = oy;
          nz = oz;
        }
        own = FAR;
        k = c[at + MELT];
      }
      float bx = c[at + 3];
      float by = c[at + 4];
      float bz = c[at + 5];
      float px = x - c[at];
      float py = y - c[at + 1];
      float pz = z - c[at + 2];
      float h = (px * bx + py * by + pz * bz) * c[at + 6];
      h = h < 0 ? 0 : h > 1 ? 1 : h;
      px -= h * bx;
      py -= h * by;
      pz -= h * bz;
      float square = px * px + py * py + pz * pz;
      float radius = c[at + 7] + h * c[at + 8];
      float matters = (own < limit + k ? own : limit + k) + k + radius;
      if (matters > 0 && square < matters * matters) {
        float length = (float) Math.sqrt(square);
        float d = length - radius;
        if (d < least) {
          least = d;
          nearest = (int) c[at + NUMBER];
        }
        float apart = own - d;
        float share = Clamp.unit(0.5f + 0.5f * apart / k);
        float scale = length > 1e-6f ? share / length : 0;
        ox += scale * px - share * ox;
        oy += scale * py - share * oy;
        oz += scale * pz - share * oz;
        float both = apart < 0 ? k + apart : k - apart;
        own = apart > 0 ? d : own;
        if (both > 0) {
          own -= both * both / (4 * k);
        }
      }
    }
    if (own < all) {
      all = own;
      nx = ox;
      ny = oy;
      nz = oz;
    }
    float length = (float) Math.sqrt(nx * nx + ny * ny + nz * nz);
    normalX = nx / length;
    normalY = ny / length;
    normalZ = nz / length;
    return all;
  }

  /** What {@link #face} found, of length 1. */
  float normalX() {
    return normalX;
  }

  float normalY() {
    return normalY;
  }

  float normalZ() {
    return normalZ;
  }

  /** The number of the cone that {@link #face} found. */
  int nearest() {
    return nearest;
  }
}
