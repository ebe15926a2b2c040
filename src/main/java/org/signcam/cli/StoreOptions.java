package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.signcam.base.UserException;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which sample store a command works on. */
final class StoreOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = {"--samples", "--into"},
      paramLabel = "DIR",
      description = "The folder of the recorded samples. Default: samples in signcam's own folder.")
  Path folder = ModelStore.samples();

  /** Opens the store, made if it is missing, and says on stderr what was repaired. */
  SampleStore openOrMake() {
    SampleStore store = SampleStore.open(folder);
    PrintWriter err = spec.commandLine().getErr();
    store.notices().forEach(err::println);
    err.flush();
    return store;
  }

  /**
   * Opens a store that is there.
   *
   * @throws UserException when there is none
   */
  SampleStore open() {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          "There is no folder of samples at %s; name it with --samples.".formatted(folder));
    }
    return openOrMake();
  }
}
