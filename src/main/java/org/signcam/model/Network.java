package org.signcam.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.signcam.net.Backbone;
import org.signcam.net.Chain;
import org.signcam.net.Head;
import org.signcam.net.NamedBlock;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;

/**
 * A backbone and a head on a device: uint8 pictures in, logits out. Owns its native memory; one
 * thread at a time.
 */
public final class Network implements AutoCloseable {
  public static final String BACKBONE = "backbone.";
  public static final String HEAD = "head.";

  /** Largest float16. */
  private static final float MOST = 65_504;

  private final NDManager manager;
  private final ParameterStore store;
  private final Chain backbone;
  private final NamedBlock head;
  private final Head.Parts parts;
  private final NDArray mean;
  private final NDArray scale;
  private final int inputSide;
  private final ModelCard card;
  private final DataType type;

  /**
   * Builds the network that {@code card} describes, with fresh weights.
   *
   * @param dropout of the head in training, 0–1
   */
  public Network(ModelCard card, float dropout, Device device) {
    this(card, dropout, device, DataType.FLOAT32, null);
  }

  /**
   * As above.
   *
   * @param type what the backbone computes in: float32, or float16, in which it can but predict
   * @param first gives every weight its first value; {@code null} for each layer's own
   */
  Network(ModelCard card, float dropout, Device device, DataType type, Initializer first) {
    ExitGate.install();
    manager = NDManager.newBaseManager(device);
    store = new ParameterStore(manager, false);
    this.card = card;
    this.type = type;
    inputSide = card.inputSide();
    backbone = Backbone.of(card.backbone()).build(card.cut(), card.folded());
    head = Head.of(card.head()).build(card.labels().size(), dropout);
    parts = Head.of(card.head()).parts(head);
    try {
      if (first != null) {
        backbone.setInitializer(first, p -> true);
        head.setInitializer(first, p -> true);
      }
      Shape picture = new Shape(1, 3, inputSide, inputSide);
      Shape map = Weights.initialize(backbone, manager, picture, type);
      Weights.initialize(head, manager, map);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
    mean = manager.create(scaled(card.mean(), false), new Shape(1, 3, 1, 1));
    scale = manager.create(scaled(card.std(), true), new Shape(1, 3, 1, 1));
  }

  /** What it was built from. */
  public ModelCard card() {
    return card;
  }

  /** Mean and deviation of 0–1 turned into those of 0–255. */
  private static float[] scaled(float[] values, boolean inverse) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = inverse ? 1 / (values[i] * 255) : values[i] * 255;
    }
    return out;
  }

  public NDManager manager() {
    return manager;
  }

  public ParameterStore store() {
    return store;
  }

  public Chain backbone() {
    return backbone;
  }

  public NamedBlock head() {
    return head;
  }

  /**
   * Brings a batch to the device as uint8 and normalises it there.
   *
   * @param rgb a direct buffer of N×side×side×3 uint8
   * @return N×3×side×side float32 in {@code scope}
   */
  public NDArray input(NDManager scope, ByteBuffer rgb, int n, int side) {
    NDArray bytes = scope.create(rgb, new Shape(n, side, side, 3), DataType.UINT8); // N×S×S×3
    return bytes
        .transpose(0, 3, 1, 2) // N×3×S×S
        .toType(DataType.FLOAT32, false)
        .subi(mean)
        .muli(scale);
  }

  /** N×3×H×W normalised pictures to N×C×H'×W' features, float32. */
  public NDArray features(NDArray input, boolean training) {
    NDList typed = new NDList(input.toType(type, false));
    NDArray features = backbone.forward(store, typed, training).singletonOrThrow();
    return features.toType(DataType.FLOAT32, false);
  }

  /** As above in training, where the layers that {@code frozen} names only predict. */
  public NDArray features(NDArray input, Predicate<String> frozen) {
    return backbone.forwardPartly(store, input, frozen);
  }

  /** N×C×H'×W' features to N×n logits. */
  public NDArray logits(NDArray features, boolean training) {
    return outputs(features, training).get(0);
  }

  /**
   * N×C×H'×W' features to N×n logits and, where the head finds the hand's 21 points, these as N×63
   * (see {@link org.signcam.net.PoseHead}).
   */
  public NDList outputs(NDArray features, boolean training) {
    return head.forward(store, new NDList(features), training);
  }

  /**
   * N pictures of the model's own side to N rows of logits, all intermediate memory freed.
   *
   * @throws java.util.concurrent.CancellationException when the program is ending
   */
  public float[][] logits(ByteBuffer rgb, int n) {
    return logits(rgb, n, inputSide);
  }

  /** As {@link #logits(ByteBuffer, int)} for pictures of another side, px. */
  public float[][] logits(ByteBuffer rgb, int n, int side) {
    ExitGate.enter();
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = input(scope, rgb, n, side);
      float[] flat = logits(features(x, false), false).toFloatArray();
      int width = flat.length / n;
      float[][] rows = new float[n][width];
      for (int i = 0; i < n; i++) {
        System.arraycopy(flat, i * width, rows[i], 0, width);
      }
      return rows;
    } finally {
      ExitGate.leave();
    }
  }

  /** The 63 numbers that a pose head finds in one picture, of side×side×3 uint8. */
  float[] points(ByteBuffer rgb, int side) {
    ExitGate.enter();
    try (NDManager scope = manager.newSubManager()) {
      return outputs(features(input(scope, rgb, 1, side), false), false).get(1).toFloatArray();
    } finally {
      ExitGate.leave();
    }
  }

  /**
   * N pictures to N vectors, float16, of what the head sees in them: see {@link Head#parts}.
   *
   * @param rgb a direct buffer of N×side×side×3 uint8
   * @return N×D in native byte order
   * @throws java.util.concurrent.CancellationException when the program is ending
   */
  public ByteBuffer vectors(ByteBuffer rgb, int n, int side) {
    ExitGate.enter();
    try (NDManager scope = manager.newSubManager()) {
      NDArray map = features(input(scope, rgb, n, side), false);
      NDArray vectors = parts.below().forward(store, new NDList(map), false).singletonOrThrow();
      return vectors.clip(-MOST, MOST).toType(DataType.FLOAT16, false).toByteBuffer();
    } finally {
      ExitGate.leave();
    }
  }

  /** Numbers of a vector. */
  public int vectorWidth() {
    Shape[] picture = {new Shape(1, 3, inputSide, inputSide)};
    Shape[] vector = parts.below().getOutputShapes(backbone.getOutputShapes(picture));
    return Math.toIntExact(vector[0].get(1));
  }

  /** The head in two parts. */
  public Head.Parts parts() {
    return parts;
  }

  /** All weights by name, {@code backbone.*} and {@code head.*}, float32. */
  public Map<String, Tensor> weights() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(Weights.save(backbone, BACKBONE));
    tensors.putAll(Weights.save(head, HEAD));
    return tensors;
  }

  @Override
  public void close() {
    manager.close();
  }
}
