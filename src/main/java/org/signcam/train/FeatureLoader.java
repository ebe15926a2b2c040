package org.signcam.train;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.signcam.net.Chain;

/** Batches of cached features, of each picture one variant drawn at random. */
final class FeatureLoader implements Source {
  private final List<Example> examples;
  private final Features features;
  private final Chain above;
  private final Sampler sampler;
  private long next;

  /**
   * @param features of the examples, in their order
   * @param above the backbone's stages that take them
   * @param first number of the first batch to make
   */
  FeatureLoader(
      List<Example> examples, Features features, Chain above, Sampler sampler, long first) {
    this.examples = examples;
    this.features = features;
    this.above = above;
    this.sampler = sampler;
    next = first;
  }

  @Override
  public Batch next() {
    RandomGenerator random = sampler.random(next);
    int[] drawn = sampler.batch(next++, random);
    int n = drawn.length;
    ByteBuffer halves = ByteBuffer.allocateDirect(n * features.width() * Short.BYTES);
    int[] labels = new int[n];
    float[] points = new float[n * 3 * Landmarks.POINTS];
    float[] known = new float[n];
    for (int i = 0; i < n; i++) {
      Example example = examples.get(drawn[i]);
      int row = drawn[i] * features.variants() + random.nextInt(features.variants());
      features.copy(row, halves);
      labels[i] = example.label();
      if (example.points() != null) {
        known[i] = 1;
        features.points(row, points, i * 3 * Landmarks.POINTS);
      }
    }
    return new Batch(
        new Batch.Features(n, halves.flip(), features.shape(), above), labels, points, known, null);
  }

  @Override
  public void close() {
    // nothing is held
  }
}
