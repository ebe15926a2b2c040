package org.signcam.model;

import java.nio.ByteBuffer;
import java.util.List;

/** What reads letters from pictures; a {@link GestureModel}, or a stand-in for it in a test. */
public interface Classifier extends AutoCloseable {
  /** The labels that can be answered. */
  List<String> letters();

  /** Side of the pictures it takes, px. */
  int inputSide();

  /**
   * Reads a batch.
   *
   * @param rgb direct buffers of side×side×3 uint8, rows first, RGB
   * @return one prediction a picture, in order
   */
  List<Prediction> predict(List<ByteBuffer> rgb);

  /** Reads one picture; see {@link #predict(List)}. */
  default Prediction predict(ByteBuffer rgb) {
    return predict(List.of(rgb)).get(0);
  }

  /** Frees what it holds. */
  @Override
  default void close() {}
}
