package org.signcam.evaluate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.signcam.model.Classifier;
import org.signcam.model.Prediction;

/** Reads A where red prevails at the first pixel, B where green does, and rejects blue. */
public final class FakeClassifier implements Classifier {
  public final List<Integer> batches = new ArrayList<>();
  public boolean closed;

  @Override
  public List<String> letters() {
    return List.of("A", "B");
  }

  @Override
  public int inputSide() {
    return 8;
  }

  @Override
  public List<Prediction> predict(List<ByteBuffer> rgb) {
    batches.add(rgb.size());
    List<Prediction> predictions = new ArrayList<>();
    for (ByteBuffer picture : rgb) {
      if (picture.remaining() != 8 * 8 * 3) {
        throw new IllegalArgumentException("Expected 8×8×3 bytes, found " + picture.remaining());
      }
      float[] p = new float[3];
      float sum = 0;
      for (int c = 0; c < 3; c++) {
        p[c] = 1 + (picture.get(c) & 0xff);
        sum += p[c];
      }
      for (int c = 0; c < 3; c++) {
        p[c] /= sum;
      }
      predictions.add(new Prediction(letters(), p, 0.5));
    }
    return predictions;
  }

  @Override
  public void close() {
    closed = true;
  }
}
