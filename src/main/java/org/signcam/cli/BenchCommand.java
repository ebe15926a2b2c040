package org.signcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.inference.EngineChoice;
import org.signcam.inference.OpenModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how long everything takes; a class a benchmark. */
@Command(
    name = "bench",
    description = "Times each stage from frame to letter, and what else counts.")
public final class BenchCommand implements Callable<Integer> {
  private final ModelOpener opener;

  @Spec CommandSpec spec;
  @Mixin ModelOptions modelOptions;

  @Option(
      names = "--clip",
      paramLabel = "FILE",
      description =
          "A video to read, again and again, or 'virtual' for the virtual signer, whose drawing then"
              + " is the stage 'grab' (default: made frames, 640×480).")
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
      names = "--all",
      description =
          "Stages, --engines, --features, --startup and --window, one after the other; several of"
              + " the options below likewise do what they say in turn.")
  boolean all;

  @Option(
      names = "--engines",
      paramLabel = "ROUNDS",
      arity = "0..1",
      fallbackValue = "30",
      description = {
        "Instead: the forward pass alone on every engine there is, beside bare ONNX Runtime and OpenCV"
            + " on the same weights and picture, in turns (default: 30)."
      })
  Integer engines;

  @Option(
      names = "--features",
      paramLabel = "PICTURES",
      arity = "0..1",
      fallbackValue = "256",
      description =
          "Instead: how many pictures a second a training's frozen stages look at, beside ONNX Runtime"
              + " on the same network (default: 256).")
  Integer features;

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
      names = "--startup",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "5",
      description =
          "Instead: the window is started N times (default: 5); how long until it is there, shows"
              + " the camera and has read its first letter, and the memory.")
  Integer startup;

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

  @Option(
      names = "--train",
      paramLabel = "BLOCKS",
      arity = "0..1",
      fallbackValue = "10",
      description =
          "Instead: how many pictures a second a training of every layer of a ResNet-18 learns from,"
              + " beside DJL's own trainer, eight steps each in turns (default: 10).")
  Integer train;

  @Option(
      names = "--store",
      paramLabel = "N",
      description =
          "Instead: N small pictures are recorded, then how long the store takes to open, to split"
              + " and to check, and a training to its first step.")
  Integer store;

  @Option(names = "--json", description = "One line of JSON.")
  boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the JSON there too.")
  Path out;

  /** Uses models from there. */
  public BenchCommand(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    atLeast("--frames", frames, 1);
    atLeast("--seconds", seconds, 1);
    atLeast("--engines", engines, 1);
    atLeast("--features", features, 1);
    atLeast("--record", record, 1);
    atLeast("--startup", startup, 1);
    atLeast("--soak", soak, 100);
    atLeast("--train", train, 1);
    atLeast("--store", store, 1000);
    OpenCv.load();
    Map<String, Supplier<BenchFigures>> asked = asked();
    if (!asked.isEmpty() && !all && modelOptions.engine != EngineChoice.AUTO) {
      throw new ParameterException(
          spec.commandLine(),
          "--engine is for the stages alone; "
              + asked.keySet().iterator().next()
              + " decides itself.");
    }
    if (asked.isEmpty()) {
      print(stages());
    } else if (asked.size() == 1) {
      print(asked.values().iterator().next().get());
    } else {
      Map<String, BenchFigures> sections = new LinkedHashMap<>();
      asked.forEach(
          (option, bench) -> {
            say("bench " + option);
            sections.put(option.substring(2), bench.get());
          });
      print(new Sections(sections));
    }
    return 0;
  }

  /** Several benchmarks, one after the other. */
  private record Sections(Map<String, BenchFigures> figures) implements BenchFigures {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> sections = new LinkedHashMap<>();
      figures.forEach((name, section) -> sections.put(name, section.json()));
      return sections;
    }

    @Override
    public String toString() {
      return figures.entrySet().stream()
          .map(section -> section.getKey() + "\n\n" + section.getValue())
          .collect(Collectors.joining("\n"));
    }
  }

  private void atLeast(String option, Integer value, int least) {
    if (value != null && value < least) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least " + least + ", not " + value + ".");
    }
  }

  private Map<String, Supplier<BenchFigures>> asked() {
    Map<String, Supplier<BenchFigures>> asked = new LinkedHashMap<>();
    ask(asked, "--stages", all, this::stages);
    ask(asked, "--engines", all || engines != null, this::engines);
    ask(asked, "--features", all || features != null, this::features);
    ask(asked, "--train", train != null, () -> inFolder(this::train));
    ask(asked, "--startup", all || startup != null, () -> inFolder(this::startup));
    ask(asked, "--window", all || window, () -> inFolder(this::window));
    ask(asked, "--soak", soak != null, () -> new SoakBench(this::source).run(soak));
    ask(asked, "--store", store != null, () -> inFolder(f -> new StoreBench().run(store, f)));
    ask(asked, "--retrain", retrain, () -> inFolder(this::retrain));
    ask(asked, "--record", record != null, () -> inFolder(this::record));
    return asked;
  }

  private static void ask(
      Map<String, Supplier<BenchFigures>> asked,
      String option,
      boolean given,
      Supplier<BenchFigures> bench) {
    if (given) {
      asked.put(option, bench);
    }
  }

  private void print(BenchFigures figures) {
    String line = Json.line(figures.json()) + "\n";
    if (out != null) {
      AtomicFiles.write(out, line.getBytes(StandardCharsets.UTF_8));
    }
    PrintWriter printed = spec.commandLine().getOut();
    printed.print(json ? line : figures);
    printed.flush();
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private BenchFigures stages() {
    try (OpenModel model = modelOptions.open(opener);
        FrameSource source = source()) {
      say("Timing " + model.file() + " on " + model.device() + " with " + source.info().summary());
      return new StageBench(model, source, region).run(frames);
    }
  }

  private BenchFigures engines() {
    try (FrameSource source = source()) {
      Path file = modelOptions.file();
      return new EngineBench(file, opener, modelOptions.device, source, region)
          .run(orDefault(engines, 30));
    }
  }

  private static int orDefault(Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  private BenchFigures features() {
    return new FeatureBench(modelOptions.file()).run(orDefault(features, 256));
  }

  private BenchFigures train(Path folder) {
    return new TrainBench(modelOptions.device).run(train, folder);
  }

  private BenchFigures startup(Path folder) {
    return new StartupBench(
            StartupBench.script(), modelOptions.file(), modelOptions.device, clip, region)
        .run(orDefault(startup, 5), folder);
  }

  private BenchFigures retrain(Path folder) {
    List<String> letters;
    try (OpenModel model = modelOptions.open(opener)) {
      letters = model.card().letters();
    }
    PrintWriter err = spec.commandLine().getErr();
    return new RetrainBench(
            modelOptions.file(), letters, modelOptions.device, this::source, region, err)
        .run(folder);
  }

  private BenchFigures window(Path folder) {
    return new WindowBench(modelOptions.file(), modelOptions.device, this::source, region)
        .run(seconds, folder);
  }

  private BenchFigures record(Path folder) {
    return new RecordBench(modelOptions.file(), modelOptions.device, this::source, region)
        .run(record, folder);
  }

  /** The benchmarks that write pictures or settings. */
  private static BenchFigures inFolder(Function<Path, BenchFigures> work) {
    Path folder;
    try {
      folder = Files.createTempDirectory("signcam-bench");
    } catch (IOException e) {
      throw new UserException(
          "Cannot make a temporary folder (" + AtomicFiles.reason(e) + "); is the disk full?", e);
    }
    try {
      return work.apply(folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private FrameSource source() {
    return clip == null
        ? new MadeFrames()
        : Cameras.open(clip.toString(), CameraOptions.defaults().withLoop(true));
  }
}
