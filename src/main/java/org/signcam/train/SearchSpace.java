package org.signcam.train;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.signcam.net.Head;

/**
 * The settings that tuning tries around a recipe, drawn at random: where few of several settings
 * matter, that finds more than a grid does (Bergstra and Bengio 2012, Random Search for
 * Hyper-Parameter Optimization, https://jmlr.org/papers/v13/bergstra12a.html). The same seed and
 * number give the same settings, however many are drawn. Drawn are
 *
 * <ul>
 *   <li>the rates of all phases by one factor, log-uniform in 0.1–10;
 *   <li>the channels of a small network that starts afresh, and the units of the head's hidden
 *       layers, each by a factor log-uniform in 0.5–4; for a linear head, whether hidden layers
 *       replace it;
 *   <li>the augmentation, uniform in 0–2; where features are cached, the recipe's or none, since
 *       every other strength would cost a cache of its own;
 *   <li>dropout, uniform in 0–0.5;
 *   <li>weight decay, where the optimizer has one, log-uniform in 1e-4–1e-1.
 * </ul>
 *
 * @param fresh whether training starts without weights from a file
 */
record SearchSpace(Recipe base, boolean fresh, long seed) {
  /** The settings of that number: 1 for the recipe as it is. */
  Recipe draw(int number) {
    if (number == 1) {
      return base;
    }
    RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
    // Each is drawn whether it is used or not, so that one recipe's settings do not shift
    // another's.
    double rates = logUniform(random, 0.1, 10);
    double channels = logUniform(random, 0.5, 4);
    double hidden = logUniform(random, 0.5, 4);
    boolean deeper = random.nextBoolean();
    double strength = tenths(random, 2);
    double dropout = tenths(random, 0.5);
    double decay = logUniform(random, 1e-4, 1e-1);

    Map<String, Object> drawn = new LinkedHashMap<>();
    drawn.put("phases", phases(rates));
    String network = base.backbone().id();
    if (fresh && network.contains(":")) {
      List<Integer> widths =
          Arrays.stream(network.replaceFirst(".*:", "").split(",")).map(Integer::valueOf).toList();
      String wider =
          scaled(widths, channels).stream().map(String::valueOf).collect(Collectors.joining(","));
      drawn.put("network", network.replaceFirst(":.*", ":" + wider));
    }
    Head head = Head.of(base.head());
    if (!head.widths().isEmpty()) {
      drawn.put("head", head.withWidths(scaled(head.widths(), hidden)).id());
    } else if (deeper && head.equals(Head.LINEAR)) {
      drawn.put("head", "dense3");
    }
    double usual = base.strength() > 0 ? base.strength() : 1;
    drawn.put("strength", base.variants() > 0 ? (strength < 1 ? 0 : usual) : strength);
    drawn.put("dropout", dropout);
    if (base.optimizer() != Optimizer.Kind.ADAM) {
      drawn.put("weightDecay", Double.valueOf(brief(decay)));
    }
    return base.with(drawn);
  }

  /** The phases with all rates by that factor, in two digits: as short as one would type them. */
  private String phases(double factor) {
    List<String> all = new ArrayList<>();
    for (Phase p : base.phaseList()) {
      all.add(
          "%dx%s@%s/%s%s"
              .formatted(
                  p.side(),
                  BigDecimal.valueOf(p.epochs()).stripTrailingZeros().toPlainString(),
                  brief(p.backboneRate() * factor),
                  brief(p.headRate() * factor),
                  p.from().equals(Phase.ALL) ? "" : ":" + p.from()));
    }
    return String.join(",", all);
  }

  /** In two digits, as {@code 2.3e-3}. */
  static String brief(double value) {
    return value == 0
        ? "0"
        : String.format(Locale.ROOT, "%.1e", value)
            .replace(".0e", "e")
            .replaceFirst("e([-+])0", "e$1")
            .replace("e+", "e");
  }

  private static List<Integer> scaled(List<Integer> widths, double factor) {
    return widths.stream().map(w -> (int) Math.max(1, Math.round(w * factor))).toList();
  }

  private static double logUniform(RandomGenerator random, double least, double most) {
    return least * Math.pow(most / least, random.nextDouble());
  }

  /** A multiple of 0.1 from 0 to {@code most}. */
  private static double tenths(RandomGenerator random, double most) {
    return random.nextInt((int) Math.round(10 * most) + 1) / 10.0;
  }
}
