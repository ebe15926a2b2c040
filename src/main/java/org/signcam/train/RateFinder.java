package org.signcam.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.signcam.base.UserException;
import org.signcam.evaluate.Curves;
import org.signcam.evaluate.Curves.Panel;
import org.signcam.evaluate.Curves.Series;
import org.signcam.evaluate.Curves.XAxis;
import org.signcam.train.LoopJob.Step;

/**
 * Looks for a learning rate by raising it from step to step until the loss explodes (Smith 2015,
 * https://arxiv.org/abs/1506.01186, section 3.3), by the same factor each step, on the recipe's own
 * batches. What is proposed is a tenth of the lowest rate at which the smoothed loss is about
 * least: there it soon rises (Gugger 2018,
 * https://sgugger.github.io/how-do-you-find-a-good-learning-rate.html).
 */
final class RateFinder extends Trial {
  private static final double LOWEST = 1e-6;
  private static final double HIGHEST = 1;

  /** So many times the least loss ends the search. */
  private static final double EXPLOSION = 4;

  /** Shortest and longest search, and the pictures it should see: small batches take more steps. */
  private static final int STEPS = 100;

  private static final int MOST_STEPS = 400;
  private static final int PICTURES = 3200;

  /** Share of the fall that counts as none: some curves end in a plain, not in a valley. */
  private static final double PLATEAU = 0.05;

  /** Share of the first loss by which it wavers at any rate. */
  private static final double NOISE = 0.05;

  /** Share of the search over which the loss is smoothed. */
  private static final double WINDOW = 0.1;

  private final Feed batches;
  private final Progress progress;
  private final Curve curve;

  /**
   * The smoothed loss over the rate: an exponential mean, free of its bias towards zero (Kingma and
   * Ba 2015, https://arxiv.org/abs/1412.6980, section 3). It begins when its first window is full.
   */
  static final class Curve {
    private final int window;
    private final double keep;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private double mean;

    /**
     * @param steps of the whole search
     */
    Curve(int steps) {
      window = (int) (WINDOW * steps);
      keep = 1 - 1.0 / window;
    }

    void add(double rate, double loss) {
      mean = keep * mean + (1 - keep) * loss;
      rates.add(rate);
      losses.add(mean / (1 - Math.pow(keep, rates.size())));
    }

    /** Whether it has left the valley: beyond, a network may fall back to guessing and stay. */
    boolean exploded() {
      double last = losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
      return last > EXPLOSION * leastLoss() || (fallen() && last > (1 + NOISE) * firstLoss());
    }

    private boolean fallen() {
      return leastLoss() < (1 - NOISE) * firstLoss();
    }

    double leastLoss() {
      return losses.stream().skip(window - 1).mapToDouble(l -> l).min().orElse(Double.NaN);
    }

    /** Before any rate could do anything. */
    double firstLoss() {
      return losses.size() < window ? Double.NaN : losses.get(window - 1);
    }

    /** The lowest rate at which nearly all of the fall is made; not a number without a fall. */
    double leastAt() {
      if (!fallen()) {
        return Double.NaN;
      }
      double floor = leastLoss() + PLATEAU * (firstLoss() - leastLoss());
      int i = window - 1;
      while (losses.get(i) > floor) {
        i++;
      }
      return rates.get(i);
    }

    double proposal() {
      return leastAt() / 10;
    }

    Panel panel() {
      List<Series> series = new ArrayList<>();
      series.add(new Series("smoothed loss", array(rates), array(losses)));
      double proposal = proposal();
      if (proposal >= LOWEST) {
        int at = 0;
        while (rates.get(at) < proposal) {
          at++;
        }
        String name = String.format(Locale.ROOT, "--rate %.1e", proposal);
        series.add(new Series(name, new double[] {proposal}, new double[] {losses.get(at)}));
      }
      return new Panel("Learning rate", XAxis.RATE, "loss (nats)", series, List.of(), null);
    }

    private double[] array(List<Double> values) {
      return values.stream().skip(window - 1).mapToDouble(v -> v).toArray();
    }
  }

  /**
   * @param batches where they come from
   */
  RateFinder(Feed batches, Recipe recipe, Progress progress) {
    this.batches = batches;
    this.progress = progress;
    curve = new Curve(steps(recipe));
  }

  private static int steps(Recipe recipe) {
    return Math.max(STEPS, Math.min(MOST_STEPS, PICTURES / recipe.batch()));
  }

  /** The recipe with its first phase alone; the head's rate goes up to {@link #HIGHEST}. */
  static Recipe ramp(Recipe recipe) {
    Phase first = recipe.phaseList().get(0);
    double backbone = HIGHEST * first.backboneRate() / first.headRate();
    int steps = steps(recipe);
    String phase = new Phase(first.side(), steps, backbone, HIGHEST, first.from()).toString();
    return recipe.with(Map.of("phases", phase, "averaging", 0, "checkEvery", steps));
  }

  /**
   * Searches and draws the curve.
   *
   * @return the rate proposed, a sentence
   * @throws UserException when the loss falls at no rate
   * @throws CancellationException when asked to stop
   */
  String run(Loop loop, BooleanSupplier stopping, Path png) {
    try {
      loop.run(() -> curve.exploded() || stopping.getAsBoolean());
    } catch (Diverged e) {
      progress.say("beyond this rate the loss is no number any more");
    } catch (CancellationException e) {
      if (!curve.exploded()) {
        throw e;
      }
    }
    Curves.write(png, List.of(curve.panel()));
    double proposal = curve.proposal();
    if (!(proposal >= LOWEST)) {
      throw new UserException(
          "The loss fell at no learning rate (the curve: "
              + png
              + "): either there is nothing left to learn, or something is broken, which --overfit"
              + " tells.");
    }
    return String.format(
        Locale.ROOT,
        "--rate %.1e: a tenth of %.1e, where the loss was least (%.3f, at first %.3f); the curve: %s",
        proposal,
        curve.leastAt(),
        curve.leastLoss(),
        curve.firstLoss(),
        png);
  }

  @Override
  public double share(Recipe.Schedule schedule, int step, int of) {
    return Math.pow(LOWEST / HIGHEST, 1 - (step - 1) / (of - 1.0));
  }

  @Override
  public Source source(int phase, long first) {
    return batches.source(phase, first);
  }

  @Override
  public void stepped(Step step) {
    curve.add(step.rate(), step.loss());
    progress.step(
        "looking for a rate",
        step.number(),
        step.of(),
        String.format(Locale.ROOT, "rate %.1e, loss %.3f", step.rate(), step.loss()));
  }
}
