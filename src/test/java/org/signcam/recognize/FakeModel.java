package org.signcam.recognize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.signcam.model.Classifier;
import org.signcam.model.Prediction;

/** Answers as a test says and keeps the pictures it saw. */
final class FakeModel implements Classifier {
  static final int SIDE = 16;
  static final List<String> LETTERS = List.of("A", "B");

  final List<byte[]> seen = new ArrayList<>();
  private final Function<byte[], Prediction> answer;

  FakeModel(Function<byte[], Prediction> answer) {
    this.answer = answer;
  }

  /** Always the same letter. */
  FakeModel(String letter) {
    this(picture -> letter.equals("A") ? prediction(0.9f, 0.05f) : prediction(0.05f, 0.9f));
  }

  /** The rest of the probability is the rejecting class's; the threshold is 0.5. */
  static Prediction prediction(float a, float b) {
    return new Prediction(LETTERS, new float[] {a, b, 1 - a - b}, 0.5);
  }

  @Override
  public List<String> letters() {
    return LETTERS;
  }

  @Override
  public int inputSide() {
    return SIDE;
  }

  @Override
  public List<Prediction> predict(List<ByteBuffer> rgb) {
    List<Prediction> predictions = new ArrayList<>();
    for (ByteBuffer buffer : rgb) {
      byte[] picture = new byte[buffer.remaining()];
      buffer.duplicate().get(picture);
      seen.add(picture);
      predictions.add(answer.apply(picture));
    }
    return predictions;
  }
}
