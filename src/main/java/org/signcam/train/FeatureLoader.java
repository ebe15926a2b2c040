package org.signcam.train;

import java.util.List;
import java.util.random.RandomGenerator;

/** Batches of cached features, of each picture one variant drawn at random. */
final class FeatureLoader implements Source {
  private final List<Example> examples;
  private final float[][] rows;
  private final int variants;
  private final long[] shape;
  private final Sampler sampler;
  private long next;

  /**
   * @param rows row {@code i·variants + v} is variant v of example i
   * @param shape 1×C×H×W of a row
   * @param first number of the first batch to make
   */
  FeatureLoader(
      List<Example> examples,
      float[][] rows,
      int variants,
      long[] shape,
      Sampler sampler,
      long first) {
    this.examples = examples;
    this.rows = rows;
    this.variants = variants;
    this.shape = shape.clone();
    this.sampler = sampler;
    next = first;
  }

  @Override
  public Batch next() {
    RandomGenerator random = sampler.random(next);
    int[] drawn = sampler.batch(next++, random);
    int n = drawn.length;
    int width = rows[0].length;
    float[] values = new float[n * width];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      float[] row = rows[drawn[i] * variants + random.nextInt(variants)];
      System.arraycopy(row, 0, values, i * width, width);
      labels[i] = examples.get(drawn[i]).label();
    }
    long[] size = {n, shape[1], shape[2], shape[3]};
    float[] noPoints = new float[n * 3 * Landmarks.POINTS];
    return new Batch(new Batch.Features(values, size), labels, noPoints, new float[n]);
  }

  @Override
  public void close() {
    // nothing is held
  }
}
