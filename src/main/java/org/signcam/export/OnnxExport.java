package org.signcam.export;

import static org.signcam.export.OnnxNodes.floats;
import static org.signcam.export.OnnxNodes.integer;
import static org.signcam.export.OnnxNodes.ints;
import static org.signcam.export.OnnxNodes.node;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.signcam.base.UserException;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Backbone;
import org.signcam.net.GraphBuilder.Value;
import org.signcam.net.Head;
import org.signcam.net.Safetensors.Tensor;

/**
 * A model as an ONNX file that any runtime reads. The same model and options give the same bytes.
 *
 * <p>One input, {@code image}: N×side×side×3 uint8 RGB, normalised inside; or {@code input},
 * N×3×side×side float32, normalised by whoever calls. One output, N×n for the n labels: {@code
 * logits}, or {@code probabilities}, which are softmax(logits / temperature). The metadata says
 * labels, size, mean, deviation, temperature and threshold.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">ONNX IR</a>
 */
public final class OnnxExport {
  /** The input of uint8 pictures. */
  public static final String IMAGE = "image";

  /** The input of normalised pictures. */
  public static final String INPUT = "input";

  /** QuantizeLinear by channel came with this set; later ones add nothing that is used. */
  private static final int OPERATOR_SET = 13;

  /** The version of the file format that came with that set. */
  private static final int IR_VERSION = 7;

  private static final String PIXELS = "pixels";
  private static final String CENTRED = "centred";

  /** What a stranger to the file must know. */
  private static final String DESCRIPTION =
      "Reads a handshape from a square picture of a hand, not mirrored. Input: 'image', N x side x"
          + " side x 3 uint8 RGB; or 'input', N x 3 x side x side float32, (RGB / 255 - mean) / std."
          + " The first labels are the letters. Divide logits by the temperature before softmax; the"
          + " probabilities of all labels that are no letters, summed, are that of no letter. The"
          + " best letter is answered if its probability reaches the threshold and exceeds that sum.";

  private static final Gson GSON = new Gson();

  private final ModelCard card;
  private final String source;
  private final int side;
  private final Options options;
  private final OnnxGraph graph;
  private ValueInfoProto input;

  /**
   * What is inside.
   *
   * @param pictures whether the file takes uint8 RGB as it is and normalises inside
   * @param softmax whether it gives probabilities instead of logits
   * @param eightBit whether the backbone computes in 8 bits; goes with {@code pictures}
   */
  public record Options(boolean pictures, boolean softmax, boolean eightBit) {
    /** The network alone: float32 in, logits out. */
    public static final Options BARE = new Options(false, false, false);

    /** uint8 in, logits out. */
    public static final Options FLOAT32 = new Options(true, false, false);

    /** The same in 8 bits. */
    public static final Options EIGHT_BIT = new Options(true, false, true);

    public Options {
      if (eightBit && !pictures) {
        throw new IllegalArgumentException("8 bits go with normalising inside");
      }
    }
  }

  /** What of a network is wanted when not its answer. */
  public enum Part {
    /** The backbone's map, N×C×H×W. */
    MAP,
    /** The mean of each of its channels, N×C. */
    POOLED,
    /** What the head makes of the map on its way to the letters, N×D; see {@link Head#parts}. */
    VECTOR
  }

  private OnnxExport(
      ModelCard card, Map<String, Tensor> tensors, String source, int side, Options options) {
    this.card = card;
    this.source = source;
    this.side = side;
    this.options = options;
    graph = new OnnxGraph(tensors, source);
  }

  /**
   * Writes a model as ONNX.
   *
   * @param tensors its weights, {@code backbone.*} and {@code head.*}
   * @param source its file, for messages
   * @throws UserException when the weights do not fit the network that the card names, saying
   *     which; or when 8 bits are asked for and the card lacks the ranges
   */
  public static byte[] of(
      ModelCard card, Map<String, Tensor> tensors, String source, Options options) {
    OnnxExport export = new OnnxExport(card, tensors, source, card.inputSide(), options);
    return export.model(List.of(export.answer())).toByteArray();
  }

  /**
   * The network with the values between the steps of its backbone as outputs besides, uint8 in,
   * float32: to measure what 8 bits must hold.
   *
   * @throws UserException as {@link #of}
   */
  public static byte[] observed(ModelCard card, Map<String, Tensor> tensors, String source) {
    OnnxExport export = new OnnxExport(card, tensors, source, card.inputSide(), Options.FLOAT32);
    export.answer();
    List<ValueInfoProto> values = new ArrayList<>();
    EightBit.measured(export.graph.nodes()).forEach(v -> values.add(OnnxNodes.value(v)));
    return export.model(values).toByteArray();
  }

  /**
   * A network's lower part, uint8 in, float32: its only output is {@code features}.
   *
   * @param side of the pictures, px
   * @throws UserException as {@link #of}
   */
  public static byte[] features(
      ModelCard card, Map<String, Tensor> tensors, String source, int side, Part part) {
    OnnxExport export = new OnnxExport(card, tensors, source, side, Options.FLOAT32);
    return export.model(List.of(export.features(part))).toByteArray();
  }

  private ValueInfoProto features(Part part) {
    Value map = map();
    Head head = Head.of(card.head());
    Value features =
        switch (part) {
          case MAP -> map;
          case POOLED -> graph.globalAveragePool("pooled", map);
          case VECTOR ->
              head.parts(head.build(card.labels().size(), 0))
                  .below()
                  .describe(graph, Network.HEAD, map);
        };
    graph.emit(node("Identity", "features", features.name()), features.shape());
    return output("features", features.shape());
  }

  private Value map() {
    return Backbone.of(card.backbone())
        .build(card.cut(), card.folded())
        .describe(graph, Network.BACKBONE, picture());
  }

  /** The whole network, and its answer. */
  private ValueInfoProto answer() {
    Value map = map();
    int labels = card.labels().size();
    Value logits = Head.of(card.head()).build(labels, 0).describe(graph, Network.HEAD, map);
    graph.checkAllTaken();
    if (options.softmax) {
      graph.constant(floats("temperature", new float[] {(float) card.temperature()}));
      graph.emit(node("Div", "cooled", logits.name(), "temperature"), labels);
      graph.emit(
          node("Softmax", "probabilities", "cooled").addAttribute(integer("axis", 1)), labels);
      return output("probabilities", labels);
    }
    graph.emit(node("Identity", "logits", logits.name()), labels);
    return output("logits", labels);
  }

  private static ValueInfoProto output(String name, long... shape) {
    return OnnxNodes.batch(name, TensorProto.DataType.FLOAT, shape);
  }

  /** The input, and what of normalising is not left to the first convolution. */
  private Value picture() {
    long[] planes = {3, side, side};
    if (!options.pictures) {
      input = OnnxNodes.batch(INPUT, TensorProto.DataType.FLOAT, planes);
      return new Value(INPUT, planes);
    }
    input = OnnxNodes.batch(IMAGE, TensorProto.DataType.UINT8, side, side, 3);
    AttributeProto channelsFirst = ints("perm", 0, 3, 1, 2);
    float[] scale = new float[3]; // of 0–255
    float[] mean = new float[3];
    for (int c = 0; c < 3; c++) {
      scale[c] = 1 / (255 * card.std()[c]);
      mean[c] = 255 * card.mean()[c];
    }
    if (options.eightBit) {
      float[] shift = new float[3]; // from the one zero of all channels to the mean of each
      for (int c = 0; c < 3; c++) {
        shift[c] = scale[c] * (zeroPixel() - mean[c]);
      }
      graph.scaleIn(new OnnxGraph.Scaling(PIXELS, scale, shift));
      return graph.emit(node("Transpose", PIXELS, IMAGE).addAttribute(channelsFirst), planes);
    }
    graph.constant(floats("mean", mean, 1, 3, 1, 1));
    graph.emit(
        node("Cast", "numbers", IMAGE)
            .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber())),
        side,
        side,
        3);
    graph.emit(node("Transpose", PIXELS, "numbers").addAttribute(channelsFirst), planes);
    graph.scaleIn(new OnnxGraph.Scaling(CENTRED, scale, new float[3]));
    return graph.emit(node("Sub", CENTRED, PIXELS, "mean"), planes); // so that padding is 0
  }

  /** The grey that pads in 8 bits, where one number must do for the mean of each channel: 0–255. */
  private int zeroPixel() {
    float[] mean = card.mean();
    return Math.max(0, Math.min(255, Math.round(255 * (mean[0] + mean[1] + mean[2]) / 3)));
  }

  private ModelProto model(List<ValueInfoProto> outputs) {
    Map<String, TensorProto> constants = graph.constants();
    List<NodeProto.Builder> nodes = graph.nodes();
    if (options.eightBit) {
      if (card.quantization() == null) {
        throw new UserException(
            source
                + " does not know the ranges that 8 bits must hold; measure them first: models"
                + " quantize.");
      }
      EightBit bits =
          new EightBit(graph.convolutions(), constants, card.quantization().ranges(), source);
      nodes = bits.quantize(nodes, PIXELS, zeroPixel());
    } else {
      graph.convolutions().values().forEach(conv -> conv.constants().forEach(graph::constant));
    }
    GraphProto.Builder made = GraphProto.newBuilder().setName("signcam");
    nodes.forEach(made::addNode);
    made.addAllInitializer(constants.values()).addInput(input).addAllOutput(outputs);
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("signcam")
            .setDocString(DESCRIPTION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(made);
    metadata(model);
    return model.build();
  }

  /** What is needed to use the file, as JSON where it is more than a word. */
  private void metadata(ModelProto.Builder model) {
    fact(model, "labels", GSON.toJson(card.labels()));
    fact(model, "letters", GSON.toJson(card.letters()));
    fact(model, "rejecting", card.rejecting() == null ? "" : card.rejecting());
    fact(model, "input_side", Integer.toString(card.inputSide()));
    fact(model, "colour_order", card.colourOrder());
    fact(model, "mean", GSON.toJson(card.mean()));
    fact(model, "std", GSON.toJson(card.std()));
    fact(model, "backbone_bits", options.eightBit ? "8" : "32");
    fact(model, "normalized_inside", Boolean.toString(options.pictures));
    fact(model, "softmax_inside", Boolean.toString(options.softmax));
    fact(model, "temperature", Double.toString(card.temperature()));
    fact(model, "threshold", Double.toString(card.threshold()));
  }

  private static void fact(ModelProto.Builder model, String key, String value) {
    model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
  }
}
