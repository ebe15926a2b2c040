package org.signcam.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import org.signcam.base.Printable;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Tensor;

/**
 * A tensor as PyTorch's pickle describes it: a view of a storage. What it says is checked when its
 * elements are fetched.
 *
 * @param offset of the first element, in elements
 * @param stride from one element to the next along each dimension, in elements
 */
record TorchView(Storage storage, long offset, long[] shape, long[] stride) {
  /** The elements that a storage can have. */
  enum Element {
    FLOAT(4),
    HALF(2),
    BFLOAT16(2),
    DOUBLE(8),
    LONG(8),
    INT(4),
    SHORT(2),
    CHAR(1),
    BYTE(1),
    BOOL(1);

    final int bytes;

    Element(int bytes) {
      this.bytes = bytes;
    }

    /** Python's name: {@code torch.FloatStorage}, {@code torch.BFloat16Storage}. */
    String python() {
      String name = name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
      return "torch." + (this == BFLOAT16 ? "BFloat16" : name) + "Storage";
    }
  }

  /** A run of {@code size} little-endian elements. */
  static final class Storage {
    final String key;
    final Element element;
    final long size;

    /** All elements; known only after the pickle has been read. */
    ByteBuffer data;

    Storage(String key, Element element, long size) {
      this.key = key;
      this.element = element;
      this.size = size;
    }

    long bytes() {
      return Math.multiplyExact(size, element.bytes);
    }
  }

  /** Bytes of the tensor by itself. */
  long bytes() {
    return Math.multiplyExact(count(), storage.element.bytes);
  }

  private long count() {
    long n = 1;
    for (long s : shape) {
      if (s < 0) {
        throw new IllegalArgumentException("a negative size");
      }
      n = Math.multiplyExact(n, s);
    }
    return n;
  }

  /**
   * The tensor itself; float16 as such, other floating-point types as float32.
   *
   * @throws UserException when it has whole numbers
   * @throws IllegalArgumentException or ArithmeticException when it lies beyond its storage
   */
  Tensor tensor(Path file, String name) {
    long last = offset;
    for (int d = 0; d < shape.length; d++) {
      if (stride[d] < 0) {
        throw new IllegalArgumentException("a negative stride");
      }
      last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, stride[d]));
    }
    int n = (int) count(); // at most the file's size
    if (offset < 0 || stride.length != shape.length || (n > 0 && last >= storage.size)) {
      throw new IllegalArgumentException("a tensor beyond its storage");
    }
    return switch (storage.element) {
      case FLOAT, HALF -> copied(n);
      case DOUBLE, BFLOAT16 -> converted(n);
      default ->
          throw new UserException(
              file
                  + " has whole numbers ("
                  + storage.element.python()
                  + ") in '"
                  + Printable.of(name)
                  + "'; weights are floating-point: quantized networks cannot be used.");
    };
  }

  private Tensor copied(int n) {
    int width = storage.element.bytes;
    Safetensors.Type type = width == 4 ? Safetensors.Type.F32 : Safetensors.Type.F16;
    ByteBuffer from = storage.data;
    if (contiguous()) {
      ByteBuffer data = from.slice(n == 0 ? 0 : (int) offset * width, n * width);
      return new Tensor(type, shape, data);
    }
    ByteBuffer data = ByteBuffer.allocate(n * width).order(ByteOrder.LITTLE_ENDIAN);
    for (long place : places(n)) {
      data.put(from.slice((int) place * width, width));
    }
    return new Tensor(type, shape, data.flip());
  }

  private Tensor converted(int n) {
    ByteBuffer from = storage.data;
    float[] values = new float[n];
    int i = 0;
    for (long place : places(n)) {
      values[i++] =
          storage.element == Element.DOUBLE
              ? (float) from.getDouble((int) place * 8)
              : Float.intBitsToFloat(from.getShort((int) place * 2) << 16);
    }
    return Tensor.of(values, shape);
  }

  private boolean contiguous() {
    long expected = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      if (shape[d] != 1 && stride[d] != expected) {
        return false;
      }
      expected *= shape[d];
    }
    return true;
  }

  /** Where the elements lie in the storage, in row-major order. */
  private long[] places(int n) {
    long[] places = new long[n];
    int[] index = new int[shape.length];
    long place = offset;
    for (int i = 0; i < n; i++) {
      places[i] = place;
      for (int d = index.length - 1; d >= 0; d--) {
        place += stride[d];
        if (++index[d] < shape[d]) {
          break;
        }
        place -= index[d] * stride[d];
        index[d] = 0;
      }
    }
    return places;
  }
}
