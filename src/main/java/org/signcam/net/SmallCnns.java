package org.signcam.net;

/** The small networks of the course exercises, trained from scratch. */
final class SmallCnns {
  private SmallCnns() {}

  /**
   * The lab's: convolution 3×3, ReLU, max pool 2, three times; the convolutions stride 2, 2 and 1,
   * so that 224 px leave N×c×7×7.
   */
  static Chain lab(int[] channels, int last) {
    int[] strides = {2, 2, 1};
    Chain features = new Chain();
    for (int i = 0; i <= last; i++) {
      features
          .add(Integer.toString(3 * i), Layers.conv(channels[i], 3, strides[i], 1, true))
          .operation(Integer.toString(3 * i + 1), Layers.relu())
          .operation(Integer.toString(3 * i + 2), Layers.maxPool(2, 2, 0));
    }
    return new Chain().add("features", features);
  }

  /**
   * The tutorial's: convolution 3×3, ReLU, max pool 2, batch norm, four times; 224 px leave
   * N×c×14×14.
   */
  static Chain tutorial(int[] channels, int last) {
    Chain features = new Chain();
    for (int i = 0; i <= last; i++) {
      features
          .add(Integer.toString(4 * i), Layers.conv(channels[i], 3, 1, 1, true))
          .operation(Integer.toString(4 * i + 1), Layers.relu())
          .operation(Integer.toString(4 * i + 2), Layers.maxPool(2, 2, 0))
          .add(Integer.toString(4 * i + 3), Layers.norm());
    }
    return new Chain().add("features", features);
  }
}
