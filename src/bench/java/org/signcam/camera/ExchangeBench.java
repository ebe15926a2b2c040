package org.signcam.camera;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A frame leased, offered to three exchanges, taken by one reader, given back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExchangeBench {
  private final FramePool pool = new FramePool();
  private final Exchange[] exchanges = {new Exchange(), new Exchange(), new Exchange()};

  /** Frees the buffers. */
  @TearDown
  public void free() {
    for (Exchange exchange : exchanges) {
      exchange.close();
    }
    pool.close();
  }

  /** On one thread: what the hand-over itself costs, nobody waiting. */
  @Benchmark
  public long handOver() throws InterruptedException {
    try (Frame frame = pool.lease()) {
      frame.stamp(1, 2, 3);
      for (Exchange exchange : exchanges) {
        exchange.publish(frame.retain());
      }
    }
    try (Frame taken = exchanges[0].take(0)) {
      return taken.sequence();
    }
  }
}
