package org.signcam.train;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
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
final class BatchLoader implements AutoCloseable {
  private static final int AHEAD = 6;

  private final List<Example> examples;
  private final double[] cumulative;
  private final Augmenter augmenter;
  private final int side;
  private final int batch;
  private final long seed;
  private final ExecutorService workers;
  private final Queue<Future<Batch>> ready = new ArrayDeque<>();
  private long next;

  /**
   * @param weights how often each example is drawn, relative to the others
   * @param side of the pictures made, px
   */
  BatchLoader(
      List<Example> examples,
      double[] weights,
      Augmenter augmenter,
      int side,
      int batch,
      long seed) {
    this.examples = examples;
    this.augmenter = augmenter;
    this.side = side;
    this.batch = batch;
    this.seed = seed;
    cumulative = weights.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    // The training thread keeps the cores busy; decoding and augmenting take a tenth of that.
    workers =
        Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            task -> {
              Thread thread = new Thread(task, "batch loader");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The next batch.
   *
   * @throws UserException when a picture cannot be read
   */
  Batch next() {
    while (ready.size() < AHEAD) {
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
    RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
    ByteBuffer rgb = ByteBuffer.allocateDirect(batch * side * side * 3);
    int[] labels = new int[batch];
    int[] shapes = new int[batch];
    float[] points = new float[batch * 2 * Landmarks.POINTS];
    float[] known = new float[batch];
    byte[] pixels = new byte[side * side * 3];
    for (int i = 0; i < batch; i++) {
      Example example = examples.get(draw(cumulative, random));
      labels[i] = example.label();
      shapes[i] = example.shape();
      float[] moved = example.points() == null ? null : example.points().clone();
      Mat picture = Pictures.read(example.sample().file());
      Mat disturbed = augmenter.apply(picture, moved, side, random);
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
    return new Batch(side, rgb.flip(), labels, shapes, points, known);
  }

  /** An index drawn in proportion to its weight, from the weights' running sums. */
  static int draw(double[] cumulative, RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int index = Arrays.binarySearch(cumulative, at);
    return Math.min(cumulative.length - 1, index < 0 ? -index - 1 : index);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
