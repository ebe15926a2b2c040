package org.signcam.cli;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.signcam.export.OnnxExport;
import org.signcam.inference.OnnxRuntime;
import org.signcam.inference.OpenModel;

/** One way to run a network on a picture, to be timed beside others. */
interface Peer extends AutoCloseable {
  String name();

  /** One forward pass over the picture that it was made with. */
  void run();

  @Override
  void close();

  /**
   * A model as the program runs it: uint8 in, prediction out.
   *
   * @param rgb side×side×3 uint8
   */
  static Peer ours(String name, OpenModel model, ByteBuffer rgb) {
    return new Peer() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void run() {
        model.classifier().predict(rgb);
      }

      @Override
      public void close() {
        model.close();
      }
    };
  }

  /**
   * N pictures as a network sees them: N×3×side×side, normalised with a mean and deviation of 0.5.
   *
   * @param rgb N×side×side×3 uint8
   */
  static FloatBuffer planes(ByteBuffer rgb, int side) {
    int pixels = side * side;
    FloatBuffer planes =
        ByteBuffer.allocateDirect(rgb.capacity() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int first = 0; first < rgb.capacity(); first += 3 * pixels) {
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < pixels; i++) {
          planes.put(((rgb.get(first + 3 * i + c) & 0xff) - 127.5f) / 127.5f);
        }
      }
    }
    return planes.flip();
  }

  /** ONNX Runtime as it comes, on the network alone: float32 planes in, logits out. */
  static Peer onnxRuntime(byte[] graph, int side, ByteBuffer rgb) {
    try {
      OrtEnvironment environment = OnnxRuntime.environment();
      OrtSession session;
      try (OrtSession.SessionOptions usual = new OrtSession.SessionOptions()) {
        session = environment.createSession(graph, usual);
      }
      long[] shape = {rgb.capacity() / (3 * side * side), 3, side, side};
      OnnxTensor input = OnnxTensor.createTensor(environment, planes(rgb, side), shape);
      return new BareRuntime(session, input);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not take our export", e);
    }
  }

  /** See {@link #onnxRuntime}. */
  record BareRuntime(OrtSession session, OnnxTensor input) implements Peer {
    @Override
    public String name() {
      return "ONNX Runtime, bare, float32";
    }

    @Override
    public void run() {
      try {
        session.run(Map.of(OnnxExport.INPUT, input)).close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime failed", e);
      }
    }

    @Override
    public void close() {
      try {
        input.close();
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime failed", e);
      }
    }
  }

  /** OpenCV's own networks, on the network alone. */
  static Peer openCv(byte[] graph, int side, ByteBuffer rgb) {
    MatOfByte bytes = new MatOfByte(graph);
    Net net = Dnn.readNetFromONNX(bytes);
    bytes.release();
    FloatBuffer planes = planes(rgb, side);
    float[] values = new float[planes.remaining()];
    planes.get(values);
    Mat blob = new Mat(new int[] {1, 3, side, side}, CvType.CV_32F);
    blob.put(new int[] {0, 0, 0, 0}, values);
    return new OpenCv(net, blob);
  }

  /** See {@link #openCv}. */
  record OpenCv(Net net, Mat blob) implements Peer {
    @Override
    public String name() {
      return "OpenCV DNN, float32";
    }

    @Override
    public void run() {
      net.setInput(blob);
      net.forward().release();
    }

    @Override
    public void close() {
      blob.release();
    }
  }
}
