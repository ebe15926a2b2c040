package org.signcam.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.signcam.base.Natives;

/** ONNX Runtime, which is loaded when it is first asked for. */
public final class OnnxRuntime {
  /**
   * Bytes of stack while it starts: 1.29 then recurses the more deeply the longer the process's
   * command line is, and a long class path overran the usual megabyte, which ended the process
   * without a word.
   */
  private static final long STACK = 64L << 20;

  private static OrtEnvironment environment;

  private OnnxRuntime() {}

  /**
   * The one environment of the process: silent but for errors, and telling nobody of its use.
   *
   * @throws OrtException when it cannot be made
   * @throws LinkageError when its native library cannot be loaded
   */
  public static synchronized OrtEnvironment environment() throws OrtException {
    if (environment == null) {
      environment = onLargeStack(OnnxRuntime::start);
    }
    return environment;
  }

  private static OrtEnvironment start() throws OrtException {
    Natives.offerOnnxRuntime();
    OrtEnvironment made =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "signcam");
    made.setTelemetry(false);
    return made;
  }

  private static <T> T onLargeStack(Callable<T> task) throws OrtException {
    FutureTask<T> future = new FutureTask<>(task);
    new Thread(null, future, "onnxruntime", STACK).start();
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("stopped");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrtException failed) {
        throw failed;
      }
      if (e.getCause() instanceof LinkageError unloadable) {
        throw unloadable;
      }
      throw new IllegalStateException("ONNX Runtime failed", e.getCause());
    }
  }
}
