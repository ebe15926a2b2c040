package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101).
 * Ours, since DJL's keeps its moments to itself and knows one rate for all.
 */
final class AdamW implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final NDManager manager;
  private final List<Slot> slots = new ArrayList<>();
  private final double weightDecay;
  private int step;

  /** A weight with its moments; {@code head} says which of the two rates is its own. */
  private record Slot(
      NDArray weight, NDArray first, NDArray second, boolean head, boolean decays) {}

  /**
   * @param weightDecay applied to weights of two and more dimensions, not to biases and norms
   */
  AdamW(
      NDManager parent,
      Collection<Parameter> backbone,
      Collection<Parameter> head,
      double weightDecay) {
    manager = parent.newSubManager();
    this.weightDecay = weightDecay;
    backbone.forEach(p -> add(p, false));
    head.forEach(p -> add(p, true));
  }

  private void add(Parameter parameter, boolean head) {
    if (!parameter.requiresGradient()) {
      return;
    }
    NDArray weight = parameter.getArray();
    NDArray first = manager.zeros(weight.getShape());
    NDArray second = manager.zeros(weight.getShape());
    slots.add(new Slot(weight, first, second, head, weight.getShape().dimension() > 1));
  }

  /**
   * Takes one step along the gradients and clears them.
   *
   * @param clip largest norm of all gradients together; larger ones are scaled down to it
   * @return the norm before clipping
   */
  double step(double backboneRate, double headRate, double clip) {
    step++;
    double norm = norm();
    double factor = norm > clip ? clip / norm : 1;
    double correction1 = 1 - Math.pow(BETA1, step);
    double correction2 = Math.sqrt(1 - Math.pow(BETA2, step));
    for (Slot slot : slots) {
      double rate = slot.head ? headRate : backboneRate;
      try (NDManager scope = manager.newSubManager()) {
        NDArray gradient = slot.weight.getGradient();
        gradient.attach(scope);
        NDArray g = gradient.mul(factor);
        slot.first.muli(BETA1).addi(g.mul(1 - BETA1));
        slot.second.muli(BETA2).addi(g.muli(g).muli(1 - BETA2));
        NDArray root = slot.second.sqrt();
        root.attach(scope);
        root.divi(correction2).addi(EPSILON);
        NDArray direction = slot.first.div(root);
        direction.attach(scope);
        if (slot.decays) {
          slot.weight.muli(1 - rate * weightDecay);
        }
        slot.weight.subi(direction.muli(rate / correction1));
        gradient.muli(0);
      }
    }
    return norm;
  }

  private double norm() {
    double sum = 0;
    for (Slot slot : slots) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray gradient = slot.weight.getGradient();
        gradient.attach(scope);
        sum += gradient.mul(gradient).sum().getFloat();
      }
    }
    return Math.sqrt(sum);
  }

  @Override
  public void close() {
    manager.close();
  }
}
