package org.signcam.train;

import java.util.List;
import java.util.Locale;
import org.signcam.train.History.ValidationPoint;
import org.signcam.train.LoopJob.Position;
import org.signcam.train.LoopJob.Step;
import org.signcam.train.Training.Judge;
import org.signcam.train.Validation.Answers;

/** Tells how a training's loop goes, and keeps checkpoints. One thread. */
final class RunJob implements LoopJob {
  /** Between two checkpoints where each validation would make one, s. */
  private static final double LEAST_SECONDS = 5;

  private final Recipe recipe;
  private final double checkpointSeconds;
  private final Judge judge;
  private final Checkpoint checkpoint;
  private final Stopwatch watch;
  private final Progress progress;
  private RunRecord record;
  private boolean givenUp;
  private final double[] mean = new double[3];
  private long phaseStart;
  private int seen = -1;
  private int firstStep;
  private long lastCheckpoint = System.nanoTime();
  private long start;
  private double startedAt; // share of the training, 0–1

  /**
   * @param checkpointSeconds between two checkpoints
   * @param judge may give the training up after a validation
   */
  RunJob(
      Recipe recipe,
      double checkpointSeconds,
      Judge judge,
      Checkpoint checkpoint,
      Stopwatch watch,
      Progress progress) {
    this.recipe = recipe;
    this.checkpointSeconds = checkpointSeconds;
    this.judge = judge;
    this.checkpoint = checkpoint;
    this.watch = watch;
    this.progress = progress;
  }

  /** Where steps and validations are written down; before the first of them. */
  void recordIn(RunRecord opened) {
    record = opened;
  }

  /** Whether the judge gave the training up. */
  boolean givenUp() {
    return givenUp;
  }

  @Override
  public double score(Answers answers) {
    return switch (recipe.keep()) {
      case SIGNERS -> answers.meanSignerAccuracy();
      case ACCURACY -> answers.accuracy();
      case LOSS -> -answers.loss();
    };
  }

  @Override
  public void stepped(Step step) {
    if (seen != step.phase()) {
      seen = step.phase();
      firstStep = step.number();
      phaseStart = System.nanoTime();
      progress.say("%s: %d steps of %d".formatted(task(step.phase()), step.of(), recipe.batch()));
    }
    if (start == 0) {
      start = System.nanoTime();
      startedAt = step.done();
    }
    double keep = step.number() == firstStep ? 0 : 0.98;
    mean[0] = keep * mean[0] + (1 - keep) * step.loss();
    mean[1] = keep * mean[1] + (1 - keep) * step.points();
    mean[2] = keep * mean[2] + (1 - keep) * step.right();
    double seconds = (System.nanoTime() - phaseStart) / 1e9;
    double rate = (step.number() - firstStep) * recipe.batch() / Math.max(1e-9, seconds);
    record.stepped(step, task(step.phase()), mean[0], mean[2]);
    progress.step(
        task(step.phase()),
        step.number(),
        step.of(),
        String.format(
            Locale.ROOT,
            "loss %.3f%s right %.3f  %.1f pictures/s%s%s",
            mean[0],
            step.points() > 0 ? String.format(Locale.ROOT, " points %.3f", mean[1]) : "",
            mean[2],
            rate,
            left(step),
            best()));
  }

  private String left(Step step) {
    double since = step.done() - startedAt;
    if (since <= 0) {
      return "";
    }
    double spent = (System.nanoTime() - start) / 1e9;
    if (step.done() >= 1) {
      return String.format(Locale.ROOT, ", took %.1f s", spent);
    }
    double seconds = spent / since * (1 - step.done());
    return seconds < 90
        ? String.format(Locale.ROOT, ", %.0f s left", seconds)
        : String.format(Locale.ROOT, ", %.0f min left", seconds / 60);
  }

  private String best() {
    return record.validations().stream()
        .filter(ValidationPoint::best)
        .reduce((earlier, later) -> later)
        .map(v -> String.format(Locale.ROOT, ", best %.4f", v.accuracy()))
        .orElse("");
  }

  private String task(int phase) {
    List<Phase> all = recipe.phaseList();
    return "phase %d of %d, %d px".formatted(phase + 1, all.size(), all.get(phase).side());
  }

  @Override
  public void validated(Position at, Answers answers, double score, boolean kept) {
    record.validated(at, answers, kept);
    progress.say(
        String.format(
            Locale.ROOT,
            "step %d of %d: validation loss %.4f, mean signer accuracy %.4f%s",
            at.number(),
            at.of(),
            answers.loss(),
            answers.meanSignerAccuracy(),
            kept ? ", kept" : ""));
  }

  @Override
  public void checkpoint(Loop loop, boolean validated) {
    givenUp |= validated && !judge.goesOn(record.validations(), loop.allSteps());
    double since = (System.nanoTime() - lastCheckpoint) / 1e9;
    double least = Math.min(checkpointSeconds, validated ? LEAST_SECONDS : Double.MAX_VALUE);
    if (!givenUp && since >= least) {
      checkpoint.write(loop, watch.minutes());
      lastCheckpoint = System.nanoTime();
    }
  }
}
