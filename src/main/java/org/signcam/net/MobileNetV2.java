package org.signcam.net;

import java.util.List;

/**
 * MobileNetV2 1.0 under torchvision's names, with TensorFlow's padding: of an even side a
 * convolution of stride 2 pads the bottom and the right only, as the ImageNet weights at hand want.
 *
 * @see <a href="https://arxiv.org/abs/1801.04381">Sandler et al., MobileNetV2, 2018, table 2</a>
 */
final class MobileNetV2 {
  /** The last layer of each stage. */
  static final int[] ENDS = {1, 3, 6, 13, 17, 18};

  static final List<String> STAGES =
      List.of(
          "features.1", "features.3", "features.6", "features.13", "features.17", "features.18");

  static final int[] CHANNELS = {16, 24, 32, 96, 320, 1280};

  /** Of each row of the paper's table: expansion, channels, repeats, first stride. */
  private static final int[][] ROWS = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  static Chain build(int last, boolean folded) {
    Chain features = new Chain();
    features.add("0", convNorm(32, 3, 2, 1, folded)); // N×32×112×112 for 224 px
    int layer = 1;
    int in = 32;
    for (int[] row : ROWS) {
      for (int i = 0; i < row[2] && layer <= ENDS[last]; i++) {
        int stride = i == 0 ? row[3] : 1;
        Chain conv = new Chain();
        int next = 0;
        int wide = in * row[0];
        if (row[0] > 1) {
          conv.add(Integer.toString(next++), convNorm(wide, 1, 1, 1, folded));
        }
        conv.add(Integer.toString(next++), convNorm(wide, 3, stride, wide, folded)); // depthwise
        conv.add(Integer.toString(next++), Layers.conv(row[1], 1, 1, 0, folded));
        if (!folded) {
          conv.add(Integer.toString(next), Layers.norm());
        }
        Chain branch = new Chain().add("conv", conv);
        boolean around = stride == 1 && in == row[1];
        features.add(Integer.toString(layer), around ? Residual.linear(branch) : branch);
        in = row[1];
        layer++;
      }
    }
    if (ENDS[last] == 18) {
      features.add("18", convNorm(1280, 1, 1, 1, folded)); // N×1280×7×7
    }
    return new Chain().add("features", features);
  }

  /** Convolution, norm, ReLU6. */
  private static Chain convNorm(int out, int kernel, int stride, int groups, boolean folded) {
    Chain chain = new Chain();
    if (stride == 2) {
      chain.operation("pad", Layers.padForStride2());
    }
    int padding = kernel == 3 && stride == 1 ? 1 : 0;
    chain.add("0", Layers.conv(out, kernel, stride, padding, groups, folded));
    if (!folded) {
      chain.add("1", Layers.norm());
    }
    return chain.operation("relu6", Layers.relu6());
  }
}
