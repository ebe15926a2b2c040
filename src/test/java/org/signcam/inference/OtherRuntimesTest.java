package org.signcam.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.signcam.export.OnnxExport;
import org.signcam.image.OpenCv;
import org.signcam.inference.SameAnswersTest.Case;
import org.signcam.model.ModelCard;
import org.signcam.net.Safetensors.Tensor;

/** OpenCV, which shares no code with ONNX Runtime, reads our exports and gives the same answers. */
class OtherRuntimesTest {
  private static final int SIDE = SameAnswersTest.SIDE;

  static Stream<Case> heads() {
    return SameAnswersTest.heads();
  }

  @ParameterizedTest
  @MethodSource("heads")
  void openCvGivesTheSameLogits(Case one) {
    OpenCv.load();
    ModelCard card = one.card();
    Map<String, Tensor> weights = SameAnswersTest.weights(card);
    ByteBuffer rgb = SameAnswersTest.pictures(1);
    float[] expected = new float[card.labels().size()];
    byte[] pictures = OnnxExport.of(card, weights, "seeded", OnnxExport.Options.FLOAT32);
    try (OnnxSession session = new OnnxSession(pictures, SIDE, 2, false)) {
      session.run(rgb, expected);
    }
    float[] found = new float[expected.length];
    MatOfByte graph =
        new MatOfByte(OnnxExport.of(card, weights, "seeded", OnnxExport.Options.BARE));
    Mat blob = new Mat(new int[] {1, 3, SIDE, SIDE}, CvType.CV_32F);
    blob.put(new int[] {0, 0, 0, 0}, normalized(card, rgb));
    Net net = Dnn.readNetFromONNX(graph);
    net.setInput(blob);
    Mat logits = net.forward();
    logits.get(0, 0, found);
    logits.release();
    blob.release();
    graph.release();
    for (int i = 0; i < found.length; i++) {
      float tolerance = 1e-4f * SameAnswersTest.largest(expected);
      assertThat(found[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  /** side×side×3 uint8 to 3×side×side, as the card says. */
  private static float[] normalized(ModelCard card, ByteBuffer rgb) {
    float[] planes = new float[3 * SIDE * SIDE];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < SIDE * SIDE; i++) {
        float value = (rgb.get(3 * i + c) & 0xff) / 255f;
        planes[c * SIDE * SIDE + i] = (value - card.mean()[c]) / card.std()[c];
      }
    }
    return planes;
  }
}
