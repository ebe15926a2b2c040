package org.signcam.cli;

import java.nio.file.Path;
import org.signcam.train.Checks;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The checks before a training: one at a time, instead of it. */
final class CheckOptions {
  /** Adam's, on one batch; see {@link Checks#overfit}. */
  private static final double OVERFIT_RATE = 1e-3;

  @ArgGroup(exclusive = true, heading = "%nChecks before a training; none writes a model:%n")
  private Kind kind;

  /** One of them. */
  private static final class Kind {
    @Option(
        names = "--overfit",
        paramLabel = "N",
        arity = "0..1",
        fallbackValue = "100",
        description =
            "Memorises N training pictures in one batch, 100 unless said, or says that the network or the code is broken.")
    private Integer overfit;

    @Option(
        names = "--find-rate",
        description =
            "Raises the learning rate until the loss explodes, proposes one and draws the curve.")
    private boolean findRate;

    @Option(
        names = "--show-augmentation",
        paramLabel = "FILE.png",
        arity = "0..1",
        fallbackValue = "",
        description =
            "Draws training pictures as the network will see them. Default: in NAME.run, or here.")
    private String sheet;
  }

  /** Whether one is asked for. */
  boolean given() {
    return kind != null;
  }

  /** Refuses what makes no sense. */
  void check(CommandSpec spec) {
    if (given() && kind.overfit != null && (kind.overfit < 2 || kind.overfit > 1000)) {
      throw new ParameterException(
          spec.commandLine(), "--overfit takes 2–1000 pictures, not " + kind.overfit + ".");
    }
  }

  /**
   * Makes the check.
   *
   * @param rate as given for all phases, or {@code null}
   * @param folder of the run, for pictures
   * @return a sentence
   */
  String run(Checks checks, Double rate, Path folder) {
    if (kind.overfit != null) {
      return checks.overfit(kind.overfit, rate == null ? OVERFIT_RATE : rate);
    }
    if (kind.findRate) {
      return checks.findRate(folder.resolve("find-rate.png"));
    }
    Path png = kind.sheet.isEmpty() ? folder.resolve("augmentation.png") : Path.of(kind.sheet);
    return checks.showAugmentation(png);
  }
}
