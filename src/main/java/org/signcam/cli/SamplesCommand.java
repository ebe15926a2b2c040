package org.signcam.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code samples}: what there is to train on, and what is wrong with it. */
@Command(
    name = "samples",
    description =
        "Checks and counts sample folders, brings them in and out, finds the hands in them, draws some.",
    subcommands = {
      SamplesCheckCommand.class,
      SamplesStatsCommand.class,
      SamplesImportCommand.class,
      SamplesExportCommand.class,
      SamplesTrashCommand.class,
      SamplesEraseCommand.class,
      SamplesLandmarksCommand.class,
      SamplesRenderCommand.class
    })
public final class SamplesCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What about the samples? Expected check, stats, import, export, trash, erase, landmarks or render.");
  }
}
