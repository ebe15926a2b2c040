package org.signcam.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtException;
import java.awt.AWTError;
import java.awt.DisplayMode;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.global.avutil;
import org.opencv.core.Core;
import org.signcam.base.Checksums;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.camera.CameraDevice;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.inference.Engines;
import org.signcam.inference.OnnxRuntime;
import org.signcam.inference.OpenModel;
import org.signcam.model.Devices;
import org.signcam.model.ModelStore;

/** Looks at everything the program stands on; changes nothing. */
final class Doctor {
  private static final String REINSTALL =
      "The program's folder seems incomplete: copy it again, or build it with ./run.sh.";

  private static final long ENOUGH_BYTES = 1_000_000_000;

  private final List<Finding> findings = new ArrayList<>();

  /** All findings, from the ground up. */
  static List<Finding> examine() {
    Doctor doctor = new Doctor();
    doctor.system();
    doctor.program();
    doctor.images();
    boolean engine = doctor.engine();
    doctor.models(engine);
    doctor.findings.addAll(CameraFindings.examine(Cameras::list, Doctor::tryOut));
    doctor.display();
    doctor.folder("models folder", ModelStore.folder(), null);
    doctor.folder("samples", ModelStore.samples(), null);
    doctor.folder("settings", Folders.config(), "config");
    doctor.folder("cache", Folders.cache(), "cache");
    doctor.disk(ModelStore.samples());
    return List.copyOf(doctor.findings);
  }

  private void system() {
    Runtime runtime = Runtime.getRuntime();
    findings.add(Finding.ok("signcam", Version.text()));
    findings.add(
        Finding.ok(
            "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor")));
    findings.add(
        Finding.ok(
            "system",
            String.format(
                Locale.ROOT,
                "%s %s, %s, %d cores, Java heap up to %.1f GB",
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory() / 1e9)));
  }

  /** Only where it was packaged. */
  private void program() {
    Path list = Checksums.ofProgram();
    if (list != null) {
      check(
          "program",
          () -> Checksums.check(list) + " libraries and jars, all as they were built",
          false,
          REINSTALL);
    }
  }

  private void images() {
    check(
        "OpenCV",
        () -> {
          OpenCv.load();
          return Core.VERSION;
        },
        true,
        REINSTALL);
    check(
        "FFmpeg",
        () -> avutil.av_version_info().getString(),
        false,
        "Video files and network cameras cannot be read without it. " + REINSTALL);
  }

  private boolean engine() {
    boolean reads =
        check(
            "ONNX Runtime",
            () -> {
              try {
                return OnnxRuntime.environment().getVersion() + ", reads on the CPU";
              } catch (OrtException e) {
                throw new UserException("It could not be started (" + e.getMessage() + ").", e);
              }
            },
            true,
            "Letters are read with it on a CPU. " + REINSTALL);
    boolean trains =
        check(
            "PyTorch",
            () -> {
              Engine engine = Engine.getInstance();
              return engine.getVersion()
                  + ", DJL "
                  + Engine.getDjlVersion()
                  + ", trains, and reads on a GPU";
            },
            false,
            "Nothing can be trained without it. " + REINSTALL);
    if (trains) {
      Device device = Devices.choose("auto");
      findings.add(
          device.isGpu()
              ? Finding.ok("GPU", Devices.describe(device))
              : Finding.note(
                  "GPU",
                  "none: " + Devices.whyNoGpu(),
                  "The CPU does; for an NVIDIA GPU see docs/troubleshooting.md."));
    }
    return reads;
  }

  private void models(boolean engine) {
    List<Path> files = new ArrayList<>(ModelStore.list());
    Path standard = ModelStore.defaultModel();
    if (!Files.exists(standard)) {
      findings.add(
          Finding.problem(
              "default model",
              standard + " is not there",
              "Copy it from the repository's models folder, or train one and name it with --model."));
    }
    int working = 0;
    for (Path file : files) {
      boolean loads =
          engine
              && check(
                  "model",
                  () -> file + ", " + load(file),
                  false,
                  "Copy it again or delete it; --model chooses another one.");
      working += loads ? 1 : 0;
    }
    if (working == 0) {
      findings.add(
          Finding.fatal(
              "models",
              engine ? "no model works" : "none can be tried without the engine",
              "live needs a model: copy models/ from the repository, or train one."));
    }
  }

  private static String load(Path file) {
    try (OpenModel model = Engines.open(file, "cpu")) {
      String bits = model.card().quantization() == null ? "" : ", ranges for 8 bits";
      return "reads " + String.join(" ", model.card().letters()) + bits;
    }
  }

  private void display() {
    String remedy = "The window needs one; without it use live --headless.";
    try {
      if (GraphicsEnvironment.isHeadless()) {
        findings.add(Finding.note("display", "none", remedy));
        return;
      }
      GraphicsEnvironment environment = GraphicsEnvironment.getLocalGraphicsEnvironment();
      GraphicsDevice screen = environment.getDefaultScreenDevice();
      DisplayMode mode = screen.getDisplayMode();
      double scale = screen.getDefaultConfiguration().getDefaultTransform().getScaleX();
      findings.add(
          Finding.ok(
              "display",
              String.format(
                  Locale.ROOT, "%d×%d, scale %.2g", mode.getWidth(), mode.getHeight(), scale)));
    } catch (AWTError | LinkageError | RuntimeException e) {
      findings.add(
          Finding.problem(
              "display",
              "cannot be used: " + firstLine(e),
              remedy + " On Debian the window needs libxtst6, libxi6, libxrender1, fontconfig."));
    }
  }

  /** What opening the camera gave, with its first picture. */
  private static String tryOut(CameraDevice camera) {
    try (FrameSource source =
        Cameras.open(Integer.toString(camera.index()), CameraOptions.defaults())) {
      CameraInfo info = source.info();
      return "opens, %d×%d %s".formatted(info.width(), info.height(), info.format());
    }
  }

  /** Creates nothing: asks the nearest folder above that exists. */
  private void folder(String name, Path folder, String property) {
    Path there = existing(folder);
    boolean writable = there != null && Files.isDirectory(there) && Files.isWritable(there);
    findings.add(
        writable
            ? Finding.ok(name, folder + (folder.equals(there) ? "" : " (made when needed)"))
            : Finding.problem(
                name,
                folder + " cannot be written, because of " + there,
                property == null
                    ? "Make it writable for you."
                    : "Make it writable for you, or name another: java -Dsigncam.%s=FOLDER."
                        .formatted(property)));
  }

  private static Path existing(Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }

  private void disk(Path folder) {
    Path there = existing(folder);
    if (there == null) {
      return; // said already: it cannot be written
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String value = String.format(Locale.ROOT, "%.1f GB free for samples", free / 1e9);
      findings.add(
          free >= ENOUGH_BYTES
              ? Finding.ok("disk", value)
              : Finding.problem(
                  "disk", value, "Make room: ten thousand pictures and a training take 1 GB."));
    } catch (IOException e) {
      findings.add(
          Finding.problem(
              "disk", there + " tells no free space", "See whether the disk is still there."));
    }
  }

  /** Finds out one thing, however badly it fails: natives fail with errors, not exceptions. */
  private boolean check(String name, Supplier<String> look, boolean needed, String remedy) {
    try {
      findings.add(Finding.ok(name, look.get()));
      return true;
    } catch (RuntimeException | LinkageError e) {
      String what = e instanceof UserException ? e.getMessage() : firstLine(e);
      findings.add(
          needed ? Finding.fatal(name, what, remedy) : Finding.problem(name, what, remedy));
    }
    return false;
  }

  private static String firstLine(Throwable e) {
    return e.toString().lines().findFirst().orElse("");
  }
}
