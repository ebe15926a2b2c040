package org.signcam.recognize;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.signcam.model.Prediction;

/** A reading of nine letters and the rejecting class smoothed with those of the last 200 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmootherBench {
  private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I");

  /** Frames a second. */
  @Param({"30", "120"})
  public double fps;

  private final Smoother smoother = new Smoother();
  private final Prediction[] predictions = {likely(0), likely(3), likely(9)};
  private long frame;

  private static Prediction likely(int label) {
    float[] probabilities = new float[LETTERS.size() + 1];
    java.util.Arrays.fill(probabilities, 0.02f);
    probabilities[label] = 0.82f;
    return new Prediction(LETTERS, probabilities, 0.5);
  }

  /** One reading. */
  @Benchmark
  public String next() {
    return smoother.next(predictions[(int) (frame % 3)], frame++ * 1000 / fps);
  }
}
