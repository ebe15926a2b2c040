package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.samples.Split;

class TrainingTest {
  @TempDir Path folder;
  private Path samples;
  private final List<String> said = new ArrayList<>();
  private Runnable onStep = () -> {};

  @AfterEach
  void forgetTheCache() {
    System.clearProperty("signcam.cache");
  }

  @BeforeEach
  void drawHands() throws IOException {
    System.setProperty("signcam.cache", folder.resolve("cache").toString());
    samples = DrawnHands.write(folder.resolve("samples"), 3, 8);
  }

  private final Progress progress =
      new Progress() {
        @Override
        public void say(String line) {
          said.add(line);
        }

        @Override
        public void step(String task, long done, long all, String detail) {
          onStep.run();
        }
      };

  private TrainingData data() {
    SampleSet set = SampleSet.read(samples);
    return TrainingData.of(set, Split.bySigners(set, List.of("p2")), List.of("A", "B"), true);
  }

  private ModelCard train(String recipe, String phases, Path weights, Path out) {
    return train(Recipe.of(recipe).with(Map.of("phases", phases)), weights, out);
  }

  private ModelCard train(Recipe chosen, Path weights, Path out) {
    SampleSet set = SampleSet.read(samples);
    return new Training(chosen, set, data(), settings(weights, null, out), progress).run();
  }

  private static Training.Settings settings(Path weights, Path teacher, Path out) {
    return new Training.Settings(
        weights, List.of(), List.of(), null, teacher, null, out, 1, 1e9, Device.cpu(), null);
  }

  @Test
  void learnsMadeShapesOfASignerNeverSeen() {
    Path out = folder.resolve("m.safetensors");
    ModelCard card = train("resnet18", "64x20@1e-3/1e-3", null, out);
    assertThat(card.labels()).containsExactly("A", "B", "nothing");
    assertThat(card.rejecting()).isEqualTo("nothing");
    assertThat(card.inputSide()).isEqualTo(64);
    assertThat((Double) card.training().get("validation_mean_signer_accuracy"))
        .isGreaterThanOrEqualTo(0.9);
    assertThat(card.training().get("signers")).isEqualTo(List.of("p0", "p1"));
    ModelCard read = GestureModel.card(out);
    assertThat(read.labels()).isEqualTo(card.labels());
    assertThat(read.folded()).isTrue();
  }

  @Test
  void theSameSeedGivesTheSameModelAndTheFoldedFileSaysWhatTheNetworkSaid() throws IOException {
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");
    train("resnet18", "32x1@1e-3/1e-3", null, first);
    train("resnet18", "32x1@1e-3/1e-3", null, second);
    assertThat(predict(first)).isEqualTo(predict(second));
  }

  private static float[] predict(Path file) {
    try (GestureModel model = GestureModel.load(file, Device.cpu())) {
      int side = model.inputSide();
      ByteBuffer grey = ByteBuffer.allocateDirect(side * side * 3);
      for (int i = 0; i < grey.capacity(); i++) {
        grey.put(i, (byte) (i * 7));
      }
      Prediction p = model.predict(grey);
      return p.probabilities();
    }
  }

  /** A small network's weights, to be frozen. */
  private Path smallBackbone() {
    Path file = folder.resolve("backbone.safetensors");
    Map<String, Object> small =
        Map.of("network", "tutorial-cnn:4,8,8,16", "head", "linear", "phases", "64x20@3e-3/3e-3");
    train(Recipe.of("resnet18").with(small), null, file);
    return file;
  }

  private ModelCard trainHead(String head, double epochs, Path backbone, Path out) {
    Recipe recipe = StartingWeights.follow(Recipe.of("head"), backbone);
    String phases = "64x" + epochs + "@0/5e-3:head";
    return train(recipe.with(Map.of("head", head, "phases", phases)), backbone, out);
  }

  /** How many features were computed, each time that some were. */
  private List<Integer> computed() {
    List<Integer> counts =
        said.stream()
            .filter(line -> line.startsWith("computing the features of "))
            .map(line -> Integer.valueOf(line.replaceFirst("\\D*(\\d+) .*", "$1")))
            .toList();
    said.clear();
    return counts;
  }

  @Test
  void trainsAHeadOnCachedFeaturesAndComputesOnlyWhatIsNew() throws IOException {
    Path backbone = smallBackbone();
    Path out = folder.resolve("head.safetensors");
    ModelCard card = trainHead("mlp:32", 40, backbone, out);
    assertThat((Double) card.training().get("validation_mean_signer_accuracy")).isGreaterThan(0.8);
    assertThat(computed()).containsExactly(48 * 4, 24);
    float[] first = predict(out);
    trainHead("mlp:32", 40, backbone, out);
    assertThat(computed()).isEmpty();
    assertThat(predict(out)).isEqualTo(first);
    Files.copy(samples.resolve("p1/B/0.png"), samples.resolve("p0/B/copy.png"));
    Files.delete(samples.resolve("p1/B/1.png"));
    Files.move(samples.resolve("p2/A/0.png"), samples.resolve("p0/A/moved.png"));
    trainHead("mlp:32", 1, backbone, out);
    assertThat(computed()).as("variants of what had only validated").containsExactly(3);
  }

  @Test
  void theStagesAboveTheCutLearnFromTheCacheAsTheyWouldFromThePictures() {
    Recipe recipe =
        Recipe.of("mobilenetv2").with(Map.of("head", "linear", "averaging", 0, "batch", 16));
    Path start = folder.resolve("start.safetensors");
    train(recipe.with(Map.of("phases", "64x1@1e-3/1e-3")), null, start);
    // Without disturbances both see the same, but for the rounding to float16.
    Recipe last =
        recipe.with(Map.of("phases", "64x3@1e-3/1e-3:features.18", "strength", 0, "dropout", 0));
    Path without = folder.resolve("without.safetensors");
    Path with = folder.resolve("with.safetensors");
    train(last, start, without);
    assertThat(computed()).isEmpty();
    train(last.with(Map.of("cache", 3)), start, with);
    assertThat(computed()).as("undisturbed, all variants are one").containsExactly(48, 24);
    float[] expected = predict(without);
    float[] found = predict(with);
    assertThat(expected).isNotEqualTo(predict(start));
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(0.01f));
    }
    train(last.with(Map.of("cache", 3)), start, with);
    assertThat(computed()).isEmpty();
    assertThat(predict(with)).isEqualTo(found);
  }

  @Test
  void aDamagedRecordOfTheCacheIsMadeAgain() throws IOException {
    Path backbone = smallBackbone();
    Path out = folder.resolve("head.safetensors");
    trainHead("linear", 1, backbone, out);
    computed();
    float[] first = predict(out);
    Path cache;
    try (var files = Files.list(folder.resolve("cache/features"))) {
      cache = files.reduce((a, b) -> null).orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(cache);
    bytes[bytes.length / 2] ^= 1;
    Files.write(cache, bytes);
    trainHead("linear", 1, backbone, out);
    assertThat(computed()).containsExactly(1);
    assertThat(predict(out)).isEqualTo(first);
  }

  @Test
  void whatIsCachedOfAPictureCanBeErased() throws Exception {
    Path backbone = smallBackbone();
    Path out = folder.resolve("head.safetensors");
    trainHead("linear", 1, backbone, out);
    computed();
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] picture = Files.readAllBytes(samples.resolve("p0/A/0.png"));
    Path old = Files.writeString(folder.resolve("cache/features/0a-224-map.f16"), "unsearchable");
    String digest = HexFormat.of().formatHex(sha.digest(picture));
    assertThat(TrainingTraces.erase(List.of(digest, "ab".repeat(32)))).isEqualTo(4);
    assertThat(TrainingTraces.erase(List.of(digest))).isZero();
    assertThat(old).doesNotExist();
    trainHead("linear", 1, backbone, out);
    assertThat(computed()).as("all that was of it, and no more").containsExactly(4);
  }

  @Test
  void nobodyIsErasedWhileATrainingReadsThem() {
    List<String> refused = new ArrayList<>();
    try (SampleStore store = SampleStore.open(samples)) {
      onStep =
          () ->
              assertThatThrownBy(() -> store.erase("p2"))
                  .isInstanceOf(UserException.class)
                  .satisfies(e -> refused.add(e.getMessage()));
      train("resnet18", "32x1@1e-3/1e-3", null, folder.resolve("m.safetensors"));
      assertThat(refused)
          .isNotEmpty()
          .allMatch(s -> s.startsWith("p2 cannot be erased while a training reads " + samples));
      assertThat(samples.resolve("p2/A")).isNotEmptyDirectory();
      assertThat(store.erase("p2").pictures()).isPositive();
    }
  }

  @Test
  void whatIsFrozenMustBeInTheWeights() {
    assertThatThrownBy(() -> train("mobilenetv2", "64x1:features.18", null, folder.resolve("x")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("frozen");
    Path start = smallBackbone();
    assertThatThrownBy(() -> train("head", "64x1:head", start, folder.resolve("x")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lacks the tensor");
  }

  @Test
  void aLetterWithoutPicturesIsNamed() {
    SampleSet set = SampleSet.read(samples);
    Split split = Split.bySigners(set, List.of("p2"));
    assertThatThrownBy(() -> TrainingData.of(set, split, List.of("A", "Q"), true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no picture to train Q");
  }

  @Test
  void oneClassIsNotEnough() throws IOException {
    Path only = folder.resolve("only");
    Files.createDirectories(only.resolve("p0"));
    Files.createDirectories(only.resolve("p1"));
    Files.move(samples.resolve("p0/A"), only.resolve("p0/A"));
    Files.move(samples.resolve("p1/A"), only.resolve("p1/A"));
    SampleSet set = SampleSet.read(only);
    Split split = Split.bySigners(set, List.of("p1"));
    assertThatThrownBy(() -> TrainingData.of(set, split, List.of(), true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("only one class");
  }

  @Test
  void squaresBesideTheHandAreCutFromTheTrainingSidesFramesAlone() throws IOException {
    Path csv = folder.resolve("frames/frames.csv");
    Files.createDirectories(csv.getParent());
    Files.copy(samples.resolve("p0/A/0.png"), csv.resolveSibling("f.png"));
    Files.writeString(
        csv,
        """
        split,signer,letter,file,width,height,hand_cx,hand_cy,hand_side,palm_score
        train,p0,A,f.png,64,64,16,16,24,0.9
        train,p2,A,f.png,64,64,16,16,24,0.9
        """);
    List<Sample> squares = FrameNegatives.cut(csv, List.of("p0", "p1"), folder.resolve("cut"));
    assertThat(squares).isNotEmpty();
    for (Sample square : squares) {
      assertThat(square.signer()).isEqualTo("p0");
      assertThat(square.label()).isEqualTo("nothing");
      assertThat(square.file()).exists();
    }
    assertThat(folder.resolve("cut/p2")).doesNotExist();
    Files.writeString(csv, "header\nnonsense\n");
    assertThatThrownBy(() -> FrameNegatives.cut(csv, List.of("p0"), folder.resolve("cut")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nonsense");
  }

  @Test
  void theModelFindsThePointsThatALaterTrainingLearnsFrom() throws IOException {
    Path out = folder.resolve("m.safetensors");
    train("resnet18", "32x0.3@1e-3/1e-3", null, out);
    Path csv = folder.resolve("landmarks.csv");
    try (HandFinder finder = HandFinder.open(out, Device.cpu())) {
      finder.write(SampleSet.read(samples).samples(), csv, progress);
    }
    Landmarks landmarks = Landmarks.read(List.of(csv));
    for (Sample sample : SampleSet.read(samples).samples()) {
      assertThat(landmarks.of(sample.file())).as(sample.file().toString()).hasSize(63);
    }
    Path damaged = Files.write(folder.resolve("hand.onnx"), new byte[100]);
    assertThatThrownBy(() -> HandFinder.open(damaged, Device.cpu()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not MediaPipe's");
    Path linear = folder.resolve("linear.safetensors");
    train(
        Recipe.of("resnet18").with(Map.of("head", "linear", "phases", "32x0.1@1e-3/1e-3")),
        null,
        linear);
    assertThatThrownBy(() -> HandFinder.open(linear, Device.cpu()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no pose head");
  }

  @Test
  void aTeacherOfTheSameLabelsIsLearntFromAndOneOfOthersRefused() {
    Path first = folder.resolve("first.safetensors");
    train("resnet18", "32x0.3@1e-3/1e-3", null, first);
    Path second = folder.resolve("second.safetensors");
    Recipe recipe = Recipe.of("resnet18").with(Map.of("phases", "32x0.3@1e-3/1e-3"));
    SampleSet set = SampleSet.read(samples);
    Training.Settings taught = settings(null, first, second);
    ModelCard card = new Training(recipe, set, data(), taught, progress).run();
    assertThat(card.training()).containsEntry("teacher", "first.safetensors");
    Split split = Split.bySigners(set, List.of("p2"));
    TrainingData others = TrainingData.of(set, split, List.of("B"), true);
    assertThatThrownBy(() -> new Training(recipe, set, others, taught, progress).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("[A, B, nothing]")
        .hasMessageContaining("[B, A, nothing]");
  }

  @Test
  void aHeadWithoutABackboneIsRefused() {
    assertThatThrownBy(() -> train("head", "64x1:head", null, folder.resolve("x.safetensors")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--weights");
  }

  @Test
  void anUnwritableOutputLeavesNothingBehind() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    assertThatThrownBy(
            () -> train("resnet18", "32x0.2@1e-3/1e-3", null, file.resolve("m.safetensors")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot write");
  }
}
