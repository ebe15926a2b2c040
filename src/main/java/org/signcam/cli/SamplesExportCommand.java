package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.signcam.base.Plural;
import org.signcam.base.UserException;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleExport;
import org.signcam.samples.SampleSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples export}: plain folders for other programs. */
@Command(
    name = "export",
    description =
        "Writes samples as LABEL/SIGNER_LABEL_0001.jpg, which torchvision's ImageFolder and"
            + " signcam read, to a new folder or a .zip file.")
final class SamplesExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FOLDER|ZIP", description = "Where to; it must not be there yet.")
  Path out;

  @Option(
      names = "--samples",
      arity = "1..*",
      paramLabel = "DIR",
      description = "What to export. Default: samples in signcam's own folder.")
  List<Path> samples = List.of(ModelStore.samples());

  @Option(
      names = "--signer",
      arity = "1..*",
      paramLabel = "NAME",
      description = "These alone. Default: all.")
  List<String> signers = List.of();

  @Option(
      names = "--whole",
      description = "The pictures as they were recorded, with the margin about the region.")
  boolean whole;

  @Override
  public Integer call() {
    SampleSet all = SampleSet.read(samples);
    for (String signer : signers) {
      if (!all.signers().contains(signer)) {
        throw new UserException(
            "There is no signer \"%s\"; the signers are %s."
                .formatted(signer, String.join(", ", all.signers())));
      }
    }
    SampleSet set = signers.isEmpty() ? all : all.filter(s -> signers.contains(s.signer()));
    try (Progress progress = new Progress("export", set.size())) {
      SampleExport.write(set, out, whole, progress::stepTo);
    }
    PrintWriter text = spec.commandLine().getOut();
    text.println("%s written to %s.".formatted(Plural.of(set.size(), "picture"), out));
    text.flush();
    return 0;
  }
}
