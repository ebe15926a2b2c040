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
  private static final int AHEAD = 6;

  private final List<Example> examples;
  private final Sampler sampler;
  private final Augmenter augmenter;
  private final int side;
  private final ExecutorService workers;
  private final Queue<Future<Batch>> ready = new ArrayDeque<>();
  private long next;

  /**
   * @param side of the pictures made, px
   * @param first number of the first batch to make
   */
  BatchLoader(List<Example> examples, Sampler sampler, Augmenter augmenter, int side, long first) {
    this.examples = examples;
    this.sampler = sampler;
    this.augmenter = augmenter;
    this.side = side;
    next = first;
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

  @Override
  public Batch next() {
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
      Mat disturbed = augmenter.apply(example.sample().file(), picture, moved, side, random);
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
    return new Batch(new Batch.Pictures(n, side, rgb.flip()), labels, points, known);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
