package org.signcam.train;

import java.nio.ByteBuffer;

/**
 * What one step learns from.
 *
 * @param rgb N×side×side×3 uint8, a direct buffer
 * @param labels N indices
 * @param shapes N indices
 * @param points N×42 landmarks as fractions of the side
 * @param known N flags, 1 where the landmarks are known
 */
record Batch(int side, ByteBuffer rgb, int[] labels, int[] shapes, float[] points, float[] known) {
  int size() {
    return labels.length;
  }
}
