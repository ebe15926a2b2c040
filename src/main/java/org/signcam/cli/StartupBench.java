package org.signcam.cli;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Milestones;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.model.ModelStore;

/**
 * {@code bench --startup}: the program is started again and again by its own start script, with
 * settings of its own, and says itself when it has reached each of the {@link Milestones}. The
 * clock runs from before the script is started. One start beforehand, which does not count, warms
 * the disk.
 */
final class StartupBench {
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long STEADY_MILLIS = 5_000; // after the first letter
  private static final long LOOK_MILLIS = 20;
  private static final int MADE_PICTURES = 4;

  private final Path script;
  private final Path model;
  private final String device;
  private final Path clip;
  private final Region region;

  /**
   * Nothing is started yet.
   *
   * @param clip what the camera sees; null for made frames
   * @param region null for the centred one
   */
  StartupBench(Path script, Path model, String device, Path clip, Region region) {
    this.script = script;
    this.model = model;
    this.device = device;
    this.clip = clip;
    this.region = region;
  }

  /**
   * The start script, which lies beside the program's jar.
   *
   * @throws UserException when the program does not run from its folder
   */
  static Path script() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    try {
      Path jar =
          Path.of(StartupBench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path script = jar.resolveSibling(windows ? "signcam.bat" : "signcam.sh");
      if (Files.isRegularFile(jar) && Files.isRegularFile(script)) {
        return script;
      }
    } catch (URISyntaxException e) {
      // As below: not from its folder.
    }
    throw new UserException(
        "The start is measured through the start script beside signcam.jar, and there is none; use ./run.sh bench --startup.");
  }

  /**
   * One start.
   *
   * @param millis from the script's start to each milestone, ms
   * @param processor what the program had taken of the processors at its first letter, ms; null
   *     where the system does not say
   * @param resident memory of the program in the steady state, MB; null where the system does not
   *     say
   * @param residentPeak the most it was until then, MB; null likewise
   */
  record Run(
      Map<Milestones, Long> millis, Double processor, Double resident, Double residentPeak) {}

  /** What all starts took. */
  record Figures(List<Run> runs) implements BenchFigures {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> milestones = new LinkedHashMap<>();
      for (Milestones milestone : Milestones.values()) {
        milestones.put(name(milestone), spread(millis(milestone)));
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("starts", runs.size());
      line.put("milestones_ms", milestones);
      line.put("processor_ms", spread(all(Run::processor)));
      line.put("resident_mb", spread(all(Run::resident)));
      line.put("resident_peak_mb", spread(all(Run::residentPeak)));
      return line;
    }

    private double[] millis(Milestones milestone) {
      return runs.stream().mapToDouble(run -> run.millis().get(milestone)).toArray();
    }

    /** Those that the system says. */
    private double[] all(Function<Run, Double> figure) {
      return runs.stream().map(figure).filter(Objects::nonNull).mapToDouble(d -> d).toArray();
    }

    /** Null for no values. */
    private static Map<String, Double> spread(double[] values) {
      if (values.length == 0) {
        return null;
      }
      Map<String, Double> spread = new LinkedHashMap<>();
      spread.put("median", median(values));
      spread.put("min", Arrays.stream(values).min().orElseThrow());
      spread.put("max", Arrays.stream(values).max().orElseThrow());
      return spread;
    }

    private static double median(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public String toString() {
      Table table = new Table().row("FROM THE START TO", "median ms", "min", "max");
      for (Milestones milestone : Milestones.values()) {
        table.row(cells(name(milestone), millis(milestone)));
      }
      if (all(Run::processor).length > 0) {
        table.row(cells("processors' time", all(Run::processor)));
      }
      if (all(Run::resident).length > 0) {
        table.row("MEMORY", "median MB", "min", "max");
        table.row(cells("resident", all(Run::resident)));
        table.row(cells("at most", all(Run::residentPeak)));
      }
      return table + "\n" + runs.size() + " starts, after one to warm the disk\n";
    }

    private static String[] cells(String name, double[] values) {
      Map<String, Double> spread = spread(values);
      return new String[] {
        name, number(spread.get("median")), number(spread.get("min")), number(spread.get("max"))
      };
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String name(Milestones milestone) {
      return milestone.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Starts the program so many times.
   *
   * @param folder of its own, for settings and made frames
   * @throws UserException when there is no display, or the program does not come to its first
   *     letter
   */
  Figures run(int starts, Path folder) {
    if (GraphicsEnvironment.isHeadless()) {
      throw new UserException(
          "The start of the window cannot be measured without a display; run it in a desktop session or under xvfb-run -a.");
    }
    List<Run> runs = new ArrayList<>();
    try (Progress progress = new Progress("bench", starts + 1L)) {
      Path camera = clip == null ? madeFrames(folder) : clip.toAbsolutePath();
      start(camera, Files.createDirectory(folder.resolve("first")));
      for (int i = 0; i < starts; i++) {
        progress.stepTo(i + 1L);
        runs.add(start(camera, Files.createDirectory(folder.resolve("start-" + i))));
      }
      progress.stepTo(starts + 1L);
    } catch (IOException e) {
      throw new UserException(
          "The program could not be started by %s (%s).".formatted(script, AtomicFiles.reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The benchmark was stopped.", e);
    }
    return new Figures(runs);
  }

  /** Pictures, since the frames of another process cannot be made here; as quick as a camera. */
  private static Path madeFrames(Path folder) throws IOException {
    OpenCv.load();
    Path pictures = Files.createDirectory(folder.resolve("frames"));
    Mat frame = new Mat();
    try (MadeFrames frames = new MadeFrames()) {
      for (int i = 0; i < MADE_PICTURES; i++) {
        frames.read(frame);
        Path picture = pictures.resolve(i + ".bmp");
        if (!Imgcodecs.imwrite(picture.toString(), frame)) {
          throw new IOException("cannot write " + picture);
        }
      }
    } finally {
      frame.release();
    }
    return pictures;
  }

  private Run start(Path camera, Path folder) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Path milestones = folder.resolve("milestones");
    ProcessBuilder builder = new ProcessBuilder(command(camera)).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    Map<String, String> environment = builder.environment();
    // Relative to its folder: a path with a space would fall apart among the options.
    environment.merge(
        "SIGNCAM_JAVA_OPTIONS",
        "-Dsigncam.config=. -D" + Milestones.PROPERTY + "=" + milestones.getFileName(),
        (own, ours) -> own + " " + ours);
    environment.put("SIGNCAM_HOME", ModelStore.home().toAbsolutePath().toString());
    long start = System.currentTimeMillis();
    Process process = builder.start();
    try {
      await(process, milestones, said);
      Double processor = process.info().totalCpuDuration().map(d -> d.toNanos() / 1e6).orElse(null);
      TimeUnit.MILLISECONDS.sleep(STEADY_MILLIS);
      Memory memory = Memory.of(process.pid());
      return new Run(read(milestones, start), processor, memory.resident(), memory.residentPeak());
    } finally {
      end(process);
    }
  }

  private List<String> command(Path camera) {
    List<String> command = new ArrayList<>(List.of(script.toString(), "live", "--loop"));
    command.addAll(List.of("--camera", camera.toString(), "--device", device));
    command.addAll(List.of("--model", model.toAbsolutePath().toString()));
    if (region != null) {
      command.addAll(List.of("--region", region.x() + "," + region.y() + "," + region.side()));
    }
    return command;
  }

  /** Until all milestones are reached. */
  private static void await(Process process, Path milestones, Path said)
      throws IOException, InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (read(milestones, 0).size() < Milestones.values().length) {
      boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (ended || System.currentTimeMillis() > deadline) {
        throw new UserException(
            "The program %s before its first letter. It said: %s"
                .formatted(
                    ended ? "ended" : "was stopped after " + PATIENCE_MILLIS / 1000 + " seconds,",
                    Files.readString(said).strip()));
      }
    }
  }

  /** Milliseconds since {@code start} by milestone; those reached so far. */
  static Map<Milestones, Long> read(Path file, long start) throws IOException {
    Map<Milestones, Long> millis = new EnumMap<>(Milestones.class);
    if (Files.exists(file)) {
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1); // a line may be under way
      for (String line : whole.lines().toList()) {
        String[] words = line.split(" ", 2);
        millis.put(Milestones.valueOf(words[0]), Long.parseLong(words[1]) - start);
      }
    }
    return millis;
  }

  private static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy); // where the script stays, on Windows
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
