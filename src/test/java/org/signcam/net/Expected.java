package org.signcam.net;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What torchvision computed, as {@code expected.json} has it.
 *
 * @param backbones every backbone and cut, on seeded weights and a seeded input
 * @param heads every head, on seeded weights and seeded features
 * @param imagenet the real ResNet-50 on three {@link Seeded#picture}s
 */
record Expected(List<Case> backbones, List<Case> heads, Imagenet imagenet) {
  /** The largest difference allowed, relative to the size of the truth. */
  static final double TOLERANCE = 1e-4;

  /** The step by which samples walk through a tensor; prime, so that none repeats. */
  private static final long STEP = 2654435761L;

  record Imagenet(long[] input, Case features, Case logits) {}

  /**
   * One tensor, and what it was computed with.
   *
   * @param input the input's shape
   * @param samples entries {@code k · STEP mod size}, k from 0
   */
  record Case(
      String backbone,
      boolean folded,
      String head,
      String cut,
      long[] input,
      int parameters,
      long[] shape,
      double mean,
      double norm,
      double[] samples) {

    /** Fails unless {@code actual} is this tensor to a relative error below {@link #TOLERANCE}. */
    void check(NDArray actual) {
      assertThat(actual.getShape().getShape()).as("shape").isEqualTo(shape);
      float[] values = actual.toFloatArray();
      double sum = 0;
      double squares = 0;
      for (float v : values) {
        sum += v;
        squares += (double) v * v;
      }
      assertThat(Math.abs(Math.sqrt(squares) / norm - 1)).as("norm").isLessThan(TOLERANCE);
      double size = norm / Math.sqrt(values.length);
      assertThat(Math.abs(sum / values.length - mean) / size).as("mean").isLessThan(TOLERANCE);
      double[] sampled = new double[samples.length];
      for (int k = 0; k < sampled.length; k++) {
        sampled[k] = values[(int) (k * STEP % values.length)];
      }
      assertThat(relativeError(sampled, samples)).as("samples").isLessThan(TOLERANCE);
    }

    @Override
    public String toString() {
      return head != null
          ? head
          : backbone + (folded ? " folded" : "") + " to " + cut + " at " + input[3] + " px";
    }
  }

  /** ‖actual − expected‖ / ‖expected‖. */
  static double relativeError(double[] actual, double[] expected) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      size += expected[i] * expected[i];
    }
    return Math.sqrt(difference / size);
  }

  /** {@link #relativeError(double[], double[])} of two whole tensors. */
  static double relativeError(NDArray actual, NDArray expected) {
    return actual.sub(expected).norm().getFloat() / expected.norm().getFloat();
  }

  static Expected read() {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Expected.class.getResourceAsStream("expected.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(in, Expected.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
