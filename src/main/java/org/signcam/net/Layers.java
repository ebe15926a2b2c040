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
  static Conv2d conv(int out, int kernel, int stride, int padding, boolean bias) {
    return conv(out, kernel, stride, padding, 1, bias);
  }

  /** As above; each of {@code groups} groups of channels is convolved for itself. */
  static Conv2d conv(int out, int kernel, int stride, int padding, int groups, boolean bias) {
    return Conv2d.builder()
        .setFilters(out)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optGroups(groups)
        .optBias(bias)
        .build();
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
  static BatchNorm norm() {
    return BatchNorm.builder().optEpsilon(1e-5f).optMomentum(0.9f).build();
  }

  static Block relu() {
    return Activation.reluBlock();
  }

  /** {@code min(max(x, 0), 6)}; not DJL's clip, which frees its bounds before they are derived. */
  static Block relu6() {
    return new Operation() {
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
  }

  /**
   * TensorFlow's SAME padding before a 3×3 convolution of stride 2: zeros at the bottom and the
   * right of an even side, on both ends of an odd one; N×C×H×W to N×C×H'×W'.
   */
  static Block padForStride2() {
    return new Operation() {
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

  static Block maxPool(int kernel, int stride, int padding) {
    return Pool.maxPool2dBlock(
        new Shape(kernel, kernel), new Shape(stride, stride), new Shape(padding, padding));
  }

  /** N×C×H×W to N×C. */
  static Block globalAveragePool() {
    return Pool.globalAvgPool2dBlock();
  }

  /** N×… to N×(…). */
  static Block flatten() {
    return Blocks.batchFlattenBlock();
  }

  static Block dense(int out) {
    return Linear.builder().setUnits(out).build();
  }

  /** A dense layer that begins near zero: what comes out last is small before it is learnt. */
  static Block output(int out) {
    Block dense = dense(out);
    dense.setInitializer(new NormalInitializer(0.01f), Parameter.Type.WEIGHT);
    return dense;
  }

  static Block dropout(float rate) {
    return Dropout.builder().optRate(rate).build();
  }
}
