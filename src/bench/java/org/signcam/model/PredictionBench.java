package org.signcam.model;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Ten logits to calibrated probabilities, and to the letter that is answered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PredictionBench {
  private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I");
  private static final List<String> LABELS =
      List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "nothing");
  private static final float[] THREE = {0.5f, 0.5f, 0.5f};

  private final ModelCard card =
      new ModelCard(
          ModelCard.FORMAT,
          LABELS,
          LETTERS,
          "nothing",
          "resnet18",
          "layer4",
          "linear",
          true,
          224,
          THREE,
          THREE,
          "RGB",
          1.3,
          0.6,
          null,
          Map.of());
  private final float[] logits = {1.5f, -0.3f, 7.1f, 0.2f, -2, 0.9f, 3.3f, -1, 0.4f, 2.2f};

  /** The probabilities. */
  @Benchmark
  public Prediction of() {
    return Prediction.of(logits, card);
  }

  /** And the letter. */
  @Benchmark
  public String letter() {
    return Prediction.of(logits, card).letter();
  }
}
