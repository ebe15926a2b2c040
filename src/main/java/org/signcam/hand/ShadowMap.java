package org.signcam.hand;

import java.util.Arrays;

/**
 * How far towards the lamp flesh reaches: a grid of heights across the light (Williams 1978,
 * https://doi.org/10.1145/965139.807402), asked with soft edges.
 */
final class ShadowMap {
  private static final float CELL = 2.5f; // mm
  private static final int SIDE = 200;
  private static final float STEP = 3; // mm between two balls of a cone
  private static final float BIAS = 4; // mm that a surface may lie below its own height

  private final float[] heights = new float[SIDE * SIDE];
  private final float[] lowest = new float[SIDE * SIDE]; // of a cell and those around it
  private final float[] highest = new float[SIDE * SIDE];
  private final Vec light;
  private final Vec right;
  private final Vec up;

  ShadowMap(Flesh flesh, Vec towards) {
    light = towards.unit();
    Vec aside = Math.abs(light.y()) < 0.9 ? new Vec(0, 1, 0) : new Vec(1, 0, 0);
    right = aside.cross(light).unit();
    up = light.cross(right);
    Arrays.fill(heights, Float.NEGATIVE_INFINITY);
    Arrays.fill(lowest, Float.NEGATIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < flesh.size; i++) {
      Vec a = new Vec(flesh.ax[i], flesh.ay[i], flesh.az[i]);
      Vec along = new Vec(flesh.bx[i], flesh.by[i], flesh.bz[i]);
      int steps = Math.max(1, (int) (along.length() / STEP));
      for (int s = 0; s <= steps; s++) {
        float share = (float) s / steps;
        ball(a.plus(along.times(share)), flesh.ra[i] + share * flesh.rb[i]);
      }
    }
    bound();
  }

  /**
   * Most points see all of the lamp or nothing of it: these need not be asked about cell by cell.
   */
  private void bound() {
    float[] low = heights.clone();
    float[] high = heights.clone();
    for (int at = 1; at < heights.length - 2; at++) {
      low[at] =
          Math.min(
              Math.min(heights[at - 1], heights[at]), Math.min(heights[at + 1], heights[at + 2]));
      high[at] =
          Math.max(
              Math.max(heights[at - 1], heights[at]), Math.max(heights[at + 1], heights[at + 2]));
    }
    for (int at = SIDE; at < heights.length - 2 * SIDE; at++) {
      int below = at + SIDE;
      lowest[at] =
          Math.min(Math.min(low[at - SIDE], low[at]), Math.min(low[below], low[below + SIDE]));
      highest[at] =
          Math.max(Math.max(high[at - SIDE], high[at]), Math.max(high[below], high[below + SIDE]));
    }
  }

  private void ball(Vec centre, float radius) {
    float x = grid(centre.dot(right));
    float y = grid(centre.dot(up));
    float h = (float) centre.dot(light);
    float r = radius / CELL;
    for (int j = clamp(y - r + 1); j <= clamp(y + r); j++) {
      for (int i = clamp(x - r + 1); i <= clamp(x + r); i++) {
        float square = r * r - (i - x) * (i - x) - (j - y) * (j - y);
        if (square > 0) {
          int at = j * SIDE + i;
          heights[at] = Math.max(heights[at], h + CELL * (float) Math.sqrt(square));
        }
      }
    }
  }

  private static float grid(double across) {
    return (float) across / CELL + SIDE / 2f;
  }

  private static int clamp(float index) {
    return Math.max(0, Math.min(SIDE - 1, (int) index));
  }

  /** How much of the lamp a point sees, 0–1. */
  float lit(Vec p) {
    float x = grid(p.dot(right)) - 0.5f;
    float y = grid(p.dot(up)) - 0.5f;
    float h = (float) p.dot(light) + BIAS;
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    int own = clamp(iy) * SIDE + clamp(ix);
    if (highest[own] <= h) {
      return 1;
    }
    if (lowest[own] > h) {
      return 0;
    }
    float fx = x - ix;
    float fy = y - iy;
    float sum = 0;
    for (int j = -1; j <= 2; j++) {
      float wy = j == -1 ? 1 - fy : j == 2 ? fy : 1;
      for (int i = -1; i <= 2; i++) {
        float wx = i == -1 ? 1 - fx : i == 2 ? fx : 1;
        int at = clamp(iy + j) * SIDE + clamp(ix + i);
        sum += heights[at] > h ? 0 : wx * wy;
      }
    }
    return sum / 9;
  }
}
