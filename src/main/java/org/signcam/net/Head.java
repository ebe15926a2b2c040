package org.signcam.net;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signcam.base.Printable;
import org.signcam.base.UserException;

/**
 * What turns a feature map N×C×H×W into N×n logits.
 *
 * @param kind the layers' arrangement
 * @param widths units of its hidden layers
 */
public record Head(String kind, List<Integer> widths) {
  private static final String LINEAR_KIND = "linear";
  private static final String MLP = "mlp";
  private static final String CONV = "conv";
  private static final String DENSE3 = "dense3";
  private static final String POSE = "pose";

  /** The kinds with their hidden units, unless others are named. */
  private static final Map<String, List<Integer>> DEFAULTS =
      Map.of(
          LINEAR_KIND,
          List.of(),
          MLP,
          List.of(256),
          CONV,
          List.of(256, 64),
          DENSE3,
          List.of(512, 128),
          POSE,
          List.of(48, 192, 128));

  private static final List<String> ORDER = List.of(LINEAR_KIND, MLP, CONV, DENSE3, POSE);

  /** Hidden units of a layer: as many as the largest of the classic networks' have. */
  private static final int MOST_UNITS = 4096;

  /** Average pool and one dense layer. */
  public static final Head LINEAR = new Head(LINEAR_KIND, List.of());

  public Head {
    widths = List.copyOf(widths);
  }

  /** Every kind with the hidden units it has by default. */
  public static List<Head> all() {
    return ORDER.stream().map(Head::of).toList();
  }

  /** The name in recipes and model files: {@code linear}, {@code mlp:100}. */
  public String id() {
    if (widths.equals(DEFAULTS.get(kind))) {
      return kind;
    }
    return kind + ":" + String.join(",", widths.stream().map(w -> w.toString()).toList());
  }

  /**
   * Whether it begins with an average pool, so that N×C×1×1 is enough and any picture size fits.
   */
  public boolean pooled() {
    return kind.equals(LINEAR_KIND) || kind.equals(DENSE3);
  }

  /** Whether it finds the hand's points too, as {@link PoseHead} does. */
  public boolean findsPoints() {
    return kind.equals(POSE);
  }

  /** Whether it is made for one size of feature map. */
  public boolean oneSize() {
    return kind.equals(MLP);
  }

  /** The same kind with other hidden units. */
  public Head withWidths(List<Integer> units) {
    return of(kind + ":" + String.join(",", units.stream().map(w -> w.toString()).toList()));
  }

  /**
   * Builds the head; its weights are not set yet.
   *
   * @param labels number of logits
   * @param dropout rate in 0–1, only active in training
   */
  public NamedBlock build(int labels, float dropout) {
    if (kind.equals(POSE)) {
      return new PoseHead(labels, widths.get(0), widths.get(1), widths.get(2), dropout);
    }
    Chain head = new Chain();
    switch (kind) {
      case LINEAR_KIND ->
          head.operation("pool", Layers.globalAveragePool()) // N×C
              .operation("dropout", Layers.dropout(dropout))
              .add("fc", Layers.dense(labels)); // N×n
      case MLP -> // flattened, hidden units, n: the tutorial's and the lab's own network's
          head.operation("flatten", Layers.flatten()) // N×(C·H·W)
              .add("fc1", Layers.dense(widths.get(0)))
              .operation("relu", Layers.relu())
              .operation("dropout", Layers.dropout(dropout))
              .add("fc2", Layers.dense(labels));
      case CONV -> // the lab's; on 256 channels and 9 labels 607,113 weights
          head.add("conv", Layers.conv(widths.get(0), 3, 1, 1, true)) // N×256×H×W
              .operation("relu1", Layers.relu())
              .operation("pool", Layers.globalAveragePool()) // N×256
              .operation("dropout", Layers.dropout(dropout))
              .add("fc1", Layers.dense(widths.get(1)))
              .operation("relu2", Layers.relu())
              .add("fc2", Layers.dense(labels));
      case DENSE3 -> // average pool and three dense layers, each behind a dropout
          head.operation("pool", Layers.globalAveragePool())
              .operation("dropout1", Layers.dropout(dropout))
              .add("fc1", Layers.dense(widths.get(0)))
              .operation("relu1", Layers.relu())
              .operation("dropout2", Layers.dropout(dropout))
              .add("fc2", Layers.dense(widths.get(1)))
              .operation("relu2", Layers.relu())
              .operation("dropout3", Layers.dropout(dropout))
              .add("fc3", Layers.dense(labels));
      default -> throw new IllegalStateException(kind);
    }
    return head;
  }

  /**
   * A head of this kind in two parts, the very blocks of it: what makes a vector of the feature
   * map, N×C×H×W to N×D, and what makes logits of that. The vector is short enough to be kept of
   * thousands of pictures, and what is above it learns in seconds.
   *
   * @param head built by {@link #build}
   */
  public Parts parts(NamedBlock head) {
    if (head instanceof PoseHead pose) {
      return new Parts(pose.below(), pose.above());
    }
    Chain chain = (Chain) head;
    Set<String> below =
        switch (kind) {
          case MLP -> Set.of("flatten", "fc1", "relu");
          case CONV -> Set.of("conv", "relu1", "pool");
          default -> Set.of("pool");
        };
    return new Parts(chain.part(below::contains), chain.part(name -> !below.contains(name)));
  }

  /**
   * Two parts of a head.
   *
   * @param below N×C×H×W to N×D
   * @param above N×D to N×n logits
   */
  public record Parts(NamedBlock below, NamedBlock above) {}

  /**
   * Finds a head by its {@link #id()}.
   *
   * @throws UserException when there is none of that name, or its hidden units are not right
   */
  public static Head of(String id) {
    String kind = id.contains(":") ? id.substring(0, id.indexOf(':')) : id;
    List<Integer> usual = DEFAULTS.get(kind);
    if (usual == null) {
      throw new UserException(
          "There is no head '"
              + Printable.of(id)
              + "'; there are: "
              + String.join(", ", ORDER)
              + ".");
    }
    if (!id.contains(":")) {
      return new Head(kind, usual);
    }
    List<Integer> widths = java.util.Arrays.stream(Backbone.widths(id)).boxed().toList();
    if (widths.size() != usual.size() || widths.stream().anyMatch(w -> w < 1 || w > MOST_UNITS)) {
      throw new UserException(
          "The head "
              + kind
              + " has "
              + usual.size()
              + " hidden layers of 1–"
              + MOST_UNITS
              + " units; found '"
              + Printable.of(id)
              + "'.");
    }
    return new Head(kind, widths);
  }
}
