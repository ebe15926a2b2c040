package org.signcam.net;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.signcam.net.Safetensors.Tensor;

/**
 * Weights and inputs made by a formula, the same bit for bit as in {@code
 * src/test/python/expected_networks.py}: FNV-1a of the tensor's name seeds splitmix64.
 *
 * @see <a href="https://prng.di.unimi.it/splitmix64.c">splitmix64</a>
 */
public final class Seeded {
  private Seeded() {}

  /** {@code n} numbers in [−1, 1) that depend on {@code name}, multiples of 2^−23. */
  public static double[] uniform(String name, int n) {
    long seed = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      seed = (seed ^ (b & 0xff)) * 0x100000001b3L;
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      long z = seed + (i + 1) * 0x9e3779b97f4a7c15L;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      z ^= z >>> 31;
      values[i] = (z >>> 40) * 0x1p-23 - 1;
    }
    return values;
  }

  /** An input as a network sees it, in row-major order; between −2 and 2. */
  public static float[] input(int n) {
    double[] u = uniform("input", n);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (2 * u[i]);
    }
    return values;
  }

  /** Weights for every parameter of an initialized network, by name. */
  public static Map<String, Tensor> weights(NamedBlock net) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    var parameters = net.parameters();
    parameters.forEach(
        (name, parameter) -> {
          String layer = name.substring(0, name.lastIndexOf('.'));
          boolean norm = parameters.containsKey(layer + ".running_var");
          tensors.put(name, weight(name, parameter.getArray().getShape().getShape(), norm));
        });
    return tensors;
  }

  private static Tensor weight(String name, long[] shape, boolean norm) {
    int size = 1;
    int fanIn = 1;
    for (int d = 0; d < shape.length; d++) {
      size *= (int) shape[d];
      fanIn *= d == 0 ? 1 : (int) shape[d];
    }
    double centre = 0;
    double spread = 0.1;
    if (name.endsWith("running_var")) {
      centre = 1;
      spread = 0.5;
    } else if (name.endsWith("weight") && norm) {
      centre = 1;
    } else if (name.endsWith("weight")) {
      spread = Math.sqrt(6.0 / fanIn); // He's variance 2/fan-in, drawn uniformly
    }
    double[] u = uniform(name, size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (centre + spread * u[i]);
    }
    return Tensor.of(values, shape);
  }

  /** The picture of 16-pixel squares number {@code n}, normalised as ImageNet is: 3×side×side. */
  static float[] picture(int n, int side) {
    double[] mean = {0.485, 0.456, 0.406};
    double[] std = {0.229, 0.224, 0.225};
    int cells = (side + 15) / 16;
    double[] u = uniform("picture " + n, 3 * cells * cells);
    float[] values = new float[3 * side * side];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          double level = Math.floor(128 + 128 * u[(c * cells + y / 16) * cells + x / 16]);
          values[(c * side + y) * side + x] = (float) ((level / 255 - mean[c]) / std[c]);
        }
      }
    }
    return values;
  }
}
