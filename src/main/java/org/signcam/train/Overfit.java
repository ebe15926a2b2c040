package org.signcam.train;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.signcam.base.UserException;
import org.signcam.train.LoopJob.Step;

/**
 * The check to make before any other: what can learn at all memorises one batch of pictures, if
 * nothing stands in its way (Karpathy 2019, "overfit one batch",
 * https://karpathy.github.io/2019/04/25/recipe/). It runs in the very {@link Loop} that trains.
 *
 * <p>A picture counts as right by the forward pass of its training step, in which batch norm takes
 * the moments of the batch. Since the batch is all there is, these are exact; the running moments
 * that prediction uses trail ten and more steps behind the weights, and would tell of that instead.
 */
final class Overfit extends Trial {
  /** Steps in which it must succeed. */
  static final int ITERATIONS = 200;

  /** Pictures named that were not memorised. */
  private static final int NAMED = 3;

  private final Batch batch;
  private final List<Example> examples;
  private final double rate;
  private final Progress progress;
  private Step last;
  private double firstLoss;

  /**
   * @param batch what is to be memorised
   * @param examples what it was made of
   * @param rate of {@link #plain}, for the message
   */
  Overfit(Batch batch, List<Example> examples, double rate, Progress progress) {
    this.batch = batch;
    this.examples = examples;
    this.rate = rate;
    this.progress = progress;
  }

  /**
   * The recipe with all that stands in the way of memorising taken out: what any of its phases
   * learns, at once, by Adam at a constant rate, on undisturbed pictures of the first phase's size.
   */
  static Recipe plain(Recipe recipe, int pictures, double rate) {
    int side = recipe.phaseList().get(0).side();
    Map<String, Object> plain = new HashMap<>();
    plain.put("phases", new Phase(side, ITERATIONS, rate, rate, recipe.learntFrom()).toString());
    plain.put("batch", pictures);
    plain.put("drawing", "shuffled");
    plain.put("optimizer", "adam");
    plain.put("schedule", "constant");
    plain.put("checkEvery", ITERATIONS);
    for (String off :
        new String[] {
          "dropout", "smoothing", "distillation", "mixup", "landmarkWeight", "strength", "averaging"
        }) {
      plain.put(off, 0);
    }
    return recipe.with(plain);
  }

  /**
   * Learns until all are right.
   *
   * @return a sentence
   * @throws UserException when that takes too long
   * @throws CancellationException when asked to stop
   */
  String run(Loop loop, BooleanSupplier stopping) {
    try {
      loop.run(() -> memorised() || stopping.getAsBoolean());
    } catch (CancellationException e) {
      if (!memorised()) {
        throw e;
      }
    }
    if (memorised()) {
      return "memorised %d pictures in %d iterations".formatted(batch.size(), last.number());
    }
    throw new UserException(
        String.format(
            Locale.ROOT,
            "%d of %d pictures were memorised in %d iterations (loss %.3f, at first %.3f): %s.",
            right(),
            batch.size(),
            last.number(),
            last.loss(),
            firstLoss,
            right() > batch.size() / 2 ? advice() : broken()));
  }

  private String advice() {
    String missed =
        last.wrong().stream()
            .limit(NAMED)
            .map(i -> examples.get(i).sample().file().toString())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "it learns, but not all; look whether %s %s labelled right, and try --rate %.0e, --rate"
            + " %.0e, another --seed or a larger network",
        missed + (last.wrong().size() > NAMED ? " and others" : ""),
        last.wrong().size() == 1 ? "is" : "are",
        rate * 3,
        rate / 3);
  }

  private String broken() {
    return String.format(
        Locale.ROOT,
        "the network or the code is broken, unless --rate %.0e or --rate %.0e says otherwise",
        rate / 10,
        rate * 10);
  }

  private boolean memorised() {
    return last != null && last.wrong().isEmpty();
  }

  private int right() {
    return batch.size() - last.wrong().size();
  }

  @Override
  public Source source(int phase, long first) {
    return new Source() {
      @Override
      public Batch next() {
        return batch;
      }

      @Override
      public void close() {
        // the same batch for ever
      }
    };
  }

  @Override
  public void stepped(Step step) {
    last = step;
    if (step.number() == 1) {
      firstLoss = step.loss();
    }
    if (step.number() == 1 || step.number() % 10 == 0 || memorised()) {
      progress.say(
          String.format(
              Locale.ROOT,
              "iteration %d: loss %.4f, %d of %d right",
              step.number(),
              step.loss(),
              right(),
              batch.size()));
    }
  }
}
