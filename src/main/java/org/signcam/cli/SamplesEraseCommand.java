package org.signcam.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.signcam.base.Plural;
import org.signcam.samples.SampleStore;
import org.signcam.train.TrainingTraces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples erase}: a signer is gone for good. */
@Command(
    name = "erase",
    description = {
      "Deletes a signer's pictures for good, also those in the trash and set aside, and what"
          + " trainings have cached of them, replay vectors too. Not while a training reads them.",
      "Models that were trained on them stay as they are, and are named; train them again without."
    })
final class SamplesEraseCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin StoreOptions options;

  @Parameters(paramLabel = "SIGNER", description = "Whose pictures.")
  String signer;

  @Override
  public Integer call() {
    try (SampleStore store = options.open()) {
      AtomicInteger vectors = new AtomicInteger();
      SampleStore.Erased erased =
          store.erase(signer, digests -> vectors.set(TrainingTraces.erase(digests)));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "%s of %s and %d cached features and replay vectors deleted for good."
              .formatted(Plural.of(erased.pictures(), "picture"), erased.signer(), vectors.get()));
      out.println(TrainingTraces.learnt(erased.signer()));
      String left = TrainingTraces.left(erased.signer());
      if (!left.isEmpty()) {
        out.println(left);
      }
      out.flush();
      return 0;
    }
  }
}
