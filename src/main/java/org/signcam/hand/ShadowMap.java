package org.signcam.hand;

import java.util.Arrays;

/**
 * How far towards the lamp flesh reaches: a grid of heights across the light (Williams 1978,
 * https://doi.org/10.1145/965139.807402), asked with soft edges.
 */
final class ShadowMap {
  private static final float CELL = 2.5f; // mm
  private static final int SIDE = 200;
  private static final float DIP = 0.14f; // mm that flesh may be lower between two balls of a cone
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
    for (int i = 0; i < flesh.size; i++) {
      Vec a = new Vec(flesh.ax[i], flesh.ay[i], flesh.az[i]);
      Vec along = new Vec(flesh.bx[i], flesh.by[i], flesh.bz[i]);
      float thin = Math.min(flesh.ra[i], flesh.ra[i] + flesh.rb[i]);
      double step = Math.sqrt(8 * DIP * thin);
      int steps = Math.max(1, (int) (along.length() / step));
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
    float[] low = new float[heights.length];
    float[] high = new float[heights.length];
    extremes(heights, heights, 1, low, high);
    extremes(low, high, SIDE, lowest, highest);
  }

  /** Of each cell, the one before it and the two behind it; nothing at the ends. */
  private static void extremes(float[] low, float[] high, int step, float[] least, float[] most) {
    Arrays.fill(least, Float.NEGATIVE_INFINITY);
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    for (int at = step; at < least.length - 2 * step; at++) {
      float a = low[at - step];
      float b = low[at];
      float c = low[at + step];
      float d = low[at + 2 * step];
      a = b < a ? b : a;
      c = d < c ? d : c;
      least[at] = c < a ? c : a;
      a = high[at - step];
      b = high[at];
      c = high[at + step];
      d = high[at + 2 * step];
      a = b > a ? b : a;
      c = d > c ? d : c;
      most[at] = c > a ? c : a;
    }
  }

  private void ball(Vec centre, float radius) {
    float x = grid(centre.dot(right));
    float y = grid(centre.dot(up));
    float h = (float) centre.dot(light);
    float r = radius / CELL;
    int left = clamp((int) (x - r + 1));
    int end = clamp((int) (x + r));
    for (int j = clamp((int) (y - r + 1)); j <= clamp((int) (y + r)); j++) {
      for (int i = left; i <= end; i++) {
        float square = r * r - (i - x) * (i - x) - (j - y) * (j - y);
        if (square > 0) {
          int at = j * SIDE + i;
          float height = h + CELL * (float) Math.sqrt(square);
          heights[at] = height > heights[at] ? height : heights[at];
        }
      }
    }
  }

  private static float grid(double across) {
    return (float) across / CELL + SIDE / 2f;
  }

  private static int clamp(int index) {
    return index < 0 ? 0 : index < SIDE ? index : SIDE - 1;
  }

  /** How much of the lamp a point sees, 0–1. */
  float lit(float px, float py, float pz) {
    float x = grid(px * right.x() + py * right.y() + pz * right.z());
    float y = grid(px * up.x() + py * up.y() + pz * up.z());
    float h = (float) (px * light.x() + py * light.y() + pz * light.z()) + BIAS;
    int ix = Clamp.floor(x);
    int iy = Clamp.floor(y);
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
      int row = clamp(iy + j) * SIDE;
      for (int i = -1; i <= 2; i++) {
        if (heights[row + clamp(ix + i)] <= h) {
          sum += wy * (i == -1 ? 1 - fx : i == 2 ? fx : 1);
        }
      }
    }
    return sum / 9;
  }
}
