package org.signcam.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.signcam.inference.EngineChoice;
import org.signcam.inference.OpenModel;
import org.signcam.model.ModelStore;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --model} and {@code --device}, the same for every command that uses a model. */
public final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "F",
      description =
          "The model: a file or the name of one in models/ (default: the default model,"
              + " asl-a-i unless another was chosen).")
  String model;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu",
      defaultValue = "auto",
      converter = DeviceName.class,
      description = "Where it runs; auto takes the GPU when there is one (default).")
  String device;

  @Option(
      names = "--engine",
      paramLabel = "auto|onnx|onnx-int8|pytorch|pytorch-float16",
      defaultValue = "auto",
      converter = EngineName.class,
      description =
          "What runs it; auto takes PyTorch on a GPU, in float16 where that reads the same, else ONNX Runtime, in 8 bits where the model"
              + " was found to be as accurate so (default).")
  EngineChoice engine;

  /** The file of the model, which need not be there. */
  Path file() {
    return model == null ? ModelStore.defaultModel() : ModelStore.find(model);
  }

  OpenModel open(ModelOpener opener) {
    return opener.open(model, device, engine);
  }

  /** An unknown device is a mistake in the command line: exit 2, before anything is loaded. */
  static final class DeviceName implements ITypeConverter<String> {
    private static final Set<String> NAMES = Set.of("auto", "cpu", "gpu");

    @Override
    public String convert(String value) {
      String name = value.toLowerCase(Locale.ROOT);
      if (!NAMES.contains(name)) {
        throw new TypeConversionException("expected auto, cpu or gpu, found '" + value + "'");
      }
      return name;
    }
  }

  /** Likewise. */
  static final class EngineName implements ITypeConverter<EngineChoice> {
    @Override
    public EngineChoice convert(String value) {
      return Arrays.stream(EngineChoice.values())
          .filter(engine -> engine.toString().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected auto, onnx, onnx-int8, pytorch or pytorch-float16, found '"
                          + value
                          + "'"));
    }
  }
}
