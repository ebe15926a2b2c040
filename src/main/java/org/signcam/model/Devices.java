package org.signcam.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.signcam.base.UserException;

/** Which processor runs the networks, and why. */
public final class Devices {
  /** What NVIDIA's driver makes on Linux. */
  private static final Path NVIDIA = Path.of("/dev/nvidiactl");

  private Devices() {}

  /**
   * Chooses a device.
   *
   * @param name {@code auto} (the GPU where there is one), {@code cpu} or {@code gpu}
   * @throws UserException when a GPU was demanded and there is none, saying why
   */
  public static Device choose(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "auto" -> gpus() > 0 ? Device.gpu() : Device.cpu();
      case "cpu" -> Device.cpu();
      case "gpu" -> {
        if (gpus() == 0) {
          throw new UserException(
              "No GPU can be used: "
                  + whyNoGpu()
                  + " Use --device cpu, or see docs/troubleshooting.md.");
        }
        yield Device.gpu();
      }
      default ->
          throw new IllegalArgumentException(
              "There is no device '" + name + "'; use auto, cpu or gpu.");
    };
  }

  // Device.fromName("gpu") succeeds without a GPU; the engine's own count is what can be believed.
  // It loads PyTorch, which is not worth it where no build for GPUs is.
  private static int gpus() {
    return hasCudaBuild() ? Engine.getInstance().getGpuCount() : 0;
  }

  /** One sentence: why no GPU is used; empty when one is. */
  public static String whyNoGpu() {
    if (gpus() > 0) {
      return "";
    }
    if (hasCudaBuild()) {
      return "the CUDA build of PyTorch is here but finds no NVIDIA GPU or driver.";
    }
    return Files.exists(NVIDIA)
        ? "there is an NVIDIA driver, but the PyTorch build in use is for CPUs only."
        : "the PyTorch build in use is for CPUs only, and no NVIDIA driver was found.";
  }

  /** Whether DJL will load a PyTorch for CUDA: named by the user, or as a library of natives. */
  private static boolean hasCudaBuild() {
    String flavor = Utils.getEnvOrSystemProperty("PYTORCH_FLAVOR");
    String folder = Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH");
    if (flavor != null && !flavor.isEmpty()) {
      return flavor.startsWith("cu");
    }
    return (folder != null && !folder.isEmpty()) || NativeFlavors.cuda();
  }

  /** A device as a person would name it: {@code CPU (2 threads)}, {@code GPU 0}. */
  public static String describe(Device device) {
    return device.isGpu()
        ? "GPU " + device.getDeviceId()
        : "CPU (" + Runtime.getRuntime().availableProcessors() + " cores)";
  }
}
