package org.signcam.net;

import java.nio.ShortBuffer;

/**
 * IEEE 754 binary16 ("half") to and from float32. The JDK has this from 20 on
 * (Float.float16ToFloat); Java 17 is our level.
 */
public final class Half {
  /** The largest finite one. */
  public static final float MAX = 65_504;

  private Half() {}

  /** Exact. */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f; // zero and the subnormal numbers
      return sign == 0 ? magnitude : -magnitude;
    }
    int bits = exponent == 31 ? 0x7f800000 : (exponent + 112) << 23;
    return Float.intBitsToFloat(sign | bits | fraction << 13);
  }

  /** All of them, by a table: a model has millions. */
  static void toFloats(ShortBuffer halves, float[] values) {
    short[] bits = new short[values.length];
    halves.get(bits);
    for (int i = 0; i < values.length; i++) {
      values[i] = Table.FLOATS[bits[i] & 0xffff];
    }
  }

  /** Made when it is first needed. */
  private static final class Table {
    static final float[] FLOATS = new float[1 << 16];

    static {
      for (int i = 0; i < FLOATS.length; i++) {
        FLOATS[i] = toFloat((short) i);
      }
    }
  }

  /** Rounds to the nearest, ties to even; too large becomes infinite. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00); // not a number
    }
    if (magnitude >= 0x477ff000) {
      return (short) (sign | 0x7c00); // rounds beyond 65504: infinite
    }
    if (magnitude >= 0x38800000) {
      int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
      return (short) (sign | (rounded - 0x38000000) >>> 13);
    }
    // Subnormal: multiples of 2^-24, rounded by rint (ties to even).
    return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
  }
}
