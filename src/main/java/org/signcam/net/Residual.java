package org.signcam.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A residual block: {@code relu(branch(x) + shortcut(x))}, or without the ReLU, as MobileNetV2's;
 * N×C×H×W to N×C'×H'×W'.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning, 2015</a>
 */
final class Residual extends NamedBlock {
  private final Chain branch;
  private final Chain downsample;
  private final boolean rectified;

  /**
   * @param downsample brings x to the branch's shape; {@code null} where it has it already
   */
  Residual(Chain branch, Chain downsample) {
    this(branch, downsample, true);
  }

  private Residual(Chain branch, Chain downsample, boolean rectified) {
    this.rectified = rectified;
    this.branch = part("", branch);
    this.downsample = downsample == null ? null : part("downsample", downsample);
  }

  /** {@code branch(x) + x}. */
  static Residual linear(Chain branch) {
    return new Residual(branch, null, false);
  }

  @Override
  public GraphBuilder.Value describe(GraphBuilder graph, String prefix, GraphBuilder.Value x) {
    GraphBuilder.Value y = branch.describe(graph, prefix, x);
    GraphBuilder.Value shortcut =
        downsample == null ? x : downsample.describe(graph, prefix + "downsample.", x);
    GraphBuilder.Value sum = graph.add(prefix + "sum", y, shortcut);
    return rectified ? graph.relu(prefix + "out", sum) : sum;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray y = branch.forward(store, inputs, training).singletonOrThrow();
    NDArray shortcut =
        downsample == null ? x : downsample.forward(store, inputs, training).singletonOrThrow();
    if (training) {
      NDArray sum = y.add(shortcut);
      return new NDList(rectified ? Activation.relu(sum) : sum);
    }
    NDArray out = y.addi(shortcut);
    if (rectified) {
      out = Activation.relu(y);
      y.close();
    }
    if (shortcut != x) {
      shortcut.close();
    }
    return new NDList(out);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    initialize(branch, manager, type, inputShapes);
    if (downsample != null) {
      initialize(downsample, manager, type, inputShapes);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return branch.getOutputShapes(inputShapes);
  }
}
