package org.signcam.export;

import static org.signcam.export.OnnxNodes.floats;
import static org.signcam.export.OnnxNodes.integer;
import static org.signcam.export.OnnxNodes.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.signcam.base.UserException;
import org.signcam.model.ActivationRange;
import org.signcam.model.Network;

/**
 * A float32 graph's backbone in 8 bits: between each two steps a {@code QuantizeLinear} and a
 * {@code DequantizeLinear}, which a runtime melts into integer arithmetic. Static: the activations'
 * ranges are known beforehand. The head stays float32.
 *
 * <p>Weights are symmetric, a scale for each output channel, in −64…64: with seven bits no sum of
 * two products overflows the 16 bits in which CPUs without integer dot products (x86 before VNNI)
 * add them, so that every CPU computes the same.
 *
 * @see <a href="https://arxiv.org/abs/2004.09602">Wu et al., Integer Quantization for Deep Learning
 *     Inference, 2020</a>
 * @see <a href="https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html">ONNX
 *     Runtime on saturation of U8S8 on AVX2</a>
 */
final class EightBit {
  private static final int MOST_WEIGHT = 64;
  private static final int MOST_ACTIVATION = 255;
  private static final int MOST_BIAS = 1 << 30;
  private static final float LEAST_SCALE = 1e-30f;

  private static final Set<String> PASSING = Set.of("MaxPool"); // the range stays as it is
  private static final Set<String> CLIPPING = Set.of("Relu", "Clip"); // melted into what is before
  private static final Set<String> COMPUTING = Set.of("Conv", "Add", "BatchNormalization");

  private final Map<String, OnnxGraph.Conv> convolutions;
  private final Map<String, TensorProto> constants;
  private final Map<String, ActivationRange> ranges;
  private final String source;
  private final List<NodeProto.Builder> out = new ArrayList<>();
  private final Map<String, Scale> scales = new HashMap<>(); // by value

  /** How the 8 bits of a value are to be read. */
  private record Scale(float scale, String scaleName, String zeroName) {}

  /**
   * @param convolutions of the graph, by name
   * @param constants of the graph; those of the convolutions are added
   * @param ranges of the values that {@link #measured} names
   * @param source the model's file, for messages
   */
  EightBit(
      Map<String, OnnxGraph.Conv> convolutions,
      Map<String, TensorProto> constants,
      Map<String, ActivationRange> ranges,
      String source) {
    this.convolutions = convolutions;
    this.constants = constants;
    this.ranges = ranges;
    this.source = source;
  }

  /** Whether a node belongs to the part that stays float32. */
  private static boolean stays(NodeProto.Builder node) {
    return node.getName().startsWith(Network.HEAD);
  }

  /** The values whose ranges must be known: those between the steps of the backbone. */
  static List<String> measured(List<NodeProto.Builder> nodes) {
    Map<String, List<String>> consumers = new HashMap<>();
    for (NodeProto.Builder node : nodes) {
      for (String input : node.getInputList()) {
        consumers.computeIfAbsent(input, i -> new ArrayList<>()).add(node.getOpType());
      }
    }
    List<String> values = new ArrayList<>();
    for (NodeProto.Builder node : nodes) {
      List<String> next = consumers.getOrDefault(node.getName(), List.of());
      boolean clipped = next.size() == 1 && CLIPPING.contains(next.get(0));
      boolean makes = COMPUTING.contains(node.getOpType()) || CLIPPING.contains(node.getOpType());
      if (makes && !clipped && !stays(node)) {
        values.add(node.getName());
      }
    }
    return values;
  }

  /**
   * The nodes with those that go from and to 8 bits.
   *
   * @param pixels the value that is in 8 bits already
   * @param zero which of its numbers means 0
   */
  List<NodeProto.Builder> quantize(List<NodeProto.Builder> nodes, String pixels, int zero) {
    List<String> measured = measured(nodes);
    for (NodeProto.Builder node : nodes) {
      Scale passed =
          PASSING.contains(node.getOpType()) && !stays(node) ? scales.get(node.getInput(0)) : null;
      if (node.getOpType().equals("Conv") && !stays(node)) {
        quantizeWeights(node, convolutions.get(node.getName()));
      } else if (node.getOpType().equals("Conv")) {
        convolutions.get(node.getName()).constants().forEach(this::put);
      }
      for (int i = 0; i < node.getInputCount(); i++) {
        if (scales.containsKey(node.getInput(i))) {
          node.setInput(i, read(node.getInput(i)));
        }
      }
      out.add(node);
      if (node.getName().equals(pixels)) {
        Scale scale = scale(pixels, 1, zero);
        scales.put(pixels, scale);
        readFrom(pixels, pixels, scale);
      } else if (passed != null) {
        scales.put(node.getName(), passed);
        write(node.getName(), passed);
      } else if (measured.contains(node.getName())) {
        Scale scale = scaleOf(node.getName());
        scales.put(node.getName(), scale);
        write(node.getName(), scale);
      }
    }
    return out;
  }

  /** The name of a value that went through 8 bits. */
  private static String read(String value) {
    return value + ".read";
  }

  private void write(String value, Scale scale) {
    out.add(node("QuantizeLinear", value + ".bits", value, scale.scaleName, scale.zeroName));
    readFrom(value + ".bits", value, scale);
  }

  private void readFrom(String bits, String value, Scale scale) {
    out.add(node("DequantizeLinear", read(value), bits, scale.scaleName, scale.zeroName));
  }

  /** 0 is always among the 256 steps, since convolutions pad with it. */
  private Scale scaleOf(String value) {
    ActivationRange range = ranges.get(value);
    if (range == null) {
      throw new UserException(
          source
              + " does not know the range of "
              + value
              + "; measure it with: models quantize, or use --engine onnx.");
    }
    float low = Math.min(range.low(), 0);
    float high = Math.max(range.high(), 0);
    float scale = high > low ? (high - low) / MOST_ACTIVATION : 1;
    return scale(value, scale, Math.round(-low / scale));
  }

  private Scale scale(String value, float scale, int zero) {
    Scale s = new Scale(scale, value + ".scale", value + ".zero");
    put(floats(s.scaleName, new float[] {scale}));
    put(OnnxNodes.bytes(s.zeroName, false, new byte[] {(byte) zero}));
    return s;
  }

  private void put(TensorProto constant) {
    constants.put(constant.getName(), constant);
  }

  /** Weights as int8, the bias as int32 in the product of both scales; each read back by a node. */
  private void quantizeWeights(NodeProto.Builder node, OnnxGraph.Conv conv) {
    float input = scales.get(node.getInput(0)).scale;
    float[] w = conv.weight();
    float[] b = conv.bias();
    byte[] weights = new byte[w.length];
    int[] biases = new int[b.length];
    float[] weightScales = new float[b.length];
    float[] biasScales = new float[b.length];
    IntStream.range(0, b.length)
        .parallel()
        .forEach(
            c -> {
              weightScales[c] = quantize(w, weights, w.length / b.length, c, b[c] / input);
              biasScales[c] = weightScales[c] * input;
              biases[c] = Math.round(b[c] / biasScales[c]);
            });
    String name = node.getInput(1);
    put(OnnxNodes.bytes(name, true, weights, conv.shape()));
    put(OnnxNodes.bytes(name + ".zero", true, new byte[b.length], b.length));
    put(floats(name + ".scale", weightScales, b.length));
    constant(node, 1, name);
    name = node.getInput(2);
    put(OnnxNodes.integers(name, biases, b.length));
    put(OnnxNodes.integers(name + ".zero", new int[b.length], b.length));
    put(floats(name + ".scale", biasScales, b.length));
    constant(node, 2, name);
  }

  /**
   * One output channel's weights; returns their scale, which is at least so large that the bias, in
   * input steps, fits 32 bits.
   */
  private static float quantize(float[] weights, byte[] bits, int each, int channel, float bias) {
    float most = 0;
    float least = 0; // Math.abs and Math.max are slow in the quick compiler, too
    for (int i = channel * each; i < (channel + 1) * each; i++) {
      if (weights[i] > most) {
        most = weights[i];
      } else if (weights[i] < least) {
        least = weights[i];
      }
    }
    most = Math.max(most, -least);
    float scale = Math.max(Math.max(most / MOST_WEIGHT, Math.abs(bias) / MOST_BIAS), LEAST_SCALE);
    float inverse = 1 / scale;
    for (int i = channel * each; i < (channel + 1) * each; i++) {
      // As Math.round, which is slow in the quick compiler: what is cast is never negative.
      bits[i] = (byte) ((int) (weights[i] * inverse + (MOST_WEIGHT + 0.5f)) - MOST_WEIGHT);
    }
    return scale;
  }

  private void constant(NodeProto.Builder conv, int input, String name) {
    out.add(
        node("DequantizeLinear", read(name), name, name + ".scale", name + ".zero")
            .addAttribute(integer("axis", 0)));
    conv.setInput(input, read(name));
  }
}
