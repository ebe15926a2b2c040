package org.signcam.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.signcam.base.UserException;
import org.signcam.export.OnnxExport;
import org.signcam.model.ExitGate;

/**
 * One of our exported graphs on ONNX Runtime's CPU provider: uint8 pictures in, float32 out. Owns
 * its native memory; one thread at a time.
 *
 * @see <a
 *     href="https://onnxruntime.ai/docs/performance/tune-performance/threading.html">threads</a>
 */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int side;

  // The picture that is read again and again lies in one buffer: its tensors are made once.
  private ByteBuffer lastRgb;
  private OnnxTensor lastInput;
  private OnnxTensor lastOutput;
  private FloatBuffer lastNumbers;

  /**
   * @param graph an exported model that takes {@link OnnxExport#IMAGE}
   * @param threads that compute one pass, the caller's among them
   * @param spinning whether they wait for the next piece of work without sleeping: a little sooner
   *     there when batch follows batch; between frames it would heat a laptop and take the
   *     preview's core
   * @throws UserException when ONNX Runtime cannot be used here
   */
  OnnxSession(byte[] graph, int side, int threads, boolean spinning) {
    this.side = side;
    ExitGate.install();
    try {
      environment = OnnxRuntime.environment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(threads);
        options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
        session = environment.createSession(graph, options);
      }
    } catch (OrtException e) {
      throw new UserException(
          "ONNX Runtime does not take the network (" + e.getMessage() + "); use --engine pytorch.",
          e);
    } catch (LinkageError e) {
      throw new UserException(
          "ONNX Runtime's native library could not be loaded ("
              + e.getMessage()
              + "); use --engine pytorch.",
          e);
    }
  }

  /** Bytes of a picture. */
  int pictureBytes() {
    return side * side * 3;
  }

  private long[] shape(int n) {
    return new long[] {n, side, side, 3};
  }

  /**
   * One picture, without copying it.
   *
   * @param rgb a direct buffer of side×side×3 uint8, at its position 0; cheapest when it is the
   *     same one as before
   * @param out receives the output's numbers
   * @throws java.util.concurrent.CancellationException when the program is ending
   */
  void run(ByteBuffer rgb, float[] out) {
    ExitGate.enter();
    try {
      bind(rgb, out.length);
      session
          .run(Map.of(OnnxExport.IMAGE, lastInput), Map.of(output(), lastOutput))
          .close(); // what was given is not its own
      lastNumbers.get(0, out);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    } finally {
      ExitGate.leave();
    }
  }

  private String output() {
    return session.getOutputNames().iterator().next();
  }

  @SuppressWarnings("ReferenceEquality") // the same memory is meant, not the same numbers
  private void bind(ByteBuffer rgb, int width) throws OrtException {
    if (!rgb.isDirect() || rgb.position() != 0) {
      throw new IllegalArgumentException("Expected a direct buffer at its beginning, found " + rgb);
    }
    if (rgb == lastRgb) {
      return;
    }
    unbind();
    lastInput = OnnxTensor.createTensor(environment, rgb, shape(1), OnnxJavaType.UINT8);
    lastNumbers =
        ByteBuffer.allocateDirect(width * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    lastOutput = OnnxTensor.createTensor(environment, lastNumbers, new long[] {1, width});
    lastRgb = rgb;
  }

  private void unbind() {
    lastRgb = null;
    if (lastInput != null) {
      lastInput.close();
      lastInput = null;
    }
    if (lastOutput != null) {
      lastOutput.close();
      lastOutput = null;
    }
  }

  /**
   * N pictures.
   *
   * @param rgb a direct buffer of N×side×side×3 uint8
   * @return the outputs by name, N·… numbers each
   * @throws java.util.concurrent.CancellationException when the program is ending
   */
  Map<String, float[]> run(ByteBuffer rgb, int n) {
    ExitGate.enter();
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, rgb, shape(n), OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(OnnxExport.IMAGE, input))) {
      Map<String, float[]> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
        FloatBuffer numbers = ((OnnxTensor) entry.getValue()).getFloatBuffer();
        float[] copy = new float[numbers.remaining()];
        numbers.get(copy);
        outputs.put(entry.getKey(), copy);
      }
      return outputs;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    } finally {
      ExitGate.leave();
    }
  }

  Set<String> outputs() {
    return session.getOutputNames();
  }

  @Override
  public void close() {
    unbind();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    }
  }
}
