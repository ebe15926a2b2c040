package org.signcam.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.signcam.base.Plural;
import org.signcam.samples.SampleStore;
import org.signcam.train.TrainingTraces;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code samples trash}: what was deleted in the gallery. */
@Command(
    name = "trash",
    description = "Counts the deleted pictures, which lie in .trash until it is emptied.")
final class SamplesTrashCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin StoreOptions options;

  @ArgGroup Action action;

  /** One of the two. */
  static final class Action {
    @Option(names = "--empty", description = "Delete them for good.")
    boolean empty;

    @Option(names = "--restore", description = "Bring all of them back.")
    boolean restore;
  }

  @Override
  public Integer call() {
    try (SampleStore store = options.open()) {
      String said;
      if (action == null) {
        said = Plural.of(store.inTrash(), "picture") + " in the trash.";
      } else if (action.empty) {
        int gone = store.emptyTrash(TrainingTraces::erase);
        said =
            "%s deleted for good. %s"
                .formatted(Plural.of(gone, "picture"), TrainingTraces.unreadable())
                .strip();
      } else {
        said = Plural.of(store.restoreTrash(), "picture") + " brought back.";
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(said);
      out.flush();
      return 0;
    }
  }
}
