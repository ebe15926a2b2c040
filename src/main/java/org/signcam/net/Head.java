package org.signcam.net;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.signcam.base.UserException;

/** What turns a feature map N×C×H×W into N×n logits. */
public enum Head {
  /** Average pool and one dense layer. */
  LINEAR,
  /** Flattened, 256 units, n: the tutorial's, whose width is ours. */
  MLP,
  /** 3×3 256→256, average pool, 64, n: the lab's; on 256 channels and 9 labels 607,113 weights. */
  CONV,
  /** Average pool and three dense layers with dropout, of 512, 128 and n. */
  DENSE3;

  /** The name in recipes and model files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Builds the head; its weights are not set yet.
   *
   * @param labels number of logits
   * @param dropout rate in 0–1, only active in training
   */
  public Chain build(int labels, float dropout) {
    Chain head = new Chain();
    switch (this) {
      case LINEAR ->
          head.operation("pool", Layers.globalAveragePool()) // N×C
              .operation("dropout", Layers.dropout(dropout))
              .add("fc", Layers.dense(labels)); // N×n
      case MLP ->
          head.operation("flatten", Layers.flatten()) // N×(C·H·W)
              .add("fc1", Layers.dense(256))
              .operation("relu", Layers.relu())
              .operation("dropout", Layers.dropout(dropout))
              .add("fc2", Layers.dense(labels));
      case CONV ->
          head.add("conv", Layers.conv(256, 3, 1, 1, true)) // N×256×H×W
              .operation("relu1", Layers.relu())
              .operation("pool", Layers.globalAveragePool()) // N×256
              .operation("dropout", Layers.dropout(dropout))
              .add("fc1", Layers.dense(64))
              .operation("relu2", Layers.relu())
              .add("fc2", Layers.dense(labels));
      case DENSE3 ->
          head.operation("pool", Layers.globalAveragePool())
              .operation("dropout1", Layers.dropout(dropout))
              .add("fc1", Layers.dense(512))
              .operation("relu1", Layers.relu())
              .operation("dropout2", Layers.dropout(dropout))
              .add("fc2", Layers.dense(128))
              .operation("relu2", Layers.relu())
              .operation("dropout3", Layers.dropout(dropout))
              .add("fc3", Layers.dense(labels));
    }
    return head;
  }

  /**
   * Finds a head by its {@link #id()}.
   *
   * @throws UserException when there is none of that name
   */
  public static Head of(String id) {
    return Arrays.stream(values())
        .filter(h -> h.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no head '"
                        + id
                        + "'; there are: "
                        + Arrays.stream(values()).map(Head::id).collect(Collectors.joining(", "))
                        + "."));
  }
}
