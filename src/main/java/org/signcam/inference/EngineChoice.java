package org.signcam.inference;

/** What reads pictures. */
public enum EngineChoice {
  /**
   * PyTorch on a GPU, in float16 where that reads as float32 does; on a CPU ONNX Runtime, in 8 bits
   * where the model was found to be as accurate so.
   */
  AUTO("auto"),
  /** ONNX Runtime, float32, on the CPU. */
  ONNX("onnx"),
  /** ONNX Runtime, 8 bits, on the CPU. */
  ONNX_INT8("onnx-int8"),
  /** PyTorch, float32, on a GPU where there is one. */
  PYTORCH("pytorch"),
  /** PyTorch, the backbone in float16, on a GPU where there is one. */
  PYTORCH_FLOAT16("pytorch-float16");

  private final String word;

  EngineChoice(String word) {
    this.word = word;
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return word;
  }
}
