package org.signcam.train;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;

/**
 * Draws, decodes and augments batches ahead of the training thread. Batch number i depends on the
 * seed and i alone, not on the threads, so that a run repeats.
 */
final class BatchLoader implements Source {
  /** Fewest and most batches made beforehand; one of 32 pictures of 224 px takes 5 MB. */
  private static final int AHEAD = 6;

  private static final int MOST_AHEAD = 32;

  /** Share of another picture from which on the landmarks are unclear. */
  private static final double DIM = 0.2;

  private final List<Example> examples;
  private final Sampler sampler;
  private final Augmenter augmenter;
  private final int side;
  private final double mixup;
  private final ExecutorService workers;
  private final int ahead;
  private final Queue<Future<Batch>> ready = new ArrayDeque<>();
  private long next;

  /**
   * @param side of the pictures made, px
   * @param mixup as in {@link Recipe#mixup}
   * @param first number of the first batch to make
   * @param threads that make them
   */
  BatchLoader(
      List<Example> examples,
      Sampler sampler,
      Augmenter augmenter,
      int side,
      double mixup,
      long first,
      int threads) {
    this.examples = examples;
    this.sampler = sampler;
    this.augmenter = augmenter;
    this.side = side;
    this.mixup = mixup;
    next = first;
    ahead = Math.min(MOST_AHEAD, Math.max(AHEAD, 2 * threads));
    workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "batch loader");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public Batch next() {
    while (ready.size() < ahead) {
      long number = next++;
      ready.add(workers.submit(() -> make(number)));
    }
    try {
      return ready.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("Training was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UserException user) {
        throw user;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Batch make(long number) {
    RandomGenerator random = sampler.random(number);
    int[] drawn = sampler.batch(number, random);
    int n = drawn.length;
    ByteBuffer rgb = ByteBuffer.allocateDirect(n * side * side * 3);
    int[] labels = new int[n];
    float[] points = new float[n * 3 * Landmarks.POINTS];
    float[] known = new float[n];
    byte[] pixels = new byte[side * side * 3];
    for (int i = 0; i < n; i++) {
      Example example = examples.get(drawn[i]);
      labels[i] = example.label();
      float[] moved = example.points() == null ? null : example.points().clone();
      Mat picture = Pictures.read(example.sample().file());
      Mat disturbed = augmenter.apply(example.sample(), picture, moved, side, random);
      Imgproc.cvtColor(disturbed, disturbed, Imgproc.COLOR_BGR2RGB);
      disturbed.get(0, 0, pixels);
      rgb.put(pixels);
      picture.release();
      disturbed.release();
      if (moved != null) {
        known[i] = 1;
        System.arraycopy(moved, 0, points, i * moved.length, moved.length);
      }
    }
    Batch.Mixed mixed = mixup > 0 ? mix(rgb, labels, known, random) : null;
    return new Batch(new Batch.Pictures(n, side, rgb.flip()), labels, points, known, mixed);
  }

  /** Lays the batch backwards over itself; the landmarks of what grows dim are not learnt. */
  private Batch.Mixed mix(ByteBuffer rgb, int[] labels, float[] known, RandomGenerator random) {
    double drawn = beta(random);
    double share = Math.min(drawn, 1 - drawn);
    int n = labels.length;
    int size = rgb.position() / n;
    for (int i = 0; i < n / 2; i++) {
      for (int at = i * size, other = (n - 1 - i) * size; at < (i + 1) * size; at++, other++) {
        int a = Byte.toUnsignedInt(rgb.get(at));
        int b = Byte.toUnsignedInt(rgb.get(other));
        rgb.put(at, (byte) Math.round(a + share * (b - a)));
        rgb.put(other, (byte) Math.round(b + share * (a - b)));
      }
    }
    int[] others = new int[n];
    for (int i = 0; i < n; i++) {
      others[i] = labels[n - 1 - i];
      known[i] = share < DIM ? known[i] : 0;
    }
    return new Batch.Mixed(others, share);
  }

  /** Of both parameters {@code mixup} (Jöhnk 1964, https://doi.org/10.1007/BF02613706). */
  private double beta(RandomGenerator random) {
    while (true) {
      double a = Math.pow(1 - random.nextDouble(), 1 / mixup);
      double b = Math.pow(1 - random.nextDouble(), 1 / mixup);
      if (a + b > 0 && a + b <= 1) {
        return a / (a + b);
      }
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
