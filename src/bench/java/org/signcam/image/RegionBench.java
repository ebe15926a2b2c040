package org.signcam.image;

import java.awt.geom.Rectangle2D;
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

/** The square between frame and mirrored view. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegionBench {
  private int x = 176; // not final, or it is all computed beforehand

  /** Into the frame. */
  @Benchmark
  public Region clampTo() {
    return new Region(x, 96, 288).clampTo(640, 480);
  }

  /** Where it is drawn. */
  @Benchmark
  public Rectangle2D toView() {
    return new MirroredView(640, 480, 960, 720).toView(new Region(x, 96, 288));
  }

  /** Drawn, and back. */
  @Benchmark
  public Region thereAndBack() {
    MirroredView view = new MirroredView(640, 480, 960, 720);
    return view.toFrame(view.toView(new Region(x, 96, 288)));
  }
}
