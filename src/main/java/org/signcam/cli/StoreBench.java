package org.signcam.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.signcam.samples.SampleCheck;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.samples.Split;
import org.signcam.train.Recipe;

/**
 * {@code bench --store N}: a store of N small pictures, of twenty people and ten labels, and how
 * long it takes to record, open, split and check it, and to make a training's first step on it.
 */
final class StoreBench {
  /** What was found. */
  record Figures(int pictures, Map<String, Double> seconds) implements BenchFigures {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("pictures", pictures);
      seconds.forEach((what, s) -> line.put(what.replace(' ', '_') + "_s", Json.rounded(s)));
      return line;
    }

    @Override
    public String toString() {
      Table table = new Table().row(pictures + " PICTURES", "s");
      seconds.forEach((what, s) -> table.row(what, String.format(Locale.ROOT, "%.2f", s)));
      return table + "\n";
    }
  }

  /** Measures it; the folder is empty, and is filled. */
  Figures run(int pictures, Path folder) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    Path samples = folder.resolve("samples");
    timed(
        seconds,
        "record",
        () -> {
          MadeStore.record(pictures, samples);
          return pictures;
        });
    int found = timed(seconds, "open", () -> open(samples));
    SampleSet set = timed(seconds, "read", () -> SampleSet.read(samples));
    Split split = timed(seconds, "split", () -> Split.bySigner(set, 0.2, 1));
    timed(
        seconds,
        "check",
        () -> {
          try (Progress progress = new Progress("check", set.size())) {
            return SampleCheck.of(set, split, progress::stepTo);
          }
        });
    seconds.put("to the first step of a training", firstStep(set, split, folder));
    return new Figures(found, seconds);
  }

  private static <T> T timed(Map<String, Double> seconds, String what, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    seconds.put(what, (System.nanoTime() - start) / 1e9);
    return result;
  }

  private static int open(Path samples) {
    try (SampleStore store = SampleStore.open(samples)) {
      return store.set().size();
    }
  }

  /** Seconds from the pictures' list to the first step made. */
  private static double firstStep(SampleSet set, Split split, Path folder) {
    long start = System.nanoTime();
    AtomicLong stepped = new AtomicLong();
    MadeTraining.run(
        Recipe.of("tutorial-cnn"),
        set,
        split,
        folder,
        Device.cpu(),
        step -> {
          stepped.set(System.nanoTime());
          return false;
        });
    return (stepped.get() - start) / 1e9;
  }
}
