package org.signcam.net;

import java.util.List;

/**
 * ResNets in torchvision's shapes (v1.5: a bottleneck strides on its 3×3).
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning, 2015</a>
 */
final class ResNets {
  static final List<String> STAGES = List.of("stem", "layer1", "layer2", "layer3", "layer4");

  private ResNets() {}

  /** Of two 3×3 convolutions a block: ResNet-18 and 34; last stage N×512×7×7 for 224 px. */
  static Chain basic(int[] blocks, int last, boolean folded) {
    Chain net = stem(folded);
    int in = 64;
    for (int stage = 1; stage <= last; stage++) {
      int width = 64 << (stage - 1);
      Chain layer = new Chain();
      for (int b = 0; b < blocks[stage - 1]; b++) {
        int stride = stage > 1 && b == 0 ? 2 : 1;
        Chain branch = Layers.convNorm(new Chain(), "conv1", "bn1", width, 3, stride, folded);
        branch.operation("relu", Layers.relu());
        Layers.convNorm(branch, "conv2", "bn2", width, 3, 1, folded);
        layer.add(Integer.toString(b), new Residual(branch, downsample(in, width, stride, folded)));
        in = width;
      }
      net.add("layer" + stage, layer);
    }
    return net;
  }

  /** Of 1×1, 3×3, 1×1 convolutions a block: ResNet-50; last stage N×2048×7×7 for 224 px. */
  static Chain bottleneck(int[] blocks, int last, boolean folded) {
    Chain net = stem(folded);
    int in = 64;
    for (int stage = 1; stage <= last; stage++) {
      int width = 64 << (stage - 1);
      Chain layer = new Chain();
      for (int b = 0; b < blocks[stage - 1]; b++) {
        int stride = stage > 1 && b == 0 ? 2 : 1;
        Chain branch = Layers.convNorm(new Chain(), "conv1", "bn1", width, 1, 1, folded);
        branch.operation("relu1", Layers.relu());
        Layers.convNorm(branch, "conv2", "bn2", width, 3, stride, folded);
        branch.operation("relu2", Layers.relu());
        Layers.convNorm(branch, "conv3", "bn3", 4 * width, 1, 1, folded);
        layer.add(
            Integer.toString(b), new Residual(branch, downsample(in, 4 * width, stride, folded)));
        in = 4 * width;
      }
      net.add("layer" + stage, layer);
    }
    return net;
  }

  /** N×3×224×224 to N×64×56×56. */
  private static Chain stem(boolean folded) {
    return Layers.convNorm(new Chain(), "conv1", "bn1", 64, 7, 2, folded)
        .operation("relu", Layers.relu())
        .operation("maxpool", Layers.maxPool(3, 2, 1));
  }

  private static Chain downsample(int in, int out, int stride, boolean folded) {
    return in == out && stride == 1
        ? null
        : Layers.convNorm(new Chain(), "0", "1", out, 1, stride, folded);
  }
}
