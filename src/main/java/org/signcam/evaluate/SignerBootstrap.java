package org.signcam.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/**
 * How much a figure would change with other people: signers are drawn with replacement, as many as
 * there are, {@value #DRAWS} times, and the figure is computed anew for each draw; the interval is
 * the middle 95 % of what comes out (percentile method: Efron and Tibshirani 1993, An Introduction
 * to the Bootstrap, chapter 13). Whole signers are drawn, not pictures, because one person's
 * pictures are nearly alike. Few signers make it too narrow. The same signers give the same
 * interval.
 *
 * @param <T> what is known of a signer
 */
public final class SignerBootstrap<T> {
  static final int DRAWS = 2000;
  private static final long SEED = 1;

  private final List<List<T>> draws = new ArrayList<>(DRAWS);

  public SignerBootstrap(Collection<T> signers) {
    List<T> people = List.copyOf(signers);
    Random random = new Random(SEED);
    for (int d = 0; people.size() > 1 && d < DRAWS; d++) {
      List<T> draw = new ArrayList<>(people.size());
      for (int i = 0; i < people.size(); i++) {
        draw.add(people.get(random.nextInt(people.size())));
      }
      draws.add(draw);
    }
  }

  /**
   * The 95 % interval of a figure.
   *
   * @param figure of the signers drawn; null for a draw that says nothing of it
   * @return lower and upper end, or null with fewer than two signers
   */
  public List<Double> interval(Function<List<T>, Double> figure) {
    double[] values =
        draws.stream().map(figure).filter(Objects::nonNull).mapToDouble(v -> v).toArray();
    if (values.length == 0) {
      return null;
    }
    Arrays.sort(values);
    int tail = (int) (0.025 * values.length); // values left out at each end
    return List.of(values[tail], values[values.length - 1 - tail]);
  }
}
