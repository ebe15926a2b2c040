package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.model.Devices;
import org.signcam.record.Burst;
import org.signcam.record.PictureSink;
import org.signcam.record.Recorder;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleStore;
import org.signcam.train.Adaptation;
import org.signcam.train.Adaptation.Result;
import org.signcam.train.Adaptation.Thoroughness;
import org.signcam.ui.OffscreenPreview;
import org.signcam.ui.PaintLog;

/**
 * {@code bench --retrain}: from Train to the new model live, while a preview of 30 frames a second
 * goes on. The pictures are frames of the source, recorded as a camera's are; what they show does
 * not matter to the time, so their labels are made up.
 */
final class RetrainBench {
  private static final int PER_LETTER = 30;
  private static final double FPS = 30;
  private static final long BEFORE_SECONDS = 5;
  private static final int ROUNDS = 3;

  private final Path model;
  private final List<String> letters;
  private final String device;
  private final Supplier<FrameSource> source;
  private final Region region;
  private final PrintWriter err;

  RetrainBench(
      Path model,
      List<String> letters,
      String device,
      Supplier<FrameSource> source,
      Region region,
      PrintWriter err) {
    this.model = model;
    this.letters = letters;
    this.device = device;
    this.source = source;
    this.region = region;
    this.err = err;
  }

  /**
   * One press of Train.
   *
   * @param learnt when the new weights were there, s after Train
   * @param live when the new model had read its first frame, s after Train
   * @param fps new frames painted a second until then
   * @param longest time between two of them, ms
   */
  record Round(double learnt, double live, double fps, double longest) {}

  /**
   * All rounds.
   *
   * @param pictures recorded
   * @param features time in which their features were computed, before Train, s
   * @param idleFps frames painted a second before Train
   */
  record Figures(int pictures, double features, double idleFps, List<Round> rounds)
      implements BenchFigures {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("pictures", pictures);
      line.put("features_s", Json.rounded(features));
      line.put("fps_before", Json.rounded(idleFps));
      List<Map<String, Object>> each = new ArrayList<>();
      for (Round r : rounds) {
        Map<String, Object> round = new LinkedHashMap<>();
        round.put("learnt_s", Json.rounded(r.learnt));
        round.put("live_s", Json.rounded(r.live));
        round.put("fps", Json.rounded(r.fps));
        round.put("longest_gap_ms", Json.rounded(r.longest));
        each.add(round);
      }
      line.put("rounds", each);
      return line;
    }

    @Override
    public String toString() {
      Table table =
          new Table().row("TRAIN PRESSED", "learnt s", "live s", "preview fps", "longest gap ms");
      for (int i = 0; i < rounds.size(); i++) {
        Round r = rounds.get(i);
        table.row(
            Integer.toString(i + 1),
            number(r.learnt),
            number(r.live),
            number(r.fps),
            number(r.longest));
      }
      return "%d pictures; their features took %s s before Train; preview then %s fps%n%n%s"
          .formatted(pictures, number(features), number(idleFps), table);
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  }

  /**
   * Records, trains and shows.
   *
   * @param folder for what is made, empty
   * @throws UserException when the model cannot learn, or there is no room for the pictures
   */
  Figures run(Path folder) {
    try {
      return run(record(folder.resolve("samples")), folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The benchmark was stopped.", e);
    }
  }

  private Figures run(List<Sample> pictures, Path folder) throws InterruptedException {
    say("Recorded " + pictures.size() + " pictures; computing their features …");
    Supplier<FrameSource> camera = () -> new SteadyFrames(source.get(), FPS);
    try (Adaptation adaptation =
            new Adaptation(model, Devices.choose(device), folder.resolve("cache"), new Silent());
        OffscreenPreview preview = OffscreenPreview.open(camera, region, device)) {
      preview.show(model);
      long start = System.nanoTime();
      adaptation.prepare(pictures, () -> false);
      double features = seconds(start, System.nanoTime());
      start = System.nanoTime();
      TimeUnit.SECONDS.sleep(BEFORE_SECONDS);
      double idle = preview.log().smoothness(start, System.nanoTime()).fps();
      List<Round> rounds = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        say("Train, " + round + " of " + ROUNDS + " …");
        rounds.add(press(adaptation, pictures, preview, folder.resolve("new.safetensors"), round));
      }
      return new Figures(pictures.size(), features, idle, rounds);
    }
  }

  private static Round press(
      Adaptation adaptation, List<Sample> pictures, OffscreenPreview preview, Path out, long seed) {
    long start = System.nanoTime();
    Result result = adaptation.run(pictures, Thoroughness.QUICK, seed, () -> false);
    long learnt = System.nanoTime();
    result.save(out);
    preview.show(out);
    long live = System.nanoTime();
    PaintLog.Smoothness smooth = preview.log().smoothness(start, live);
    return new Round(
        seconds(start, learnt), seconds(start, live), smooth.fps(), smooth.longestMillis());
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private List<Sample> record(Path folder) throws InterruptedException {
    SynchronousQueue<String> ended = new SynchronousQueue<>();
    List<Sample> kept = new ArrayList<>();
    Recorder.Listener listener =
        new Recorder.Listener() {
          @Override
          public void picture(Recorder.Progress progress) {
            kept.add(progress.sample());
          }

          @Override
          public void ended(Recorder.Progress last, Recorder.End why, String sentence) {
            try {
              ended.put(why == Recorder.End.COMPLETE ? "" : why + ". " + sentence);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (FrameSource frames = source.get();
        SampleStore store = SampleStore.open(folder);
        FileTap tap = new FileTap(frames, null, region, () -> {});
        Recorder recorder =
            new Recorder(tap, () -> region, () -> null, PictureSink.into(store), listener)) {
      for (String letter : letters) {
        recorder.begin(
            new Burst("bench", letter, frames.info().name(), Burst.MOST, PER_LETTER, Set.of()));
        String fault = ended.take();
        if (!fault.isEmpty()) {
          throw new UserException("The pictures could not be recorded: " + fault);
        }
      }
    }
    return kept;
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }

  private static final class Silent implements org.signcam.train.Progress {
    @Override
    public void say(String line) {
      // Figures are printed in the end.
    }

    @Override
    public void step(String task, long done, long all, String detail) {
      // As above.
    }
  }
}
