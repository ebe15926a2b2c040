package org.signcam.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.UserException;
import org.signcam.image.Region;
import org.signcam.samples.RecordingSession;
import org.signcam.samples.SampleCheck;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.samples.Split;
import org.signcam.train.Recipe;
import org.signcam.train.Training;
import org.signcam.train.TrainingData;

/**
 * {@code bench --store N}: a store of N small pictures, of twenty people and ten labels, and how
 * long it takes to record, open, split and check it, and to make a training's first step on it.
 */
final class StoreBench {
  private static final int SIGNERS = 20;
  private static final List<String> LABELS =
      List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", SampleSet.NOTHING);
  private static final int SIDE = 144;
  private static final Region REGION = new Region(24, 24, 96);

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
    timed(seconds, "record", () -> record(pictures, samples));
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

  private static Void record(int pictures, Path samples) {
    Core.setRNGSeed(1);
    try (SampleStore store = SampleStore.open(samples);
        Progress progress = new Progress("record", pictures)) {
      int done = 0;
      for (int person = 0; person < SIGNERS; person++) {
        try (RecordingSession session = store.begin("person" + person, "made pictures")) {
          int last = (int) ((long) pictures * (person + 1) / SIGNERS);
          for (int burst = -1; done < last; done++) {
            if (burst != done / 100) {
              burst = done / 100;
              session.nextBurst();
            }
            session.add(LABELS.get(burst % LABELS.size()), picture(), REGION, Instant.now());
            progress.stepTo(done + 1L);
          }
        }
      }
    }
    return null;
  }

  /** Blots of colour, no two pictures the same. */
  private static byte[] picture() {
    Mat blots = new Mat(6, 6, CvType.CV_8UC3);
    Mat large = new Mat();
    MatOfByte jpeg = new MatOfByte();
    try {
      Core.randu(blots, 0, 256);
      Imgproc.resize(blots, large, new Size(SIDE, SIDE), 0, 0, Imgproc.INTER_CUBIC);
      Imgcodecs.imencode(".jpg", large, jpeg);
      return jpeg.toArray();
    } finally {
      blots.release();
      large.release();
      jpeg.release();
    }
  }

  /** Seconds from the pictures' list to the first step made; then the training is stopped. */
  private static double firstStep(SampleSet set, Split split, Path folder) {
    long start = System.nanoTime();
    Recipe recipe = Recipe.of("tutorial-cnn");
    TrainingData data = TrainingData.of(set, split, List.of(), recipe.rejecting());
    AtomicLong stepped = new AtomicLong();
    Training[] training = new Training[1];
    org.signcam.train.Progress progress =
        new org.signcam.train.Progress() {
          @Override
          public void say(String line) {
            // The figures count.
          }

          @Override
          public void step(String task, long done, long all, String detail) {
            stepped.compareAndSet(0, System.nanoTime());
            training[0].stop();
          }
        };
    Training.Settings settings =
        new Training.Settings(
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            folder.resolve("bench.safetensors"),
            1,
            600,
            Device.cpu(),
            "");
    training[0] = new Training(recipe, set, data, settings, progress);
    try {
      training[0].run();
    } catch (UserException e) {
      if (stepped.get() == 0) { // else it says that it was stopped
        throw e;
      }
    }
    return (stepped.get() - start) / 1e9;
  }
}
