package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.signcam.base.AtomicFiles;
import org.signcam.export.OnnxExport;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models export}: a model for another place, or as ONNX for another program. */
@Command(
    name = "export",
    description = {
      "Copies a model, and its replay vectors, to another place.",
      "With --onnx it is written as a standard ONNX file, which other runtimes read."
    })
final class ModelsExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", index = "0", description = "A name or a file.")
  String name;

  @Parameters(paramLabel = "FILE", index = "1", description = "Where to.")
  Path to;

  @Option(names = "--onnx", description = "Write ONNX: N×3×side×side float32 in, logits out.")
  boolean onnx;

  @Option(
      names = "--normalize",
      description = "With --onnx: N×side×side×3 uint8 RGB in, normalised inside.")
  boolean normalize;

  @Option(
      names = "--softmax",
      description = "With --onnx: calibrated probabilities out instead of logits.")
  boolean softmax;

  @Option(
      names = "--int8",
      description = "With --onnx: the backbone in 8 bits, quantized statically; takes uint8 RGB.")
  boolean int8;

  @Override
  public Integer call() {
    if (!onnx && (normalize || softmax || int8)) {
      throw new ParameterException(
          spec.commandLine(), "--normalize, --softmax and --int8 go with --onnx.");
    }
    Path file = ModelStore.find(name);
    if (onnx) {
      Content content = Safetensors.read(file);
      ModelCard card = GestureModel.card(content, file);
      if (int8 && card.quantization() != null && !card.quantization().preferred()) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("careful: 8 bits cost accuracy here: " + card.quantization().measured());
        err.flush();
      }
      OnnxExport.Options options = new OnnxExport.Options(normalize || int8, softmax, int8);
      AtomicFiles.export(to, OnnxExport.of(card, content.tensors(), file.toString(), options));
    } else {
      ModelStore.export(file, to);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(to);
    out.flush();
    return 0;
  }
}
