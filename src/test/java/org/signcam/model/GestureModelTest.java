package org.signcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;

class GestureModelTest {
  /** What rounding the weights to float16 may do to a probability. */
  private static final Offset<Float> HALF = within(5e-3f);

  @TempDir Path dir;
  private final ModelCard card = Cards.card();

  private Path saved(ModelCard with) {
    Path file = dir.resolve("small.safetensors");
    GestureModel.save(file, with, Cards.weights(with));
    return file;
  }

  @Test
  void aSavedModelPredictsAsItDidBefore() {
    Map<String, Tensor> weights = Cards.weights(card);
    try (Network before = new Network(card, 0, Device.cpu());
        GestureModel after = GestureModel.load(saved(card), Device.cpu())) {
      Weights.load(before.backbone(), weights, Network.BACKBONE, false, "seeded");
      Weights.load(before.head(), weights, Network.HEAD, false, "seeded");
      for (int n = 0; n < 3; n++) {
        Prediction expected = Prediction.of(before.logits(Cards.picture(n), 1)[0], card);
        assertClose(after.predict(Cards.picture(n)), expected, HALF);
      }
    }
  }

  @Test
  void theCardComesBackWhole() {
    Path file = saved(card);
    assertThat(GestureModel.card(file)).usingRecursiveComparison().isEqualTo(card);
    try (GestureModel model = GestureModel.load(file, Device.cpu())) {
      assertThat(model.letters()).containsExactly("A", "B");
      assertThat(model.inputSide()).isEqualTo(Cards.SIDE);
      assertThat(model.device()).isEqualTo(Device.cpu());
    }
  }

  @Test
  void sharesAndVectorsOfABatchAreThoseOfItsPictures() {
    ByteBuffer two = ByteBuffer.allocateDirect(2 * 64 * 64 * 3);
    two.put(Cards.picture(0)).put(Cards.picture(2)).flip();
    try (GestureModel model = GestureModel.load(saved(card), Device.cpu())) {
      float[][] shares = model.shares(two, 2, 64);
      assertThat(shares).hasDimensions(2, 3);
      for (int n = 0; n < 2; n++) {
        Prediction alone = model.predict(Cards.picture(2 * n));
        assertThat(shares[n]).containsExactly(alone.probabilities(), within(1e-5f));
      }
      assertThat(model.vectorWidth()).isEqualTo(128); // layer2's channels, averaged
      ByteBuffer vectors = model.vectors(two, 2);
      assertThat(vectors.remaining()).isEqualTo(2 * 128 * Short.BYTES);
      assertThat(model.vectors(Cards.picture(0), 1)).isEqualTo(vectors.slice(0, 256));
      assertThat(model.findsPoints()).isFalse();
    }
  }

  @Test
  void whoHadAPartInItIsWhatTheCardSays() {
    assertThat(GestureModel.signersOf(saved(card))).containsExactly("anna", "bo");
    Map<String, Object> adapted =
        Map.of("signers", List.of("a"), "signers_seen", List.of("a", "b"));
    assertThat(GestureModel.signersOf(saved(card.withTraining(adapted)))).containsExactly("a", "b");
    Map<String, Object> odd = Map.of("signers", "anna");
    assertThat(GestureModel.signersOf(saved(card.withTraining(odd)))).isEmpty();
    Path file = dir.resolve("weights.safetensors");
    Safetensors.write(file, new Content(Cards.weights(card), Map.of("format", "pt")));
    assertThat(GestureModel.signersOf(file)).isEmpty();
    assertThat(GestureModel.cardIn(file)).isNull();
  }

  @Test
  void whetherItHasSeenRenderedSignersIsWhatTheCardSays() {
    assertThat(card.hasSeenRendered()).isFalse();
    assertThat(card.withTraining(Map.of("rendered_signers", 0.0)).hasSeenRendered()).isFalse();
    assertThat(card.withTraining(Map.of("rendered_signers", 780.0)).hasSeenRendered()).isTrue();
    Map<String, Object> inherited = Map.of("rendered_signers", 0.0, "rendered_seen", true);
    assertThat(card.withTraining(inherited).hasSeenRendered()).isTrue();
  }

  @Test
  void theFileIsFloat16AndTheSameEachTime() throws IOException {
    byte[] once = Files.readAllBytes(saved(card));
    assertThat(Safetensors.read(saved(card)).tensors().values())
        .allMatch(tensor -> tensor.type() == Safetensors.Type.F16);
    assertThat(Files.readAllBytes(saved(card))).isEqualTo(once);
  }

  @Test
  void theModelThatWasThereIsKeptBesideIt() throws IOException {
    Path file = saved(card);
    byte[] old = Files.readAllBytes(file);
    saved(card.withCalibration(2, 0.7));
    assertThat(dir.resolve("small.previous.safetensors")).hasBinaryContent(old);
    assertThat(GestureModel.card(file).threshold()).isEqualTo(0.7);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aBatchIsReadLikeItsPicturesOneByOne() {
    try (GestureModel model = GestureModel.load(saved(card), Device.cpu())) {
      List<ByteBuffer> pictures = List.of(Cards.picture(0), Cards.picture(1), Cards.picture(2));
      List<Prediction> batch = model.predict(pictures);
      assertThat(batch).hasSize(3);
      for (int n = 0; n < 3; n++) {
        assertClose(batch.get(n), model.predict(Cards.picture(n)), within(1e-5f));
      }
      assertThat(batch.get(0).probabilities()).isNotEqualTo(batch.get(2).probabilities());
      assertThat(pictures.get(1).remaining()).as("left as it was").isEqualTo(64 * 64 * 3);
      assertThat(model.predict(List.of())).isEmpty();
    }
  }

  @Test
  void redAndBlueAreNotMistakenForEachOther() {
    ByteBuffer red = ByteBuffer.allocateDirect(64 * 64 * 3);
    ByteBuffer blue = ByteBuffer.allocateDirect(64 * 64 * 3);
    for (int i = 0; i < red.capacity(); i++) {
      red.put(i, (byte) (i % 3 == 0 ? 255 : 0));
      blue.put(i, (byte) (i % 3 == 2 ? 255 : 0));
    }
    try (Network network = new Network(card, 0, Device.cpu());
        var scope = network.manager().newSubManager()) {
      float[] x = network.input(scope, red, 1, 64).toFloatArray(); // 3×64×64
      assertThat(x[0]).isCloseTo((1 - 0.485f) / 0.229f, within(1e-5f));
      assertThat(x[2 * 64 * 64]).isCloseTo(-0.406f / 0.225f, within(1e-5f));
      float[] y = network.input(scope, blue, 1, 64).toFloatArray();
      assertThat(y[0]).isCloseTo(-0.485f / 0.229f, within(1e-5f));
      assertThat(y[3 * 64 * 64 - 1]).isCloseTo((1 - 0.406f) / 0.225f, within(1e-5f));
    }
  }

  @Test
  void predictingLeavesNoNativeMemoryBehind() {
    try (Network network = new Network(card, 0, Device.cpu())) {
      ByteBuffer picture = Cards.picture(0);
      network.logits(picture, 1);
      int arrays = network.manager().getManagedArrays().size();
      for (int i = 0; i < 50; i++) {
        network.logits(picture, 1);
      }
      assertThat(network.manager().getManagedArrays()).hasSize(arrays);
    }
  }

  @Test
  void weightsWithoutACardAreNoModel() {
    Path file = dir.resolve("weights.safetensors");
    Safetensors.write(file, new Content(Cards.weights(card), Map.of("format", "pt")));
    assertThatThrownBy(() -> GestureModel.load(file, Device.cpu()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not a signcam model")
        .hasMessageEndingWith("train --weights " + file); // to be copied, so without a full stop
  }

  @Test
  void aFileOfAnotherKindIsNoModel() throws IOException {
    Path file = Files.writeString(dir.resolve("cat.png"), "\u0089PNG and what else is in it");
    refused(file, "not a usable safetensors file");
    refused(dir.resolve("none.safetensors"), "There is no file");
  }

  @Test
  void aCutModelIsSaidToBeCutShort() throws IOException {
    Path file = saved(card);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    refused(file, "cut short");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused(file, "cut short");
  }

  @Test
  void aCardForMoreLabelsThanTheHeadHasIsRefusedByTheTensorsName() {
    Path file = dir.resolve("other.safetensors");
    ModelCard four = Cards.card(List.of("A", "B", "C", "nothing"), "resnet18", "layer2", 64);
    GestureModel.save(file, four, Cards.weights(card));
    refused(file, "'head.fc.weight' in shape [3, 128]", "needs [4, 128]");
  }

  @Test
  void aTensorTooManyOrTooFewIsRefused() {
    Path file = dir.resolve("other.safetensors");
    Map<String, Tensor> weights = new LinkedHashMap<>(Cards.weights(card));
    weights.put("backbone.fc.weight", Tensor.of(new float[] {1}, 1));
    GestureModel.save(file, card, weights);
    refused(file, "1 tensors that its network does not know");
    weights.remove("backbone.fc.weight");
    weights.remove("backbone.layer1.0.conv1.bias");
    GestureModel.save(file, card, weights);
    refused(file, "lacks the tensor 'backbone.layer1.0.conv1.bias'");
  }

  /** AlexNet on 32 px has nothing left before its last pool. */
  @Test
  void aCardWhosePicturesAreTooSmallForItsNetworkIsRefused() {
    Path file = dir.resolve("other.safetensors");
    ModelCard small = Cards.card(List.of("A", "nothing"), "alexnet", "pool5", 32);
    GestureModel.save(file, small, Cards.weights(card));
    refused(file, "32 px, not 63–1024");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\": 1 | \"format\": 2 | reads format 1",
        "\"A\" | \"B\" | labels that are missing or repeated",
        "\"rejecting\": \"nothing\" | \"rejecting\": \"A\" | not its last label",
        "\"backbone\": \"resnet18\" | \"backbone\": \"vgg16\" | no network 'vgg16'",
        "\"backbone\": \"resnet18\" | \"spine\": \"resnet18\" | names no network",
        "\"cut\": \"layer2\" | \"cut\": \"layer9\" | cuts its network at 'layer9'",
        "\"head\": \"linear\" | \"head\": \"svm\" | no head 'svm'",
        "\"inputSide\": 64 | \"inputSide\": 64000 | pictures of 64000 px",
        "\"inputSide\": 64 | \"inputSide\": \"big\" | damaged model metadata",
        "0.485 | -40 | no usable mean and std",
        "0.225 | 0 | no usable mean and std",
        "\"RGB\" | \"BGR\" | colour order BGR",
        "\"temperature\": 1.5 | \"temperature\": 0 | temperature 0.0",
        "\"threshold\": 0.5 | \"threshold\": 1.5 | threshold 1.5",
        "} | ]  | damaged model metadata",
      })
  void aWrongEntryOfTheCardIsNamed(String entry, String wrong, String message) {
    assertThat(card.toJson()).contains(entry);
    withCard(card.toJson().replace(entry, wrong), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"format\":1}", "{\"labels\":{}}"})
  void aCardThatIsNoneIsRefused(String json) {
    withCard(json, dir.toString());
  }

  private void withCard(String json, String message) {
    Path file = dir.resolve("other.safetensors");
    Safetensors.write(file, new Content(Cards.weights(card), Map.of("signcam", json)));
    assertThatThrownBy(() -> GestureModel.load(file, Device.cpu()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .hasMessageEndingWith(".");
  }

  @Test
  void anUnwritablePlaceIsSaidAndTheOldModelStays() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "not a folder");
    assertThatThrownBy(() -> saved(card, file.resolve("small.safetensors")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot write")
        .hasMessageEndingWith(".");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static void saved(ModelCard card, Path file) {
    GestureModel.save(file, card, Cards.weights(card));
  }

  private static void refused(Path file, String... words) {
    assertThatThrownBy(() -> GestureModel.load(file, Device.cpu()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words)
        .hasMessageEndingWith(".");
  }

  private static void assertClose(Prediction actual, Prediction expected, Offset<Float> offset) {
    assertThat(actual.letters()).isEqualTo(expected.letters());
    for (int i = 0; i < expected.probabilities().length; i++) {
      assertThat(actual.probabilities()[i]).isCloseTo(expected.probabilities()[i], offset);
    }
  }
}
