package org.signcam.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;

/** The few kinds of layer that our networks are made of. */
final class Layers {
  private Layers() {}

  /** A square convolution; N×in×H×W to N×out×H'×W'. */
  static Layer conv(int out, int kernel, int stride, int padding, boolean bias) {
    return conv(out, kernel, stride, padding, 1, bias);
  }

  /** As above; each of {@code groups} groups of channels is convolved for itself. */
  static Layer conv(int out, int kernel, int stride, int padding, int groups, boolean bias) {
    Block block =
        Conv2d.builder()
            .setFilters(out)
            .setKernelShape(new Shape(kernel, kernel))
            .optStride(new Shape(stride, stride))
            .optPadding(new Shape(padding, padding))
            .optGroups(groups)
            .optBias(bias)
            .build();
    GraphBuilder.Convolution c =
        new GraphBuilder.Convolution(out, kernel, stride, padding, groups, bias);
    return new Layer(block, (graph, name, x) -> graph.conv(name, x, c));
  }

  /** Adds a convolution and, unless folded into it, its batch norm. */
  static Chain convNorm(
      Chain chain, String conv, String norm, int out, int kernel, int stride, boolean folded) {
    chain.add(conv, conv(out, kernel, stride, kernel / 2, folded));
    if (!folded) {
      chain.add(norm, norm());
    }
    return chain;
  }

  /** Batch norm with torchvision's values: epsilon 1e-5, the running figures move by a tenth. */
  static Layer norm() {
    return new Layer(
        BatchNorm.builder().optEpsilon((float) Folding.EPSILON).optMomentum(0.9f).build(),
        GraphBuilder::norm);
  }

  static Layer relu() {
    return new Layer(Activation.reluBlock(), GraphBuilder::relu);
  }

  /** {@code min(max(x, 0), 6)}; not DJL's clip, which frees its bounds before they are derived. */
  static Layer relu6() {
    Block block =
        new Operation() {
          @Override
          NDArray apply(NDArray x, boolean training) {
            NDArray six = x.getManager().create(6f);
            NDArray below = x.minimum(six);
            NDArray out = Activation.relu(below);
            if (!training) {
              six.close();
              below.close();
            }
            return out;
          }

          @Override
          public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
          }
        };
    return new Layer(block, GraphBuilder::relu6);
  }

  /**
   * TensorFlow's SAME padding before a 3×3 convolution of stride 2: zeros at the bottom and the
   * right of an even side, on both ends of an odd one; N×C×H×W to N×C×H'×W'.
   */
  static Layer padForStride2() {
    Block block =
        new Operation() {
          @Override
          NDArray apply(NDArray x, boolean training) {
            NDArray high = pad(x, 2, training);
            NDArray out = pad(high, 3, training);
            if (!training) {
              high.close();
            }
            return out;
          }

          @Override
          public Shape[] getOutputShapes(Shape[] inputShapes) {
            long[] shape = inputShapes[0].getShape().clone();
            for (int axis = 2; axis <= 3; axis++) {
              shape[axis] += 1 + shape[axis] % 2;
            }
            return new Shape[] {new Shape(shape)};
          }
        };
    return new Layer(block, GraphBuilder::padForStride2);
  }

  private static NDArray pad(NDArray x, int axis, boolean training) {
    long[] shape = x.getShape().getShape().clone();
    boolean odd = shape[axis] % 2 == 1;
    shape[axis] = 1;
    NDArray zeros = x.getManager().zeros(new Shape(shape), x.getDataType());
    NDArray out =
        odd
            ? NDArrays.concat(new NDList(zeros, x, zeros), axis)
            : NDArrays.concat(new NDList(x, zeros), axis);
    if (!training) {
      zeros.close();
    }
    return out;
  }

  /** A block without parameters. */
  private abstract static class Operation extends AbstractBlock {
    abstract NDArray apply(NDArray x, boolean training);

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return new NDList(apply(inputs.singletonOrThrow(), training));
    }
  }

  static Layer maxPool(int kernel, int stride, int padding) {
    Block block =
        Pool.maxPool2dBlock(
            new Shape(kernel, kernel), new Shape(stride, stride), new Shape(padding, padding));
    return new Layer(block, (graph, name, x) -> graph.maxPool(name, x, kernel, stride, padding));
  }

  /** N×C×H×W to N×C. */
  static Layer globalAveragePool() {
    return new Layer(Pool.globalAvgPool2dBlock(), GraphBuilder::globalAveragePool);
  }

  /** N×… to N×(…). */
  static Layer flatten() {
    return new Layer(
        Blocks.batchFlattenBlock(), (graph, name, x) -> graph.reshape(name, x, x.size()));
  }

  static Layer dense(int out) {
    return new Layer(
        Linear.builder().setUnits(out).build(), (graph, name, x) -> graph.dense(name, x, out));
  }

  /** A dense layer that begins near zero: what comes out last is small before it is learnt. */
  static Layer output(int out) {
    Layer dense = dense(out);
    dense.block().setInitializer(new NormalInitializer(0.01f), Parameter.Type.WEIGHT);
    return dense;
  }

  static Layer dropout(float rate) {
    return new Layer(Dropout.builder().optRate(rate).build(), (graph, name, x) -> x);
  }
}
