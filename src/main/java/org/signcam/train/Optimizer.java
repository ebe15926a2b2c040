package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.annotations.SerializedName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;

/**
 * Adam (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980), with decoupled weight decay (AdamW:
 * Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101), or SGD with momentum 0.9. Ours,
 * since DJL's keep their moments to themselves, so that no run could be resumed, and know one rate
 * for all.
 */
final class Optimizer implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Which rule. */
  public enum Kind {
    @SerializedName("adam")
    ADAM,
    @SerializedName("adamw")
    ADAMW,
    @SerializedName("sgd")
    SGD
  }

  private final Kind kind;
  private final NDManager manager;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final double weightDecay;
  private int step;

  /**
   * A weight with its moments.
   *
   * @param second {@code null} for SGD
   * @param share of the head's rate or, where it is pretrained, of the backbone's
   */
  private record Slot(NDArray weight, NDArray first, NDArray second, Share share, boolean decays) {}

  /**
   * How fast a weight learns.
   *
   * @param head whether it takes the head's rate, else the backbone's
   * @param of that rate, 0–1
   */
  record Share(boolean head, double of) {
    /** A whole rate. */
    static final Share HEAD = new Share(true, 1);

    static final Share BACKBONE = new Share(false, 1);
  }

  /**
   * @param learnt what is learnt, by name; parameters that are frozen are passed over
   * @param shares how fast each learns, by name
   * @param weightDecay applied to weights of two and more dimensions, not to biases and norms
   */
  Optimizer(
      Kind kind,
      NDManager parent,
      Map<String, Parameter> learnt,
      Function<String, Share> shares,
      double weightDecay) {
    this.kind = kind;
    this.weightDecay = kind == Kind.ADAM ? 0 : weightDecay;
    manager = parent.newSubManager();
    learnt.forEach(
        (name, p) -> {
          if (p.requiresGradient()) {
            NDArray weight = p.getArray();
            NDArray first = manager.zeros(weight.getShape());
            NDArray second = kind == Kind.SGD ? null : manager.zeros(weight.getShape());
            boolean decays = weight.getShape().dimension() > 1;
            slots.put(name, new Slot(weight, first, second, shares.apply(name), decays));
          }
        });
  }

  /**
   * Takes one step along the gradients and clears them.
   *
   * @param clip largest norm of all gradients together; larger ones are scaled down to it
   * @return the norm before clipping
   */
  double step(double backboneRate, double headRate, double clip) {
    step++;
    JniUtils.setGradMode(false); // a thread begins with it: what is done here is not to be derived
    try (NDManager scope = manager.newSubManager()) {
      NDList gradients = new NDList();
      NDList norms = new NDList();
      for (Slot slot : slots.values()) {
        NDArray gradient = slot.weight.getGradient();
        gradient.attach(scope);
        gradients.add(gradient);
        NDArray norm = gradient.norm();
        norm.attach(scope);
        norms.add(norm);
      }
      // One number in all is waited for: a GPU is not to stop at every weight.
      double norm = norms.isEmpty() ? 0 : NDArrays.stack(norms).norm().getFloat();
      double factor = norm > clip ? clip / norm : 1;
      int number = 0;
      for (Slot slot : slots.values()) {
        NDArray gradient = gradients.get(number++);
        double rate = slot.share.of * (slot.share.head ? headRate : backboneRate);
        if (kind == Kind.SGD) {
          momentum(slot, gradient.muli(factor), rate, scope);
        } else {
          adam(slot, gradient, rate, factor);
        }
        JniUtils.zeroGrad((PtNDArray) slot.weight);
      }
      return norm;
    }
  }

  private void momentum(Slot slot, NDArray gradient, double rate, NDManager scope) {
    if (slot.decays && weightDecay > 0) {
      slot.weight.muli(1 - rate * weightDecay);
    }
    slot.first.muli(BETA1).addi(gradient);
    NDArray move = slot.first.mul(rate);
    move.attach(scope);
    slot.weight.subi(move);
  }

  /** DJL's own step, one call a weight; its moments' corrections are put into rate and epsilon. */
  private void adam(Slot slot, NDArray gradient, double rate, double factor) {
    double correction1 = 1 - Math.pow(BETA1, step);
    double correction2 = Math.sqrt(1 - Math.pow(BETA2, step));
    JniUtils.adamUpdate(
        (PtNDArray) slot.weight,
        (PtNDArray) gradient,
        (PtNDArray) slot.first,
        (PtNDArray) slot.second,
        (float) rate,
        (float) (rate * correction2 / correction1),
        slot.decays ? (float) weightDecay : 0,
        (float) factor,
        -1, // clipped by the norm instead
        (float) BETA1,
        (float) BETA2,
        (float) (EPSILON * correction2),
        true);
  }

  /** Steps taken so far. */
  int steps() {
    return step;
  }

  /** The moments by name, float32, to go on with after {@link #restore}. */
  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    slots.forEach(
        (name, slot) -> {
          state.put("first." + name, Weights.tensor(slot.first));
          if (slot.second != null) {
            state.put("second." + name, Weights.tensor(slot.second));
          }
        });
    return state;
  }

  /** Goes on where {@link #state} was taken. */
  void restore(Map<String, Tensor> state, int steps) {
    step = steps;
    slots.forEach(
        (name, slot) -> {
          Weights.fill(slot.first, state.get("first." + name).floats());
          if (slot.second != null) {
            Weights.fill(slot.second, state.get("second." + name).floats());
          }
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
