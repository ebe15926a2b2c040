package org.signcam.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.signcam.base.Printable;
import org.signcam.base.UserException;

/**
 * The networks that turn N×3×H×W pictures into N×C×H'×W' feature maps, under torchvision's names
 * and, where it has them, in its shapes, cut after any stage.
 *
 * @see <a href="https://arxiv.org/abs/1404.5997">AlexNet as torchvision has it: Krizhevsky 2014</a>
 * @see <a href="https://arxiv.org/abs/1512.03385">ResNets: He et al. 2015</a>
 * @see <a href="https://arxiv.org/abs/1801.04381">MobileNetV2: Sandler et al. 2018</a>
 */
public final class Backbone {
  /** Builds a network up to and with a stage. */
  private interface Builder {
    Chain build(int last, boolean folded);
  }

  // A stage of features ends with the layer of this number, as torchvision counts them.
  private static final int[] ALEXNET_ENDS = {2, 5, 7, 9, 12};

  // AlexNet's paddings are smaller than its kernels.
  public static final Backbone ALEXNET =
      new Backbone(
          "alexnet",
          List.of("pool1", "pool2", "conv3", "conv4", "pool5"),
          new int[] {64, 192, 384, 256, 256},
          ALEXNET_ENDS,
          63,
          true,
          Backbone::alexNet);

  public static final Backbone RESNET18 =
      resNet(
          "resnet18",
          new int[] {64, 64, 128, 256, 512},
          (last, folded) -> ResNets.basic(new int[] {2, 2, 2, 2}, last, folded));

  public static final Backbone RESNET34 =
      resNet(
          "resnet34",
          new int[] {64, 64, 128, 256, 512},
          (last, folded) -> ResNets.basic(new int[] {3, 4, 6, 3}, last, folded));

  public static final Backbone RESNET50 =
      resNet(
          "resnet50",
          new int[] {64, 256, 512, 1024, 2048},
          (last, folded) -> ResNets.bottleneck(new int[] {3, 4, 6, 3}, last, folded));

  public static final Backbone MOBILENETV2 =
      new Backbone(
          "mobilenetv2",
          MobileNetV2.STAGES,
          MobileNetV2.CHANNELS,
          MobileNetV2.ENDS,
          32,
          true,
          MobileNetV2::build);

  private static final List<Backbone> FIXED =
      List.of(ALEXNET, RESNET18, RESNET34, RESNET50, MOBILENETV2);

  /** Families whose channels are part of the name, with the channels they have by default. */
  private static final String LAB_CNN = "lab-cnn";

  private static final String TUTORIAL_CNN = "tutorial-cnn";

  /** Channels of a small network's layer: in the largest picture, a gigabyte. */
  private static final int MOST_CHANNELS = 256;

  private final String id;
  private final List<String> stages;
  private final int[] channels;
  private final int[] ends;
  private final int leastSide;
  private final boolean normed;
  private final Builder builder;

  private Backbone(
      String id,
      List<String> stages,
      int[] channels,
      int[] ends,
      int leastSide,
      boolean normed,
      Builder builder) {
    this.id = id;
    this.stages = stages;
    this.channels = channels;
    this.ends = ends;
    this.leastSide = leastSide;
    this.normed = normed;
    this.builder = builder;
  }

  private static Backbone resNet(String id, int[] channels, Builder builder) {
    return new Backbone(id, ResNets.STAGES, channels, null, 32, true, builder);
  }

  /** The lab's small network of three convolutions; by default 5, 8 and 8 channels. */
  public static Backbone labCnn(int... channels) {
    int[] ends = {2, 5, 8};
    return small(LAB_CNN, channels, ends, 32, last -> SmallCnns.lab(channels, last));
  }

  /** The tutorial's of four convolutions with batch norm; by default 4, 8, 16 and 32 channels. */
  public static Backbone tutorialCnn(int... channels) {
    int[] ends = {3, 7, 11, 15};
    return small(TUTORIAL_CNN, channels, ends, 16, last -> SmallCnns.tutorial(channels, last));
  }

  private static Backbone small(
      String family,
      int[] channels,
      int[] ends,
      int leastSide,
      java.util.function.IntFunction<Chain> build) {
    if (channels.length != ends.length
        || Arrays.stream(channels).anyMatch(c -> c < 1 || c > MOST_CHANNELS)) {
      throw new UserException(
          family
              + " has "
              + ends.length
              + " convolutions of 1–"
              + MOST_CHANNELS
              + " channels each; found "
              + Printable.of(Arrays.toString(channels))
              + ".");
    }
    String widths =
        Arrays.stream(channels).mapToObj(Integer::toString).collect(Collectors.joining(","));
    List<String> stages = new ArrayList<>();
    for (int i = 1; i <= ends.length; i++) {
      stages.add("block" + i);
    }
    // Its norms lie behind the pools, so there is none to fold.
    return new Backbone(
        family + ":" + widths,
        List.copyOf(stages),
        channels.clone(),
        ends,
        leastSide,
        false,
        (last, folded) -> build.apply(last));
  }

  /** Every network, the small ones with the channels they have by default. */
  public static List<Backbone> all() {
    List<Backbone> all = new ArrayList<>(FIXED);
    all.add(of(LAB_CNN));
    all.add(of(TUTORIAL_CNN));
    return all;
  }

  /** The stages in order; a network can be cut after each of them. */
  public List<String> stages() {
    return stages;
  }

  /** The last stage: the whole backbone. */
  public String lastStage() {
    return stages.get(stages.size() - 1);
  }

  /** Channels of the feature map after {@code stage}. */
  public int channels(String stage) {
    return channels[indexOf(stage)];
  }

  /**
   * The stage that a layer or parameter belongs to, counted from 0.
   *
   * @param parameter torchvision's name, as {@code layer4.0.conv1.weight} or {@code features.3}
   */
  public int stageOf(String parameter) {
    String[] parts = parameter.split("\\.", -1);
    if (ends == null) {
      return Math.max(0, stages.indexOf(parts[0]));
    }
    int layer = Integer.parseInt(parts[1]);
    int stage = 0;
    while (ends[stage] < layer) {
      stage++;
    }
    return stage;
  }

  /** The least side of a picture of which every stage leaves something, px. */
  public int leastSide() {
    return leastSide;
  }

  /** The name in recipes and model files: {@code resnet18}, {@code lab-cnn:5,8,8}. */
  public String id() {
    return id;
  }

  /** Whether there is a batch norm that can be folded. */
  public boolean normed() {
    return normed;
  }

  /**
   * Builds the network up to and with {@code cut}; its weights are not set yet.
   *
   * @param folded whether each batch norm is folded into its convolution, where it can be
   * @throws UserException when there is no such stage
   */
  public Chain build(String cut, boolean folded) {
    return builder.build(indexOf(cut), folded);
  }

  private int indexOf(String stage) {
    int index = stages.indexOf(stage);
    if (index < 0) {
      throw new UserException(
          id
              + " has no stage '"
              + stage
              + "'; it can be cut after: "
              + String.join(", ", stages)
              + ".");
    }
    return index;
  }

  /**
   * Krizhevsky's second AlexNet (https://arxiv.org/abs/1404.5997) as torchvision numbers it; unless
   * folded with a batch norm behind each convolution, since it is slow to train without.
   */
  private static Chain alexNet(int last, boolean folded) {
    Chain features = new Chain();
    convolution(features, 0, Layers.conv(64, 11, 4, 2, folded), folded); // N×64×55×55
    features.operation("2", Layers.maxPool(3, 2, 0)); // N×64×27×27
    if (last >= 1) {
      convolution(features, 3, Layers.conv(192, 5, 1, 2, folded), folded);
      features.operation("5", Layers.maxPool(3, 2, 0)); // N×192×13×13
    }
    if (last >= 2) {
      convolution(features, 6, Layers.conv(384, 3, 1, 1, folded), folded);
    }
    if (last >= 3) {
      convolution(features, 8, Layers.conv(256, 3, 1, 1, folded), folded);
    }
    if (last >= 4) {
      convolution(features, 10, Layers.conv(256, 3, 1, 1, folded), folded);
      features.operation("12", Layers.maxPool(3, 2, 0)); // N×256×6×6
    }
    return new Chain().add("features", features);
  }

  /** Its norm takes the number of the ReLU, which torchvision gives no weights. */
  private static void convolution(Chain chain, int number, Layer convolution, boolean folded) {
    String next = Integer.toString(number + 1);
    chain.add(Integer.toString(number), convolution);
    if (!folded) {
      chain.add(next, Layers.norm());
    }
    chain.operation(next, Layers.relu());
  }

  /**
   * Finds a network by its {@link #id()}; a small one also without its channels.
   *
   * @throws UserException when there is none of that name
   */
  public static Backbone of(String id) {
    String family = id.contains(":") ? id.substring(0, id.indexOf(':')) : id;
    int[] widths = id.contains(":") ? widths(id) : null;
    if (family.equals(LAB_CNN)) {
      return widths == null ? labCnn(5, 8, 8) : labCnn(widths);
    }
    if (family.equals(TUTORIAL_CNN)) {
      return widths == null ? tutorialCnn(4, 8, 16, 32) : tutorialCnn(widths);
    }
    return FIXED.stream()
        .filter(b -> b.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no network '"
                        + Printable.of(id)
                        + "'; there are: "
                        + FIXED.stream().map(Backbone::id).collect(Collectors.joining(", "))
                        + ", "
                        + LAB_CNN
                        + ", "
                        + TUTORIAL_CNN
                        + "."));
  }

  /** The numbers behind the colon of {@code lab-cnn:12,24,24} or {@code mlp:100}. */
  static int[] widths(String id) {
    try {
      return Arrays.stream(id.substring(id.indexOf(':') + 1).split(",", -1))
          .map(String::strip)
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new UserException(
          "What follows the colon in '"
              + Printable.of(id)
              + "' is numbers with commas, as in lab-cnn:12,24,24.",
          e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Backbone backbone && backbone.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
