package org.signcam.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signcam.base.UserException;
import org.signcam.net.Head;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;

/**
 * Backbone, head, labels and calibration: one file, ready to read letters. One thread at a time.
 *
 * <pre>{@code
 * try (GestureModel model = GestureModel.load(ModelStore.defaultModel(), Device.cpu())) {
 *   String letter = model.predict(input.fill(picture, region)).letter();
 * }
 * }</pre>
 */
public final class GestureModel implements Classifier {
  /** The metadata entry that holds the card. */
  private static final String CARD = "signcam";

  private final ModelCard card;
  private final Network network;
  private final Device device;

  private GestureModel(ModelCard card, Network network, Device device) {
    this.card = card;
    this.network = network;
    this.device = device;
  }

  /**
   * Loads and checks a model file.
   *
   * @throws UserException when it is missing, cut short, not a model, or its weights do not fit the
   *     network it names; it says which
   */
  public static GestureModel load(Path file, Device device) {
    return load(file, device, DataType.FLOAT32);
  }

  /**
   * As above.
   *
   * @param type what its backbone computes in: float32 or float16; the head's is float32
   */
  public static GestureModel load(Path file, Device device, DataType type) {
    Content content = Safetensors.read(file);
    ModelCard card = card(content, file);
    Network network = new Network(card, 0, device, type, new Allotment(content.tensors(), file));
    try {
      fill(network, content.tensors(), file);
      // It only predicts: no thread's pass over it is to be remembered for a gradient.
      network.backbone().parameters().values().forEach(p -> p.freeze(true));
      network.head().parameters().values().forEach(p -> p.freeze(true));
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    return new GestureModel(card, network, device);
  }

  /**
   * Gives weights their memory, zeros: as much as the file can fill and a little more, whatever its
   * card says of the network.
   */
  private static final class Allotment implements Initializer {
    /** So that a file with a tensor too few is told which one: 100 MB. */
    private static final long MORE = 25_000_000;

    private final Path file;
    private long left = MORE;

    Allotment(Map<String, Tensor> tensors, Path file) {
      this.file = file;
      tensors.values().forEach(tensor -> left += tensor.size());
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
      left -= shape.size();
      if (left < 0) {
        throw new UserException(
            file + " names a network of far more weights than it has; use another model file.");
      }
      return manager.zeros(shape, type);
    }
  }

  private static void fill(Network network, Map<String, Tensor> tensors, Path file) {
    String source = file.toString();
    int used = Weights.load(network.backbone(), tensors, Network.BACKBONE, false, source);
    used += Weights.load(network.head(), tensors, Network.HEAD, false, source);
    if (used != tensors.size()) {
      throw new UserException(
          source
              + " has "
              + (tensors.size() - used)
              + " tensors that its network does not know; it is damaged or from another program.");
    }
  }

  /**
   * Reads a model's card alone.
   *
   * @throws UserException as {@link #load}
   */
  public static ModelCard card(Path file) {
    return card(Safetensors.read(file), file);
  }

  /** The card of a file; {@code null} where it holds weights but is no signcam model. */
  public static ModelCard cardIn(Path file) {
    Content content = Safetensors.read(file);
    return content.metadata().containsKey(CARD) ? card(content, file) : null;
  }

  /**
   * The signers whose pictures had a part in a file's weights, by its own word; none where it is no
   * model or is silent.
   */
  public static List<String> signersOf(Path file) {
    ModelCard card = cardIn(file);
    if (card == null) {
      return List.of();
    }
    Map<String, Object> facts = card.training();
    Object seen = facts.getOrDefault("signers_seen", facts.get("signers"));
    return seen instanceof List<?> names
        ? names.stream().map(Object::toString).toList()
        : List.of();
  }

  /**
   * The card in what was read.
   *
   * @throws UserException when there is none, or it is damaged
   */
  public static ModelCard card(Content content, Path file) {
    String json = content.metadata().get(CARD);
    if (json == null) {
      throw new UserException(
          file
              + " holds weights but is not a signcam model (it has no model card); "
              + "train one from it with: train --weights "
              + file);
    }
    return ModelCard.fromJson(json, file.toString());
  }

  /**
   * Writes a model file atomically, weights as float16; a file that was there is kept beside it as
   * {@code NAME.previous.safetensors}.
   *
   * @param weights by name, {@code backbone.*} and {@code head.*}
   * @throws UserException when it cannot be written; then the old file is untouched
   */
  public static void save(Path file, ModelCard card, Map<String, Tensor> weights) {
    Map<String, Tensor> halves = asWritten(weights);
    ModelStore.keepPrevious(file);
    Safetensors.write(file, new Content(halves, Map.of(CARD, card.toJson())));
  }

  /** Weights as a model file has them, float16. */
  public static Map<String, Tensor> asWritten(Map<String, Tensor> weights) {
    Map<String, Tensor> halves = new LinkedHashMap<>();
    weights.forEach((name, tensor) -> halves.put(name, tensor.half()));
    return halves;
  }

  public ModelCard card() {
    return card;
  }

  public Device device() {
    return device;
  }

  @Override
  public List<String> letters() {
    return card.letters();
  }

  @Override
  public int inputSide() {
    return card.inputSide();
  }

  @Override
  public Prediction predict(ByteBuffer rgb) {
    return Prediction.of(network.logits(rgb, 1)[0], card);
  }

  @Override
  public List<Prediction> predict(List<ByteBuffer> rgb) {
    if (rgb.isEmpty()) {
      return List.of();
    }
    int bytes = inputSide() * inputSide() * 3;
    ByteBuffer batch = ByteBuffer.allocateDirect(rgb.size() * bytes);
    rgb.forEach(picture -> batch.put(picture.duplicate()));
    List<Prediction> predictions = new ArrayList<>();
    for (float[] logits : network.logits(batch.flip(), rgb.size())) {
      predictions.add(Prediction.of(logits, card));
    }
    return predictions;
  }

  /** Whether the head finds the hand's 21 points too. */
  public boolean findsPoints() {
    return Head.of(card.head()).findsPoints();
  }

  /**
   * Where the hand's 21 points are in a picture: x0, y0, z0, … z20 as fractions of its side, x and
   * y from its corner.
   *
   * @param rgb a direct buffer of side×side×3 uint8, the side being the model's own
   */
  public float[] points(ByteBuffer rgb) {
    float[] points = network.points(rgb, inputSide());
    for (int i = 0; i < points.length; i++) {
      points[i] += i % 3 < 2 ? 0.5f : 0;
    }
    return points;
  }

  /**
   * What the head sees in each of N pictures, from which the letters are then read: N×D float16 in
   * native byte order; see {@link Head#parts}.
   *
   * @param rgb a direct buffer of N×side×side×3 uint8, the side being the model's own
   */
  public ByteBuffer vectors(ByteBuffer rgb, int n) {
    return network.vectors(rgb, n, inputSide());
  }

  /** Numbers of a vector, D. */
  public int vectorWidth() {
    return network.vectorWidth();
  }

  /**
   * softmax(logits / temperature) over all labels, in their order, of a batch of pictures of any
   * side, px.
   *
   * @param rgb a direct buffer of N×side×side×3 uint8
   */
  public float[][] shares(ByteBuffer rgb, int n, int side) {
    float[][] rows = network.logits(rgb, n, side);
    for (float[] row : rows) {
      double[] shares = Prediction.shares(row, card.temperature(), row.length);
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) shares[i];
      }
    }
    return rows;
  }

  @Override
  public void close() {
    network.close();
  }
}
