package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;

class TrainingTest {
  @TempDir Path folder;
  private Path samples;
  private final List<String> said = new ArrayList<>();

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
          // The lines said are what these tests look at.
        }
      };

  private TrainingData data() {
    SampleSet set = SampleSet.read(samples);
    return TrainingData.of(set, Split.bySigners(set, List.of("p2")), List.of("A", "B"), true);
  }

  private ModelCard train(String recipe, String phases, Path weights, Path out) {
    return train(Recipe.of(recipe), phases, weights, out);
  }

  private ModelCard train(Recipe recipe, String phases, Path weights, Path out) {
    Recipe chosen = recipe.with(Map.of("phases", phases));
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
      ByteBuffer grey = ByteBuffer.allocateDirect(32 * 32 * 3);
      for (int i = 0; i < grey.capacity(); i++) {
        grey.put(i, (byte) (i * 7));
      }
      Prediction p = model.predict(grey);
      return p.probabilities();
    }
  }

  @Test
  void trainsAHeadOnCachedFeaturesAndTheSecondTimeComputesNone() throws IOException {
    Path backbone = folder.resolve("backbone.safetensors");
    train("resnet18", "64x12@1e-3/1e-3", null, backbone);
    Path out = folder.resolve("head.safetensors");
    ModelCard card = train("head", "64x60@0/5e-3:head", backbone, out);
    assertThat((Double) card.training().get("validation_mean_signer_accuracy")).isGreaterThan(0.8);
    Path features = folder.resolve("cache/features");
    long before = newest(features);
    Files.delete(out);
    train("head", "64x60@0/5e-3:head", backbone, out);
    assertThat(newest(features)).as("nothing was written to the cache").isEqualTo(before);
  }

  @Test
  void aDamagedCacheFileIsMadeAgain() throws IOException {
    Path backbone = folder.resolve("backbone.safetensors");
    train("resnet18", "32x0.5@1e-3/1e-3", null, backbone);
    Path out = folder.resolve("head.safetensors");
    train("head", "32x1@0/5e-3:head", backbone, out);
    Path some;
    try (var files = Files.walk(folder.resolve("cache/features"))) {
      some = files.filter(f -> f.toString().endsWith(".f32")).findFirst().orElseThrow();
    }
    long size = Files.size(some);
    Files.write(some, new byte[] {1, 2, 3});
    train("head", "32x1@0/5e-3:head", backbone, out);
    assertThat(Files.size(some)).isEqualTo(size);
  }

  private static long newest(Path features) throws IOException {
    try (var files = Files.walk(features)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(f -> f.toFile().lastModified())
          .max()
          .orElseThrow();
    }
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
    train(Recipe.of("resnet18").with(Map.of("head", "linear")), "32x0.1@1e-3/1e-3", null, linear);
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
