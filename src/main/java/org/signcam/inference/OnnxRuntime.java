package org.signcam.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;

/** ONNX Runtime, which is loaded when it is first asked for. */
public final class OnnxRuntime {
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
      environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "signcam");
      environment.setTelemetry(false);
    }
    return environment;
  }
}
