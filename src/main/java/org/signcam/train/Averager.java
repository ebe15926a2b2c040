package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.signcam.net.Weights;

/**
 * A running mean of all weights, which reads new hands better than the last step's (Polyak
 * averaging; Tarvainen and Valpola 2017, https://arxiv.org/abs/1703.01780).
 */
final class Averager implements AutoCloseable {
  /** Steps between two updates, since one passes over all weights. */
  private static final int EVERY = 4;

  private final NDManager manager;
  private final double decay;
  private final List<String> names = new ArrayList<>();
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> means = new ArrayList<>();
  private long step;

  /**
   * @param decay a step, 0–1
   */
  Averager(NDManager parent, Map<String, Parameter> parameters, double decay) {
    manager = parent.newSubManager();
    this.decay = decay;
    parameters.forEach(
        (name, p) -> {
          NDArray mean = p.getArray().duplicate();
          mean.attach(manager);
          names.add(name);
          weights.add(p.getArray());
          means.add(mean);
        });
  }

  /** To be called after every step. */
  void update() {
    step++;
    if (step % EVERY != 0) {
      return;
    }
    // Early on the mean follows quickly, so that it does not remember the start.
    double keep = Math.pow(Math.min(decay, (1.0 + step) / (10.0 + step)), EVERY);
    for (int i = 0; i < means.size(); i++) {
      try (NDArray scaled = weights.get(i).mul(1 - keep)) {
        means.get(i).muli(keep).addi(scaled);
      }
    }
  }

  /** Exchanges the weights with their means; twice is as before. */
  void swap() {
    for (int i = 0; i < means.size(); i++) {
      try (NDArray current = weights.get(i).duplicate()) {
        means.get(i).copyTo(weights.get(i));
        current.copyTo(means.get(i));
      }
    }
  }

  /** Updates asked for so far. */
  long steps() {
    return step;
  }

  /** The means by the parameters' names. */
  Map<String, NDArray> means() {
    Map<String, NDArray> byName = new LinkedHashMap<>();
    for (int i = 0; i < means.size(); i++) {
      byName.put(names.get(i), means.get(i));
    }
    return byName;
  }

  /** Goes on from these means after so many steps. */
  void restore(Function<String, float[]> values, long steps) {
    step = steps;
    means().forEach((name, mean) -> Weights.fill(mean, values.apply(name)));
  }

  @Override
  public void close() {
    manager.close();
  }
}
