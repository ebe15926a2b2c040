package org.signcam.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Tensor;

/** Tensors into and out of a network, by torchvision's names. */
public final class Weights {
  private Weights() {}

  /**
   * Sets every weight of {@code net} that {@code tensors} has under {@code prefix + name}. All is
   * checked before anything is touched. The network must be initialized (its shapes known).
   *
   * @param missing whether weights may be missing (they keep their values), as in layer4 of a file
   *     that ends at layer3
   * @param source the file's name, for messages
   * @throws UserException naming the tensor that is missing, of another shape, or not finite
   */
  public static int load(
      NamedBlock net, Map<String, Tensor> tensors, String prefix, boolean missing, String source) {
    Map<Parameter, float[]> values = new LinkedHashMap<>();
    net.parameters()
        .forEach(
            (name, parameter) -> {
              Tensor tensor = tensors.get(prefix + name);
              if (tensor != null) {
                long[] shape = parameter.getArray().getShape().getShape();
                values.put(parameter, checked(source, prefix + name, tensor, shape));
              } else if (!missing) {
                throw lacking(source, prefix + name);
              }
            });
    values.forEach((parameter, floats) -> fill(parameter.getArray(), floats));
    return values.size();
  }

  /** Gives {@code array} these values, in row-major order. */
  public static void fill(NDArray array, float[] values) {
    // Neither set nor copyTo, at which PyTorch warns of DJL's use of it; nor is what create makes
    // put in the array's place, since its memory goes with its own Java object.
    try (NDArray read = array.getManager().create(values, array.getShape())) {
      array.intern(array.zerosLike().addi(read)); // adds in the array's own type
    }
  }

  /** Copies an array out, float32. */
  public static Tensor tensor(NDArray array) {
    return Tensor.of(array.toFloatArray(), array.getShape().getShape());
  }

  private static UserException lacking(String source, String name) {
    return new UserException(
        source + " lacks the tensor '" + name + "'; it was made for another network.");
  }

  /**
   * The numbers of one tensor, in row-major order, checked as {@link #load} does.
   *
   * @param expected its shape
   * @param source the file's name, for messages
   * @throws UserException when it is missing, of another shape, or not finite
   */
  public static float[] values(
      Map<String, Tensor> tensors, String name, String source, long... expected) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw lacking(source, name);
    }
    return checked(source, name, tensor, expected);
  }

  private static float[] checked(String source, String name, Tensor tensor, long[] expected) {
    if (!Arrays.equals(expected, tensor.shape())) {
      throw new UserException(
          source
              + " has the tensor '"
              + name
              + "' in shape "
              + Arrays.toString(tensor.shape())
              + " where the network needs "
              + Arrays.toString(expected)
              + "; it was made for another network.");
    }
    float[] floats = tensor.floats();
    for (float f : floats) {
      if (0 * f != 0) { // infinite or not a number; there are millions, and this is quick
        throw new UserException(
            source + " has a weight in '" + name + "' that is not a number; it is damaged.");
      }
    }
    if (name.endsWith("running_var")) {
      for (float f : floats) {
        if (f < 0) {
          throw new UserException(
              source + " has a negative variance in '" + name + "'; it is damaged.");
        }
      }
    }
    return floats;
  }

  /** Copies all weights of {@code net} out, named {@code prefix + name}, float32. */
  public static Map<String, Tensor> save(NamedBlock net, String prefix) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    net.parameters()
        .forEach((name, parameter) -> tensors.put(prefix + name, tensor(parameter.getArray())));
    return tensors;
  }

  /** Gives {@code net} its shapes and first weights: He's for weights, zero for biases. */
  public static Shape initialize(NamedBlock net, NDManager manager, Shape input) {
    return initialize(net, manager, input, DataType.FLOAT32);
  }

  /** As above, its weights of that type. */
  public static Shape initialize(NamedBlock net, NDManager manager, Shape input, DataType type) {
    net.initialize(manager, type, input);
    return net.getOutputShapes(new Shape[] {input})[0];
  }
}
