package org.signcam.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

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

  private final int labels;
  private final Block squeeze;
  private final Block hidden;
  private final Block points;
  private final Block shape1;
  private final Block shape2;
  private final Block shape3;
  private final Block seen;
  private final Block felt;
  private final Block pool = addChildBlock("pool", Layers.globalAveragePool());
  private final Block flatten = addChildBlock("flatten", Layers.flatten());
  private final Block dropout;

  /**
   * @param channels to which the features are squeezed before they are read cell by cell
   * @param units hidden units from which the points come
   * @param shapeUnits hidden units of the network on the points
   * @param rate of dropout, 0–1, in training
   */
  PoseHead(int labels, int channels, int units, int shapeUnits, float rate) {
    this.labels = labels;
    squeeze = part("squeeze", Layers.conv(channels, 1, 1, 0, true));
    hidden = part("hidden", Layers.dense(units));
    points = part("points", Layers.output(NUMBERS));
    shape1 = part("shape1", Layers.dense(shapeUnits));
    shape2 = part("shape2", Layers.dense(shapeUnits));
    shape3 = part("shape3", Layers.output(labels));
    seen = part("seen", Layers.output(labels));
    felt = part("felt", Layers.output(labels));
    dropout = addChildBlock("dropout", Layers.dropout(rate));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray map = inputs.singletonOrThrow(); // N×C×H×W
    if (training) {
      return outputs(map, store, true);
    }
    try (NDManager inner = map.getManager().newSubManager()) {
      NDArray view = map.reshape(map.getShape());
      view.attach(inner); // and with it all that is made of it
      NDList outputs = outputs(view, store, false);
      outputs.attach(map.getManager());
      return outputs;
    }
  }

  private NDList outputs(NDArray map, ParameterStore store, boolean training) {
    Pass pass = new Pass(store, training);
    NDArray units = Activation.relu(pass.of(hidden, pass.of(flatten, grid(pass.of(squeeze, map)))));
    NDArray found = pass.of(points, units); // N×63
    NDArray one = Activation.relu(pass.of(shape1, alike(found)));
    NDArray two = Activation.relu(pass.of(shape2, one));
    NDArray logits =
        pass.of(seen, pass.of(dropout, pass.of(pool, map)))
            .add(pass.of(felt, pass.of(dropout, units)))
            .add(pass.of(shape3, two)); // N×n
    return new NDList(logits, found);
  }

  private record Pass(ParameterStore store, boolean training) {
    NDArray of(Block block, NDArray x) {
      return block.forward(store, new NDList(x), training).singletonOrThrow();
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
    float[] fromWrist = new float[NUMBERS * NUMBERS];
    float[] mean = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      fromWrist[i * NUMBERS + i] += 1;
      fromWrist[i % 3 * NUMBERS + i] -= 1;
      mean[i] = i % 3 < 2 ? 1f / (2 * POINTS) : 0;
    }
    NDArray moved = points.matMul(scope.create(fromWrist, new Shape(NUMBERS, NUMBERS)));
    NDArray size =
        moved
            .mul(moved)
            .matMul(scope.create(mean, new Shape(NUMBERS, 1)))
            .add(scope.create(LEAST_SIZE))
            .sqrt(); // N×1
    return moved.div(size);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    Shape map = inputShapes[0];
    Shape squeezed = initialize(squeeze, manager, type, map)[0];
    Shape cells = new Shape(map.get(0), squeezed.get(1) * GRID * GRID);
    Shape units = initialize(hidden, manager, type, cells)[0];
    Shape found = initialize(points, manager, type, units)[0];
    Shape one = initialize(shape1, manager, type, found)[0];
    Shape two = initialize(shape2, manager, type, one)[0];
    initialize(shape3, manager, type, two);
    initialize(seen, manager, type, new Shape(map.get(0), map.get(1)));
    initialize(felt, manager, type, units);
    initialize(pool, manager, type, map);
    initialize(flatten, manager, type, new Shape(map.get(0), squeezed.get(1), GRID * GRID));
    initialize(dropout, manager, type, units);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    long n = inputShapes[0].get(0);
    return new Shape[] {new Shape(n, labels), new Shape(n, NUMBERS)};
  }
}
