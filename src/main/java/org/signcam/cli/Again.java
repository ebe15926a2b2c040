package org.signcam.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command line that is running, to be repeated. */
final class Again {
  private Again() {}

  /** As a shell takes it. */
  static String command(CommandSpec spec) {
    return "./run.sh "
        + spec.root().commandLine().getParseResult().originalArgs().stream()
            .map(w -> w.matches("[\\w./:=,+-]+") ? w : "'" + w.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
  }
}
