package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.signcam.base.AtomicFiles;
import org.signcam.model.Devices;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleSet;
import org.signcam.train.HandFinder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples landmarks}: where the hands' points are, for {@code train --landmarks}. */
@Command(
    name = "landmarks",
    description = {
      "Finds the 21 points of the hand in every picture and writes them for train --landmarks.",
      "By them a training learns what a hand is, and cuts hands out to show them in other rooms."
    })
final class SamplesLandmarksCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Sample folders: SIGNER/LETTER/*.jpg and its like.")
  List<Path> folders;

  @Option(
      names = "--teacher",
      paramLabel = "FILE",
      description =
          "A signcam model with a pose head, or MediaPipe's hand_landmark .onnx. Default: the shipped model.")
  Path teacher;

  @Option(names = "--out", required = true, paramLabel = "CSV", description = "The file to write.")
  Path out;

  @Override
  public Integer call() {
    AtomicFiles.checkWritable(out);
    PrintWriter err = spec.commandLine().getErr();
    SampleSet set = SampleSet.read(folders);
    err.println(set.layout());
    err.flush();
    Path file = teacher == null ? ModelStore.defaultModel() : ModelStore.find(teacher.toString());
    try (TrainingProgress progress = new TrainingProgress(err);
        HandFinder finder = HandFinder.open(file, Devices.choose("cpu"))) {
      finder.write(set.samples(), out, progress);
    }
    spec.commandLine().getOut().printf("%s: the hands of %d pictures%n", out, set.size());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
