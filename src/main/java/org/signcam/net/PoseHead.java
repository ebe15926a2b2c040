package org.signcam.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.UnaryOperator;

/**
 * Finds the hand's 21 points and reads the letter from them and from the picture together: logits =
 * a dense layer of the pooled features + a dense layer of the hidden units that the points come
 * from + a small network on the points, moved to the wrist and brought to one size. So what the
 * landmarks teach (MediaPipe Hands, https://arxiv.org/abs/2006.10214) reaches the letters, and
 * where the hand is and how large it looks does not matter.
 *
 * <p>N×C×H×W to N×n logits and N×63 points: x, y (fractions of the picture's side from its middle)
 * and z (the same unit, from the wrist) of each.
 */
public final class PoseHead extends NamedBlock {
  /** Points of a hand. */
  public static final int POINTS = 21;

  private static final int NUMBERS = 3 * POINTS;

  /** The feature map is brought to GRID×GRID cells, whatever the picture's size. */
  private static final int GRID = 4;

  /** Keeps the size of no hand at all from being divided by. */
  private static final float LEAST_SIZE = 0.003f;

  private final Below below;
  private final Above above;

  /**
   * @param channels to which the features are squeezed before they are read cell by cell
   * @param units hidden units from which the points come
   * @param shapeUnits hidden units of the network on the points
   * @param rate of dropout, 0–1, in training
   */
  PoseHead(int labels, int channels, int units, int shapeUnits, float rate) {
    below = part("", new Below(channels, units));
    above = part("", new Above(labels, units, shapeUnits, rate));
  }

  /** N×C×H×W to N×(C+units+63): the pooled features, the hidden units and the points. */
  NamedBlock below() {
    return below;
  }

  /** From that to N×n logits. */
  NamedBlock above() {
    return above;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray vector = below.forward(store, inputs, training).singletonOrThrow();
    NDArray logits = above.forward(store, new NDList(vector), training).singletonOrThrow();
    long end = vector.getShape().get(1);
    NDArray found = columns(vector, end - NUMBERS, end);
    if (!training) {
      vector.close();
    }
    return new NDList(logits, found);
  }

  private static NDArray columns(NDArray vector, long from, long to) {
    return vector.get(":, " + from + ":" + to);
  }

  private static NDArray pass(Block block, ParameterStore store, NDArray x, boolean training) {
    return block.forward(store, new NDList(x), training).singletonOrThrow();
  }

  /** Runs {@code forward} so that, while predicting, all that it makes is freed but its result. */
  private static NDList scoped(NDArray x, boolean training, UnaryOperator<NDArray> forward) {
    if (training) {
      return new NDList(forward.apply(x));
    }
    try (NDManager inner = x.getManager().newSubManager()) {
      NDArray view = x.reshape(x.getShape());
      view.attach(inner); // and with it all that is made of it
      NDArray made = forward.apply(view);
      made.attach(x.getManager());
      return new NDList(made);
    }
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    initialize(above, manager, type, initialize(below, manager, type, inputShapes));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    long n = inputShapes[0].get(0);
    return new Shape[] {
      above.getOutputShapes(below.getOutputShapes(inputShapes))[0], new Shape(n, NUMBERS)
    };
  }

  @Override
  public GraphBuilder.Value describe(GraphBuilder graph, String prefix, GraphBuilder.Value map) {
    return above.describe(graph, prefix, below.describe(graph, prefix, map));
  }

  /** What is seen of the picture: the hand's points and what they come from. */
  private static final class Below extends NamedBlock {
    private final int channels;
    private final int units;
    private final Block squeeze;
    private final Block hidden;
    private final Block points;
    private final Block pool = addChildBlock("pool", Layers.globalAveragePool().block());
    private final Block flatten = addChildBlock("flatten", Layers.flatten().block());

    Below(int channels, int units) {
      this.channels = channels;
      this.units = units;
      squeeze = part("squeeze", Layers.conv(channels, 1, 1, 0, true).block());
      hidden = part("hidden", Layers.dense(units).block());
      points = part("points", Layers.output(NUMBERS).block());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return scoped(
          inputs.singletonOrThrow(), // N×C×H×W
          training,
          map -> {
            NDArray cells =
                pass(flatten, store, grid(pass(squeeze, store, map, training)), training);
            NDArray found = Activation.relu(pass(hidden, store, cells, training));
            NDArray pooled = pass(pool, store, map, training);
            NDArray hand = pass(points, store, found, training); // N×63
            return NDArrays.concat(new NDList(pooled, found, hand), 1);
          });
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
      Shape map = inputShapes[0];
      Shape squeezed = initialize(squeeze, manager, type, map)[0];
      Shape cells = new Shape(map.get(0), squeezed.get(1) * GRID * GRID);
      initialize(points, manager, type, initialize(hidden, manager, type, cells));
      initialize(pool, manager, type, map);
      initialize(flatten, manager, type, new Shape(map.get(0), squeezed.get(1), GRID * GRID));
    }

    @Override
    public GraphBuilder.Value describe(GraphBuilder graph, String prefix, GraphBuilder.Value map) {
      GraphBuilder.Value squeezed =
          graph.conv(
              prefix + "squeeze",
              map,
              new GraphBuilder.Convolution(channels, 1, 1, 0, 1, true)); // c×H×W
      int h = (int) map.shape()[1];
      int w = (int) map.shape()[2];
      GraphBuilder.Value rows =
          graph.reshape(prefix + "rows", squeezed, channels, (long) h * w); // c×(H·W)
      GraphBuilder.Value cells =
          graph.times(prefix + "cells", rows, shares(h, w), GRID * GRID); // c×16
      GraphBuilder.Value flat = graph.reshape(prefix + "flat", cells, cells.size());
      GraphBuilder.Value found =
          graph.relu(prefix + "found", graph.dense(prefix + "hidden", flat, units));
      GraphBuilder.Value pooled = graph.globalAveragePool(prefix + "pool", map);
      GraphBuilder.Value hand = graph.dense(prefix + "points", found, NUMBERS);
      return graph.concat(prefix + "vector", pooled, found, hand);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      Shape map = inputShapes[0];
      return new Shape[] {new Shape(map.get(0), map.get(1) + units + NUMBERS)};
    }
  }

  /** What letter that makes. */
  private static final class Above extends NamedBlock {
    private final int labels;
    private final int units;
    private final int shapeUnits;
    private final Block shape1;
    private final Block shape2;
    private final Block shape3;
    private final Block seen;
    private final Block felt;
    private final Block dropout;

    Above(int labels, int units, int shapeUnits, float rate) {
      this.labels = labels;
      this.units = units;
      this.shapeUnits = shapeUnits;
      shape1 = part("shape1", Layers.dense(shapeUnits).block());
      shape2 = part("shape2", Layers.dense(shapeUnits).block());
      shape3 = part("shape3", Layers.output(labels).block());
      seen = part("seen", Layers.output(labels).block());
      felt = part("felt", Layers.output(labels).block());
      dropout = addChildBlock("dropout", Layers.dropout(rate).block());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return scoped(
          inputs.singletonOrThrow(), // N×(C+units+63)
          training,
          vector -> {
            long end = vector.getShape().get(1);
            long second = end - NUMBERS - units;
            NDArray pooled = columns(vector, 0, second);
            NDArray found = columns(vector, second, end - NUMBERS);
            NDArray hand = alike(columns(vector, end - NUMBERS, end));
            NDArray one = Activation.relu(pass(shape1, store, hand, training));
            NDArray two = Activation.relu(pass(shape2, store, one, training));
            return pass(seen, store, pass(dropout, store, pooled, training), training)
                .add(pass(felt, store, pass(dropout, store, found, training), training))
                .add(pass(shape3, store, two, training)); // N×n
          });
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
      long n = inputShapes[0].get(0);
      Shape hand = new Shape(n, NUMBERS);
      Shape found = new Shape(n, units);
      Shape pooled = new Shape(n, inputShapes[0].get(1) - NUMBERS - units);
      Shape[] one = initialize(shape1, manager, type, hand);
      initialize(shape3, manager, type, initialize(shape2, manager, type, one));
      initialize(seen, manager, type, pooled);
      initialize(felt, manager, type, found);
      initialize(dropout, manager, type, found);
    }

    @Override
    public GraphBuilder.Value describe(
        GraphBuilder graph, String prefix, GraphBuilder.Value vector) {
      long end = vector.size();
      long second = end - NUMBERS - units;
      GraphBuilder.Value pooled = graph.columns(prefix + "pooled", vector, 0, second);
      GraphBuilder.Value found = graph.columns(prefix + "units", vector, second, end - NUMBERS);
      GraphBuilder.Value points = graph.columns(prefix + "hand", vector, end - NUMBERS, end);
      GraphBuilder.Value moved = graph.times(prefix + "moved", points, fromWrist(), NUMBERS);
      GraphBuilder.Value hand = graph.toOneSize(prefix + "alike", moved, sizeWeights(), LEAST_SIZE);
      GraphBuilder.Value one =
          graph.relu(prefix + "one", graph.dense(prefix + "shape1", hand, shapeUnits));
      GraphBuilder.Value two =
          graph.relu(prefix + "two", graph.dense(prefix + "shape2", one, shapeUnits));
      GraphBuilder.Value both =
          graph.add(
              prefix + "both",
              graph.dense(prefix + "seen", pooled, labels),
              graph.dense(prefix + "felt", found, labels));
      return graph.add(prefix + "logits", both, graph.dense(prefix + "shape3", two, labels));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return new Shape[] {new Shape(inputShapes[0].get(0), labels)};
    }
  }

  // Constants are arrays of the input's scope: of plain numbers DJL frees what it makes too early.

  /** Adaptive average pooling, N×c×H×W to N×c×16, as torch's: a product with a fixed matrix. */
  private static NDArray grid(NDArray map) {
    Shape s = map.getShape();
    int h = (int) s.get(2);
    int w = (int) s.get(3);
    NDArray cells = map.reshape(s.get(0), s.get(1), (long) h * w);
    return cells.matMul(
        map.getManager().create(shares(h, w), new Shape((long) h * w, GRID * GRID)));
  }

  /** Of each place of the map, how much each cell takes: (H·W)×16 in row-major order. */
  static float[] shares(int h, int w) {
    float[] shares = new float[h * w * GRID * GRID];
    for (int cell = 0; cell < GRID * GRID; cell++) {
      int top = cell / GRID * h / GRID;
      int bottom = ((cell / GRID + 1) * h + GRID - 1) / GRID;
      int left = cell % GRID * w / GRID;
      int right = ((cell % GRID + 1) * w + GRID - 1) / GRID;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          shares[(y * w + x) * GRID * GRID + cell] = 1f / ((bottom - top) * (right - left));
        }
      }
    }
    return shares;
  }

  /** Hands moved to their wrist and brought to one size, N×63. */
  private static NDArray alike(NDArray points) {
    NDManager scope = points.getManager();
    NDArray moved = points.matMul(scope.create(fromWrist(), new Shape(NUMBERS, NUMBERS)));
    NDArray size =
        moved
            .mul(moved)
            .matMul(scope.create(sizeWeights(), new Shape(NUMBERS, 1)))
            .add(scope.create(LEAST_SIZE))
            .sqrt(); // N×1
    return moved.div(size);
  }

  /** The matrix that takes the wrist, the first point, off every point: 63×63. */
  private static float[] fromWrist() {
    float[] matrix = new float[NUMBERS * NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      matrix[i * NUMBERS + i] += 1;
      matrix[i % 3 * NUMBERS + i] -= 1;
    }
    return matrix;
  }

  /** What each squared number adds to a hand's mean squared size: x and y count, z does not. */
  private static float[] sizeWeights() {
    float[] mean = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      mean[i] = i % 3 < 2 ? 1f / (2 * POINTS) : 0;
    }
    return mean;
  }
}
