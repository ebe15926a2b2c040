package org.signcam.net;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.signcam.net.Safetensors.Tensor;

/** Writes files as PyTorch did before 1.6, right ones and wrong ones. */
public final class TorchFiles {
  private static final String HEAD = "80028a0a6cfc9c46f9206aa850192e" + "80024de9032e";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private TorchFiles() {}

  /** A file of float32 tensors, under {@code prefix + name}. */
  public static byte[] file(Map<String, Tensor> tensors, String prefix) {
    TorchFiles object = new TorchFiles().hex("80027d28");
    TorchFiles keys = new TorchFiles().hex("80025d28");
    TorchFiles data = new TorchFiles();
    tensors.forEach(
        (name, tensor) -> {
          object.text(prefix + name).tensor(name, tensor.size(), 0, tensor.shape(), null);
          keys.text(name);
          data.number(tensor.size()).floats(tensor.floats());
        });
    return file(object.hex("752e"), keys.hex("652e"), data);
  }

  /** A file of one tensor, of a storage of {@code size} zeros. */
  static byte[] file(int size, int offset, long[] shape, long[] strides) {
    TorchFiles object =
        new TorchFiles().hex("80027d").text("t").tensor("0", size, offset, shape, strides);
    TorchFiles data = new TorchFiles().number(size).floats(new float[size]);
    return file(object.hex("732e"), new TorchFiles().hex("80025d").text("0").hex("612e"), data);
  }

  /** A file whose object is this pickle, and that has no tensors. */
  static byte[] file(String pickleHex) {
    return file(
        new TorchFiles().hex(pickleHex), new TorchFiles().hex("80025d2e"), new TorchFiles());
  }

  private static byte[] file(TorchFiles object, TorchFiles keys, TorchFiles data) {
    TorchFiles file = new TorchFiles().hex(HEAD);
    file.hex("80027d").text("little_endian").hex("88732e");
    for (TorchFiles part : new TorchFiles[] {object, keys, data}) {
      file.out.writeBytes(part.out.toByteArray());
    }
    return file.out.toByteArray();
  }

  /** Seeded weights for a network up to {@code cut}. */
  public static Map<String, Tensor> weights(Backbone backbone, String cut) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Chain net = backbone.build(cut, false);
      Weights.initialize(net, manager, new Shape(1, 3, 64, 64));
      return Seeded.weights(net);
    }
  }

  private TorchFiles hex(String bytes) {
    out.writeBytes(HexFormat.of().parseHex(bytes));
    return this;
  }

  private TorchFiles text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    out.writeBytes(little(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
    return this;
  }

  private TorchFiles tuple(long... numbers) {
    out.write('(');
    for (long n : numbers) {
      out.write('J');
      out.writeBytes(little(4).putInt((int) n).array());
    }
    out.write('t');
    return this;
  }

  private TorchFiles tensor(String key, int size, int offset, long[] shape, long[] strides) {
    ascii("ctorch._utils\n_rebuild_tensor_v2\n((").text("storage").ascii("ctorch\nFloatStorage\n");
    text(key).text("cpu").ascii("J");
    out.writeBytes(little(4).putInt(size).array());
    ascii("NtQJ");
    out.writeBytes(little(4).putInt(offset).array());
    tuple(shape).tuple(strides == null ? rowMajor(shape) : strides);
    return hex("89").ascii("}tR");
  }

  private static long[] rowMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = step;
      step *= shape[d];
    }
    return strides;
  }

  private TorchFiles ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private TorchFiles number(long n) {
    out.writeBytes(little(8).putLong(n).array());
    return this;
  }

  private TorchFiles floats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    out.writeBytes(bytes.array());
    return this;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
