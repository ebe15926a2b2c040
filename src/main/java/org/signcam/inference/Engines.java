package org.signcam.inference;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import org.signcam.base.UserException;
import org.signcam.model.Devices;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;

/** Which engine runs a model, and where. */
public final class Engines {
  private Engines() {}

  /**
   * Opens a model file on the engine that is best for it.
   *
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @throws UserException when it is no model, or there is no such device
   */
  public static OpenModel open(Path file, String device) {
    return open(file, device, EngineChoice.AUTO);
  }

  /**
   * Opens a model file.
   *
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @throws UserException when it is no model, there is no such device, or the engine does not run
   *     there
   */
  public static OpenModel open(Path file, String device, EngineChoice engine) {
    boolean onnx = engine == EngineChoice.ONNX || engine == EngineChoice.ONNX_INT8;
    if (onnx && device.equals("gpu")) {
      throw new UserException(
          "ONNX Runtime runs on the CPU here; use --engine pytorch with --device gpu.");
    }
    Device chosen = onnx ? Device.cpu() : Devices.choose(device);
    if (chosen.isGpu()
        || engine == EngineChoice.PYTORCH
        || engine == EngineChoice.PYTORCH_FLOAT16) {
      return onTorch(file, chosen, engine);
    }
    return onCpu(file, device, engine);
  }

  private static OpenModel onTorch(Path file, Device device, EngineChoice engine) {
    String where = Devices.describe(device) + ", PyTorch";
    if (engine == EngineChoice.PYTORCH_FLOAT16) {
      GestureModel halves = GestureModel.load(file, device, DataType.FLOAT16);
      return new OpenModel(file, halves.card(), halves, where + " float16");
    }
    GestureModel model = GestureModel.load(file, device);
    GestureModel halves = engine == EngineChoice.AUTO ? halves(file, device, model) : null;
    if (halves != null) {
      model.close();
      return new OpenModel(file, halves.card(), halves, where + " float16");
    }
    return new OpenModel(file, model.card(), model, where);
  }

  /** The same model in float16; none where it reads otherwise, or does not run at all. */
  static GestureModel halves(Path file, Device device, GestureModel full) {
    GestureModel halves = null;
    boolean same = false;
    try {
      halves = GestureModel.load(file, device, DataType.FLOAT16);
      same = Float16Check.same(full, halves);
    } catch (RuntimeException e) {
      same = false; // no room for two, or an operator without float16: float32 is there
    }
    if (halves != null && !same) {
      halves.close();
    }
    return same ? halves : null;
  }

  private static OpenModel onCpu(Path file, String device, EngineChoice engine) {
    Content content = Safetensors.read(file);
    ModelCard card = GestureModel.card(content, file);
    boolean eightBit =
        engine == EngineChoice.ONNX_INT8
            || (engine == EngineChoice.AUTO
                && card.quantization() != null
                && card.quantization().preferred());
    OnnxModel model = OnnxModel.of(card, content.tensors(), file.toString(), eightBit);
    String where =
        Devices.describe(Device.cpu()) + ", ONNX Runtime " + (eightBit ? "8 bit" : "float32");
    String why = device.equals("auto") && engine == EngineChoice.AUTO ? Devices.whyNoGpu() : "";
    where += why.isEmpty() ? "" : "; no GPU: " + why;
    return new OpenModel(file, card, model, where);
  }

  /**
   * Threads of one pass, the caller's among them: as many as there are cores, at most four, or what
   * the system property {@code signcam.threads} says.
   */
  static int threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.max(1, Integer.getInteger("signcam.threads", Math.min(cores, 4)));
  }
}
