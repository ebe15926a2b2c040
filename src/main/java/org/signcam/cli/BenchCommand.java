package org.signcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Folders;
import org.signcam.base.Percentiles;
import org.signcam.base.UserException;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.inference.OpenModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how long each stage of a frame's way takes, and other figures on demand. */
@Command(name = "bench", description = "Times each stage from frame to letter.")
public final class BenchCommand implements Callable<Integer> {
  private final ModelOpener opener;

  @Spec CommandSpec spec;
  @Mixin ModelOptions modelOptions;

  @Option(
      names = "--clip",
      paramLabel = "FILE",
      description = "A video to read, again and again (default: made frames, 640×480).")
  Path clip;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many frames to time, after 10 to warm up (default: 200).")
  int frames;

  @Option(
      names = "--region",
      paramLabel = "X,Y,SIDE",
      converter = Converters.OfRegion.class,
      description = "The square to look at (default: centred, 60 %% of the height).")
  Region region;

  @Option(
      names = "--retrain",
      description = {
        "Instead: 30 pictures a letter are recorded, then how long it takes from Train to the new"
            + " model live, and how smooth a preview of 30 frames a second stays meanwhile."
      })
  boolean retrain;

  @Option(
      names = "--record",
      paramLabel = "SECONDS",
      description =
          "Instead: 15 pictures a second are recorded for so long, beside such a preview; how many"
              + " of them are on disk, how smooth it was, and the memory.")
  Integer record;

  @Option(
      names = "--window",
      description = {
        "Instead: 30 frames a second through the window's own threads, and how long after a frame's"
            + " arrival it and its reading are painted: on the window, or offscreen where there is"
            + " no display."
      })
  boolean window;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long --window looks, after 3 s to warm up (default: 20).")
  int seconds;

  @Option(
      names = "--soak",
      paramLabel = "N",
      description =
          "Instead: N frames through the window's threads as fast as they go, a stand-in for the"
              + " network; what the process holds after a tenth of them and at the end.")
  Integer soak;

  @Option(names = "--json", description = "One line of JSON.")
  boolean json;

  /** Uses models from there. */
  public BenchCommand(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    if (frames < 1) {
      throw new ParameterException(
          spec.commandLine(), "--frames must be at least 1, not " + frames + ".");
    }
    if (record != null && record < 1) {
      throw new ParameterException(
          spec.commandLine(), "--record must be at least 1, not " + record + ".");
    }
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seconds must be at least 1, not " + seconds + ".");
    }
    if (soak != null) {
      return soak();
    }
    if (retrain || window || record != null) {
      return inFolder(this::withPreview);
    }
    try (OpenModel model = modelOptions.open(opener);
        FrameSource source = source()) {
      String what = source.info().summary();
      PrintWriter err = spec.commandLine().getErr();
      err.println("Timing " + model.file() + " on " + model.device() + " with " + what);
      err.flush();
      Map<String, double[]> millis =
          new StageBench(model.classifier(), source, region).time(frames);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.line(figures(model, source, millis)) + "\n" : table(millis));
      out.flush();
      return 0;
    }
  }

  private int soak() {
    if (soak < 100) {
      throw new ParameterException(
          spec.commandLine(), "--soak must be at least 100, not " + soak + ".");
    }
    SoakBench.Figures figures = new SoakBench(this::source).run(soak);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.line(figures.json()) + "\n" : figures);
    out.flush();
    return 0;
  }

  /** The benchmarks with a preview, which write pictures. */
  private int withPreview(Path folder) {
    Path file;
    List<String> letters;
    try (OpenModel model = modelOptions.open(opener)) {
      file = model.file();
      letters = model.card().letters();
    }
    String device = modelOptions.device;
    PrintWriter out = spec.commandLine().getOut();
    if (retrain) {
      PrintWriter err = spec.commandLine().getErr();
      RetrainBench.Figures figures =
          new RetrainBench(file, letters, device, this::source, region, err).run(folder);
      out.print(json ? Json.line(figures.json()) + "\n" : figures);
    } else if (window) {
      WindowBench.Figures figures =
          new WindowBench(file, device, this::source, region).run(seconds, folder);
      out.print(json ? Json.line(figures.json()) + "\n" : figures);
    } else {
      RecordBench.Figures figures =
          new RecordBench(file, device, this::source, region).run(record, folder);
      out.print(json ? Json.line(figures.json()) + "\n" : figures);
    }
    out.flush();
    return 0;
  }

  private static int inFolder(ToIntFunction<Path> work) {
    Path folder;
    try {
      folder = Files.createTempDirectory("signcam-bench");
    } catch (IOException e) {
      throw new UserException(
          "Cannot make a temporary folder (" + AtomicFiles.reason(e) + "); is the disk full?", e);
    }
    try {
      return work.applyAsInt(folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private FrameSource source() {
    return clip == null
        ? new MadeFrames()
        : Cameras.open(clip.toString(), CameraOptions.defaults().withLoop(true));
  }

  private static double fps(Map<String, double[]> millis) {
    double sum = 0;
    double[] total = millis.get("total");
    for (double ms : total) {
      sum += ms;
    }
    return 1000 * total.length / sum;
  }

  private Map<String, Object> figures(
      OpenModel model, FrameSource source, Map<String, double[]> millis) {
    Map<String, Object> stages = new LinkedHashMap<>();
    millis.forEach(
        (stage, ms) -> {
          stages.put(stage, Json.percentiles(Percentiles.of(ms)));
        });
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("model", model.file().toString());
    figures.put("device", model.device());
    figures.put("source", source.info().name());
    figures.put("width", source.info().width());
    figures.put("height", source.info().height());
    figures.put("frames", frames);
    figures.put("fps", Json.rounded(fps(millis)));
    figures.put("stages_ms", stages);
    figures.put("memory", Memory.now());
    return figures;
  }

  private String table(Map<String, double[]> millis) {
    Table table = new Table().row("STAGE", "p50 ms", "p95 ms", "p99 ms");
    millis.forEach(
        (stage, ms) -> {
          Percentiles p = Percentiles.of(ms);
          table.row(stage, number(p.p50()), number(p.p95()), number(p.p99()));
        });
    return table
        + "\n"
        + number(fps(millis))
        + " fps over "
        + frames
        + " frames; "
        + Memory.now()
        + "\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
