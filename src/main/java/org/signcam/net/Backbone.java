package org.signcam.net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.signcam.base.UserException;

/**
 * The networks that turn N×3×H×W pictures into N×C×H'×W' feature maps, in torchvision's shapes and
 * under its names, cut after any stage.
 *
 * @see <a href="https://arxiv.org/abs/1404.5997">AlexNet as torchvision has it: Krizhevsky 2014</a>
 * @see <a href="https://arxiv.org/abs/1512.03385">ResNets: He et al. 2015</a>
 */
public enum Backbone {
  ALEXNET,
  RESNET18,
  RESNET34,
  RESNET50;

  private static final List<String> ALEXNET_STAGES =
      List.of("pool1", "pool2", "conv3", "conv4", "pool5");

  /** The stages in order; a network can be cut after each of them. */
  public List<String> stages() {
    return this == ALEXNET ? ALEXNET_STAGES : ResNets.STAGES;
  }

  /** The last stage: the whole backbone. */
  public String lastStage() {
    return stages().get(stages().size() - 1);
  }

  /** Channels of the feature map after {@code stage}. */
  public int channels(String stage) {
    int[] channels =
        switch (this) {
          case ALEXNET -> new int[] {64, 192, 384, 256, 256};
          case RESNET18, RESNET34 -> new int[] {64, 64, 128, 256, 512};
          case RESNET50 -> new int[] {64, 256, 512, 1024, 2048};
        };
    return channels[indexOf(stage)];
  }

  /** The least side of a picture of which every stage leaves something, px. */
  public int leastSide() {
    return this == ALEXNET ? 63 : 32; // AlexNet's paddings are smaller than its kernels
  }

  /** The name in recipes and model files: {@code resnet18}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is a batch norm that can be folded. */
  public boolean normed() {
    return this != ALEXNET;
  }

  /**
   * Builds the network up to and with {@code cut}; its weights are not set yet.
   *
   * @param folded whether each batch norm is folded into its convolution; AlexNet has none
   * @throws UserException when there is no such stage
   */
  public Chain build(String cut, boolean folded) {
    int last = indexOf(cut);
    return switch (this) {
      case ALEXNET -> alexNet(last);
      case RESNET18 -> ResNets.basic(new int[] {2, 2, 2, 2}, last, folded);
      case RESNET34 -> ResNets.basic(new int[] {3, 4, 6, 3}, last, folded);
      case RESNET50 -> ResNets.bottleneck(new int[] {3, 4, 6, 3}, last, folded);
    };
  }

  private int indexOf(String stage) {
    int index = stages().indexOf(stage);
    if (index < 0) {
      throw new UserException(
          id()
              + " has no stage '"
              + stage
              + "'; it can be cut after: "
              + String.join(", ", stages())
              + ".");
    }
    return index;
  }

  private static Chain alexNet(int last) {
    Chain features = new Chain();
    features.add("0", Layers.conv(64, 11, 4, 2, true)).operation("1", Layers.relu()); // N×64×55×55
    features.operation("2", Layers.maxPool(3, 2, 0)); // N×64×27×27
    if (last >= 1) {
      features.add("3", Layers.conv(192, 5, 1, 2, true)).operation("4", Layers.relu());
      features.operation("5", Layers.maxPool(3, 2, 0)); // N×192×13×13
    }
    if (last >= 2) {
      features.add("6", Layers.conv(384, 3, 1, 1, true)).operation("7", Layers.relu());
    }
    if (last >= 3) {
      features.add("8", Layers.conv(256, 3, 1, 1, true)).operation("9", Layers.relu());
    }
    if (last >= 4) {
      features.add("10", Layers.conv(256, 3, 1, 1, true)).operation("11", Layers.relu());
      features.operation("12", Layers.maxPool(3, 2, 0)); // N×256×6×6
    }
    return new Chain().add("features", features);
  }

  /**
   * Finds a network by its {@link #id()}.
   *
   * @throws UserException when there is none of that name
   */
  public static Backbone of(String id) {
    return Arrays.stream(values())
        .filter(b -> b.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no network '"
                        + id
                        + "'; there are: "
                        + Arrays.stream(values())
                            .map(Backbone::id)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
