package org.signcam.inference;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.signcam.model.Classifier;
import org.signcam.model.Prediction;

/**
 * Whether a network reads in float16 as it does in float32, asked of the very GPU that it runs on:
 * its kernels differ from one make to the next, and so may what overflows.
 */
final class Float16Check {
  private static final int PICTURES = 16;

  /** So far may a probability move, 0–1. */
  private static final double MOST = 0.02;

  /** Sides of the blots that the pictures are made of, px: coarse and fine ones. */
  private static final int[] BLOTS = {1, 4, 16, 56};

  private Float16Check() {}

  /** Whether both give the probabilities of made pictures alike; not a number is not alike. */
  static boolean same(Classifier full, Classifier halves) {
    int side = full.inputSide();
    List<ByteBuffer> pictures =
        IntStream.range(0, PICTURES)
            .mapToObj(i -> blots(side, BLOTS[i % BLOTS.length], i))
            .toList();
    List<Prediction> expected = full.predict(pictures);
    List<Prediction> found = halves.predict(pictures);
    return IntStream.range(0, PICTURES).allMatch(i -> alike(expected.get(i), found.get(i)));
  }

  private static boolean alike(Prediction expected, Prediction found) {
    float[] a = expected.probabilities();
    float[] b = found.probabilities();
    return IntStream.range(0, a.length).allMatch(i -> Math.abs(a[i] - b[i]) <= MOST);
  }

  /** A picture of squares of colour. */
  private static ByteBuffer blots(int side, int blot, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int across = (side + blot - 1) / blot;
    byte[] colours = new byte[across * across * 3];
    random.nextBytes(colours);
    ByteBuffer rgb = ByteBuffer.allocateDirect(side * side * 3);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        rgb.put(colours, (y / blot * across + x / blot) * 3, 3);
      }
    }
    return rgb.flip();
  }
}
