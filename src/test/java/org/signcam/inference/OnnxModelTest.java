package org.signcam.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.signcam.base.UserException;
import org.signcam.evaluate.Evaluation;
import org.signcam.image.InputImage;
import org.signcam.image.OpenCv;
import org.signcam.inference.SameAnswersTest.Case;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.model.Quantization;
import org.signcam.net.Backbone;
import org.signcam.net.Head;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;

/** Models on the engines: who is chosen, and that they agree on real pictures. */
class OnnxModelTest {
  private static final Path MODELS = Path.of("models");
  private static final Path PICTURES = Path.of("../shared/data/asl/train/s08");

  @TempDir Path dir;

  private Path saved(ModelCard card) {
    Path file = dir.resolve("m.safetensors");
    GestureModel.save(file, card, SameAnswersTest.weights(card));
    return file;
  }

  private static ModelCard card() {
    return new Case(Backbone.labCnn(5, 8, 8), "block3", true, Head.LINEAR).card();
  }

  private static ModelCard measured(boolean preferred) {
    ModelCard card = card();
    Map<String, Tensor> weights = SameAnswersTest.weights(card);
    try (RangeMeter meter = new RangeMeter(card, weights, "seeded")) {
      meter.look(SameAnswersTest.pictures(1));
      return card.withQuantization(new Quantization(meter.ranges(), preferred, Map.of()));
    }
  }

  @Test
  void aCpuReadsInTheBitsThatWereFoundAsAccurate() {
    assertThat(open(saved(card()), EngineChoice.AUTO)).contains("ONNX Runtime float32");
    assertThat(open(saved(measured(false)), EngineChoice.AUTO)).contains("ONNX Runtime float32");
    assertThat(open(saved(measured(true)), EngineChoice.AUTO)).contains("ONNX Runtime 8 bit");
    assertThat(open(saved(measured(true)), EngineChoice.ONNX)).contains("ONNX Runtime float32");
    assertThat(open(saved(measured(false)), EngineChoice.ONNX_INT8)).contains("8 bit");
    assertThat(open(saved(measured(true)), EngineChoice.PYTORCH)).contains("PyTorch");
  }

  private static String open(Path file, EngineChoice engine) {
    try (OpenModel model = Engines.open(file, "cpu", engine)) {
      assertThat(model.classifier().predict(SameAnswersTest.pictures(1)).probabilities())
          .doesNotContain(Float.NaN);
      return model.device();
    }
  }

  @Test
  void theCardKeepsItsRanges() {
    ModelCard card = measured(true);
    assertThat(GestureModel.card(saved(card)).quantization()).isEqualTo(card.quantization());
  }

  @Test
  void whatCannotBeIsSaid() {
    Path file = saved(card());
    assertThatThrownBy(() -> Engines.open(file, "gpu", EngineChoice.ONNX))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--engine pytorch");
    assertThatThrownBy(() -> Engines.open(file, "cpu", EngineChoice.ONNX_INT8))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("models quantize");
  }

  /** One buffer again and again, as live, must not show an old picture's answer. */
  @Test
  void aBufferThatChangesIsReadAnew() {
    try (OnnxModel model = OnnxModel.of(card(), SameAnswersTest.weights(card()), "seeded", false)) {
      ByteBuffer buffer = SameAnswersTest.pictures(1);
      float[] first = model.predict(buffer).probabilities().clone();
      for (int i = 0; i < buffer.limit(); i++) {
        buffer.put(i, (byte) 200);
      }
      float[] second = model.predict(buffer).probabilities();
      assertThat(second).isNotEqualTo(first);
      assertThat(model.predict(List.of(buffer, buffer)).get(1).probabilities())
          .containsExactly(second, within(1e-5f));
    }
  }

  static Stream<String> shipped() {
    return Stream.of("asl-a-i", "asl-static", "asl-a-i-alexnet");
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("shipped")
  void onRealPicturesTheEnginesAgree(String name) {
    assumeTrue(
        Files.exists(PICTURES), PICTURES + " is not here: the engines are not compared on it");
    OpenCv.load();
    Path file = MODELS.resolve(name + ".safetensors");
    try (OpenModel torch = Engines.open(file, "cpu", EngineChoice.PYTORCH);
        OpenModel onnx = Engines.open(file, "cpu", EngineChoice.ONNX);
        OpenModel bits = Engines.open(file, "cpu", EngineChoice.ONNX_INT8)) {
      List<ByteBuffer> pictures = pictures(torch.card().inputSide());
      List<Prediction> expected = torch.classifier().predict(pictures);
      List<Prediction> exact = onnx.classifier().predict(pictures);
      List<Prediction> coarse = bits.classifier().predict(pictures);
      int same = 0;
      for (int i = 0; i < pictures.size(); i++) {
        assertThat(exact.get(i).probabilities())
            .containsExactly(expected.get(i).probabilities(), within(1e-4f));
        same += coarse.get(i).best() == expected.get(i).best() ? 1 : 0;
      }
      assertThat(same).isGreaterThanOrEqualTo(pictures.size() * 3 / 4);
    }
  }

  /** Every twentieth of a signer. */
  private static List<ByteBuffer> pictures(int side) {
    List<Sample> samples =
        SampleSet.read(PICTURES.getParent()).filter(s -> s.signer().equals("s08")).samples();
    List<ByteBuffer> pictures = new ArrayList<>();
    for (int i = 0; i < samples.size(); i += 20) {
      Mat bgr = samples.get(i).read();
      InputImage input = new InputImage(side); // each picture keeps its buffer
      pictures.add(input.fill(bgr, Evaluation.centredSquare(bgr.cols(), bgr.rows())));
      input.close();
      bgr.release();
    }
    return pictures;
  }
}
