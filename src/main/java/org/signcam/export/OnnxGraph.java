package org.signcam.export;

import static org.signcam.export.OnnxNodes.floats;
import static org.signcam.export.OnnxNodes.integer;
import static org.signcam.export.OnnxNodes.ints;
import static org.signcam.export.OnnxNodes.longs;
import static org.signcam.export.OnnxNodes.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.signcam.base.UserException;
import org.signcam.net.Folding;
import org.signcam.net.GraphBuilder;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;

/**
 * A network's steps as ONNX nodes, float32, batch norm folded into the convolution before it.
 * Checks every weight that it takes.
 */
final class OnnxGraph implements GraphBuilder {
  private final Map<String, Tensor> tensors;
  private final String source;
  private final List<NodeProto.Builder> nodes = new ArrayList<>();
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Conv> convolutions = new LinkedHashMap<>(); // by value
  private final Map<String, long[]> padding = new HashMap<>(); // by value: top, left, bottom, right
  private Scaling scaling;

  /** A convolution whose weights a norm may still change. */
  record Conv(String name, float[] weight, float[] bias, long[] shape) {
    /** As they are. */
    List<TensorProto> constants() {
      return List.of(
          floats(name + ".weight", weight, shape), floats(name + ".bias", bias, bias.length));
    }
  }

  /** What the first convolution does to the picture besides: {@code x·scale + shift}. */
  record Scaling(String value, float[] scale, float[] shift) {}

  /**
   * @param tensors a model's weights by name
   * @param source their file, for messages
   */
  OnnxGraph(Map<String, Tensor> tensors, String source) {
    this.tensors = tensors;
    this.source = source;
  }

  /** Lets the convolution that takes {@code scaling.value} scale and shift it too. */
  void scaleIn(Scaling first) {
    scaling = first;
  }

  /** The nodes in order; their names are those of their outputs. */
  List<NodeProto.Builder> nodes() {
    return nodes;
  }

  /** The constants by name, weights among them, but for those of convolutions. */
  Map<String, TensorProto> constants() {
    return constants;
  }

  /** The convolutions by name; their weights are not in {@link #constants}. */
  Map<String, Conv> convolutions() {
    return convolutions;
  }

  /**
   * Sees that every tensor was used.
   *
   * @throws UserException when there are others
   */
  void checkAllTaken() {
    int left = tensors.size() - taken.size();
    if (left > 0) {
      throw new UserException(
          source
              + " has "
              + left
              + " tensors that its network does not know; it is damaged or from another program.");
    }
  }

  private float[] weights(String name, long... shape) {
    taken.add(name);
    return Weights.values(tensors, name, source, shape);
  }

  void constant(TensorProto tensor) {
    constants.put(tensor.getName(), tensor);
  }

  Value emit(NodeProto.Builder made, long... shape) {
    nodes.add(made);
    return new Value(made.getName(), shape);
  }

  @Override
  public Value conv(String name, Value x, Convolution c) {
    long[] shape = {c.out(), x.channels() / c.groups(), c.kernel(), c.kernel()};
    float[] weight = weights(name + ".weight", shape);
    float[] bias = c.hasBias() ? weights(name + ".bias", c.out()) : new float[c.out()];
    if (scaling != null && x.name().equals(scaling.value)) {
      scaleIn(weight, bias, scaling);
    }
    int p = c.padding();
    long[] pads = padding.getOrDefault(x.name(), new long[] {p, p, p, p});
    convolutions.put(name, new Conv(name, weight, bias, shape));
    return emit(
        node("Conv", name, x.name(), name + ".weight", name + ".bias")
            .addAttribute(ints("kernel_shape", c.kernel(), c.kernel()))
            .addAttribute(ints("strides", c.stride(), c.stride()))
            .addAttribute(ints("pads", pads))
            .addAttribute(integer("group", c.groups())),
        c.out(),
        side(x.shape()[1] + pads[0] + pads[2], c.kernel(), c.stride()),
        side(x.shape()[2] + pads[1] + pads[3], c.kernel(), c.stride()));
  }

  private static long side(long padded, int kernel, int stride) {
    return (padded - kernel) / stride + 1;
  }

  /** {@code W·(x·scale + shift) + b} as one convolution of x. */
  private static void scaleIn(float[] weight, float[] bias, Scaling scaling) {
    int channels = scaling.scale.length;
    int each = weight.length / bias.length / channels;
    for (int i = 0; i < weight.length; i++) {
      int channel = i / each % channels;
      bias[i / each / channels] += weight[i] * scaling.shift[channel];
      weight[i] *= scaling.scale[channel];
    }
  }

  @Override
  public Value norm(String name, Value x) {
    float[] gamma = weights(name + ".weight", x.channels());
    float[] beta = weights(name + ".bias", x.channels());
    float[] mean = weights(name + ".running_mean", x.channels());
    float[] variance = weights(name + ".running_var", x.channels());
    Conv conv = convolutions.get(x.name());
    if (conv != null) {
      Folding.fold(conv.weight, conv.bias, gamma, beta, mean, variance);
      return x;
    }
    constant(floats(name + ".weight", gamma, gamma.length));
    constant(floats(name + ".bias", beta, beta.length));
    constant(floats(name + ".running_mean", mean, mean.length));
    constant(floats(name + ".running_var", variance, variance.length));
    return emit(
        node(
            "BatchNormalization",
            name,
            x.name(),
            name + ".weight",
            name + ".bias",
            name + ".running_mean",
            name + ".running_var"), // epsilon is ONNX's default, 1e-5
        x.shape());
  }

  @Override
  public Value dense(String name, Value x, int out) {
    constant(floats(name + ".weight", weights(name + ".weight", out, x.size()), out, x.size()));
    constant(floats(name + ".bias", weights(name + ".bias", out), out));
    return emit(
        node("Gemm", name, x.name(), name + ".weight", name + ".bias")
            .addAttribute(integer("transB", 1)),
        out);
  }

  @Override
  public Value relu(String name, Value x) {
    return emit(node("Relu", name, x.name()), x.shape());
  }

  @Override
  public Value relu6(String name, Value x) {
    constant(floats("zero", new float[] {0}));
    constant(floats("six", new float[] {6}));
    return emit(node("Clip", name, x.name(), "zero", "six"), x.shape());
  }

  @Override
  public Value maxPool(String name, Value x, int kernel, int stride, int pad) {
    return emit(
        node("MaxPool", name, x.name())
            .addAttribute(ints("kernel_shape", kernel, kernel))
            .addAttribute(ints("strides", stride, stride))
            .addAttribute(ints("pads", pad, pad, pad, pad)),
        x.channels(),
        side(x.shape()[1] + 2L * pad, kernel, stride),
        side(x.shape()[2] + 2L * pad, kernel, stride));
  }

  @Override
  public Value globalAveragePool(String name, Value x) {
    Value pooled = emit(node("GlobalAveragePool", name + ".map", x.name()), x.channels(), 1, 1);
    return reshape(name, pooled, x.channels());
  }

  /** No node: the convolution that follows pads so. */
  @Override
  public Value padForStride2(String name, Value x) {
    long oddHeight = x.shape()[1] % 2;
    long oddWidth = x.shape()[2] % 2;
    padding.put(x.name(), new long[] {oddHeight, oddWidth, 1, 1});
    return x;
  }

  @Override
  public Value reshape(String name, Value x, long... shape) {
    long[] all = new long[shape.length + 1]; // 0 keeps N
    System.arraycopy(shape, 0, all, 1, shape.length);
    constant(longs(name + ".shape", all));
    return emit(node("Reshape", name, x.name(), name + ".shape"), shape);
  }

  @Override
  public Value times(String name, Value x, float[] matrix, int columns) {
    constant(floats(name + ".matrix", matrix, matrix.length / columns, columns));
    long[] shape = x.shape().clone();
    shape[shape.length - 1] = columns;
    return emit(node("MatMul", name, x.name(), name + ".matrix"), shape);
  }

  @Override
  public Value add(String name, Value a, Value b) {
    return emit(node("Add", name, a.name(), b.name()), a.shape());
  }

  @Override
  public Value toOneSize(String name, Value x, float[] weights, float least) {
    constant(floats(name + ".least", new float[] {least}, 1));
    Value squared = emit(node("Mul", name + ".squared", x.name(), x.name()), x.shape());
    Value mean = times(name + ".mean", squared, weights, 1);
    Value more = emit(node("Add", name + ".more", mean.name(), name + ".least"), 1);
    Value size = emit(node("Sqrt", name + ".size", more.name()), 1);
    return emit(node("Div", name, x.name(), size.name()), x.shape());
  }

  @Override
  public Value columns(String name, Value x, long from, long to) {
    constant(longs(name + ".from", from));
    constant(longs(name + ".to", to));
    constant(longs("columns", 1));
    return emit(node("Slice", name, x.name(), name + ".from", name + ".to", "columns"), to - from);
  }

  @Override
  public Value concat(String name, Value... vectors) {
    NodeProto.Builder concat = node("Concat", name).addAttribute(integer("axis", 1));
    long size = 0;
    for (Value vector : vectors) {
      concat.addInput(vector.name());
      size += vector.size();
    }
    return emit(concat, size);
  }
}
