package org.signcam.net;

import java.util.LinkedHashMap;
import java.util.Map;
import org.signcam.net.Safetensors.Tensor;

/**
 * Batch norm into the convolution before it, and out again. In evaluation {@code norm(W·x) = γ·(W·x
 * − μ)/√(σ²+ε) + β}, which is a convolution with weight {@code γ/√(σ²+ε)·W} and bias {@code β −
 * γ·μ/√(σ²+ε)}.
 */
public final class Folding {
  /** torchvision's epsilon of batch norm. */
  public static final double EPSILON = 1e-5;

  private Folding() {}

  /** The mean and the variance of each channel of a convolution's output without its bias. */
  public record Moments(float[] mean, float[] variance) {}

  /**
   * The batch norm that follows a convolution by torchvision's names: {@code bn1} after {@code
   * conv1}, else the next number; {@code null} where it is neither.
   */
  static String normOf(String conv) {
    int dot = conv.lastIndexOf('.') + 1;
    String last = conv.substring(dot);
    if (last.startsWith("conv")) {
      return conv.substring(0, dot) + "bn" + last.substring("conv".length());
    }
    return last.matches("\\d{1,4}") ? conv.substring(0, dot) + (Integer.parseInt(last) + 1) : null;
  }

  /** Folds every batch norm in {@code tensors}; what is not a convolution with one is kept. */
  public static Map<String, Tensor> fold(Map<String, Tensor> tensors) {
    Map<String, Tensor> folded = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.endsWith(".weight") && tensor.shape().length == 4) {
            String conv = name.substring(0, name.length() - ".weight".length());
            String norm = normOf(conv);
            if (norm != null && tensors.containsKey(norm + ".running_var")) {
              foldOne(tensors, conv, norm, folded);
              return;
            }
          }
          if (!isNorm(tensors, name)) {
            folded.put(name, tensor);
          }
        });
    return folded;
  }

  private static boolean isNorm(Map<String, Tensor> tensors, String name) {
    return tensors.containsKey(name.substring(0, name.lastIndexOf('.') + 1) + "running_var");
  }

  private static void foldOne(
      Map<String, Tensor> tensors, String conv, String norm, Map<String, Tensor> folded) {
    Tensor weight = tensors.get(conv + ".weight");
    float[] w = weight.floats();
    float[] bias = new float[(int) weight.shape()[0]];
    fold(
        w,
        bias,
        tensors.get(norm + ".weight").floats(),
        tensors.get(norm + ".bias").floats(),
        tensors.get(norm + ".running_mean").floats(),
        tensors.get(norm + ".running_var").floats());
    folded.put(conv + ".weight", Tensor.of(w, weight.shape()));
    folded.put(conv + ".bias", Tensor.of(bias, bias.length));
  }

  /**
   * Folds a norm into the convolution before it.
   *
   * @param weight of the convolution, output channels first; changed
   * @param bias of the convolution; changed
   */
  public static void fold(
      float[] weight, float[] bias, float[] gamma, float[] beta, float[] mean, float[] variance) {
    int perChannel = weight.length / gamma.length;
    for (int c = 0; c < gamma.length; c++) {
      double scale = gamma[c] / Math.sqrt(variance[c] + EPSILON);
      bias[c] = (float) (beta[c] + scale * (bias[c] - mean[c]));
      for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
        weight[i] = (float) (weight[i] * scale);
      }
    }
  }

  /**
   * Takes a folded network apart so that it can train with batch norm: each norm gets the moments
   * that its input has on the user's data, and the scale and shift that undo them, so that the
   * function stays the same at first.
   *
   * @param moments by convolution name; convolutions without moments stay as they are
   */
  public static Map<String, Tensor> unfold(
      Map<String, Tensor> tensors, Map<String, Moments> moments) {
    Map<String, Tensor> unfolded = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String conv = name.substring(0, Math.max(0, name.lastIndexOf('.')));
          Moments m = moments.get(conv);
          if (m == null) {
            unfolded.put(name, tensor);
          } else if (name.endsWith(".weight")) {
            unfolded.put(name, tensor);
          } else {
            String norm = normOf(conv);
            float[] bias = tensor.floats();
            float[] gamma = new float[bias.length];
            float[] beta = new float[bias.length];
            for (int c = 0; c < bias.length; c++) {
              gamma[c] = (float) Math.sqrt(m.variance[c] + EPSILON);
              beta[c] = m.mean[c] + bias[c];
            }
            unfolded.put(norm + ".weight", Tensor.of(gamma, gamma.length));
            unfolded.put(norm + ".bias", Tensor.of(beta, beta.length));
            unfolded.put(norm + ".running_mean", Tensor.of(m.mean, m.mean.length));
            unfolded.put(norm + ".running_var", Tensor.of(m.variance, m.variance.length));
          }
        });
    return unfolded;
  }
}
