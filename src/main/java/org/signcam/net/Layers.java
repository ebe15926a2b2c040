package org.signcam.net;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;

/** The few kinds of layer that our networks are made of. */
final class Layers {
  private Layers() {}

  /** A square convolution; N×in×H×W to N×out×H'×W'. */
  static Conv2d conv(int out, int kernel, int stride, int padding, boolean bias) {
    return Conv2d.builder()
        .setFilters(out)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optBias(bias)
        .build();
  }

  /** Adds a convolution and, unless folded into it, its batch norm. */
  static Chain convNorm(
      Chain chain, String conv, String norm, int out, int kernel, int stride, boolean folded) {
    chain.add(conv, conv(out, kernel, stride, kernel / 2, folded));
    if (!folded) {
      // torchvision's values: epsilon 1e-5, the running figures move by a tenth
      chain.add(norm, BatchNorm.builder().optEpsilon(1e-5f).optMomentum(0.9f).build());
    }
    return chain;
  }

  static Block relu() {
    return Activation.reluBlock();
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

  static Block dropout(float rate) {
    return Dropout.builder().optRate(rate).build();
  }
}
