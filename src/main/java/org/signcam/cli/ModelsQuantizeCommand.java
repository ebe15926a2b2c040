package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.model.Quantization;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.train.EightBitTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models quantize}: what a training measures at its end, of a model that lacks it. */
@Command(
    name = "quantize",
    description = {
      "Measures what a model needs to run in 8 bits, and whether it is as accurate so.",
      "A training does this by itself. The weights stay as they are; the model file before is kept as"
          + " NAME.previous.safetensors."
    })
final class ModelsQuantizeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A name or a file.")
  String name;

  @Option(
      names = "--samples",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "The pictures it was trained on, and those of --validation.")
  List<Path> samples;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of which pictures are looked at. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Mixin SplitOptions splitOptions;

  @Override
  public Integer call() {
    OpenCv.load();
    Path file = ModelStore.find(name);
    Content content = Safetensors.read(file);
    ModelCard card = GestureModel.card(content, file);
    SampleSet set = splitOptions.read(samples);
    try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr())) {
      Split split = splitOptions.checked(set, seed, progress);
      AtomicBoolean stopping = new AtomicBoolean();
      Map<String, Tensor> weights = GestureModel.asWritten(content.tensors());
      EightBitTrial trial =
          new EightBitTrial(card, weights, file.toString(), stopping::get, progress);
      Quantization found =
          ExitHook.run(
              () -> trial.run(split.train(), set.with(split.validation()), seed),
              () -> stopping.set(true));
      GestureModel.save(file, card.withQuantization(found), weights);
    } catch (CancellationException e) {
      throw new UserException("It was stopped; the model is as it was.", e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(file);
    out.flush();
    return 0;
  }
}
