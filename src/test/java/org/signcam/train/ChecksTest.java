package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;

class ChecksTest {
  private static final Recipe SMALL =
      Recipe.of("tutorial-cnn")
          .with(Map.of("network", "tutorial-cnn:4,4,8,8", "phases", "32x1@1e-3/1e-3"));

  @TempDir Path folder;
  private Path samples;
  private final List<String> said = new ArrayList<>();

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

  @AfterEach
  void forgetTheCache() {
    System.clearProperty("signcam.cache");
  }

  @BeforeEach
  void drawHands() throws IOException {
    System.setProperty("signcam.cache", folder.resolve("cache").toString());
    samples = DrawnHands.write(folder.resolve("samples"), 3, 8);
  }

  private Training training(Recipe recipe, Path weights, Path landmarks) {
    SampleSet set = SampleSet.read(samples);
    Split split = Split.bySigners(set, List.of("p2"));
    TrainingData data = TrainingData.of(set, split, List.of("A", "B"), recipe.rejecting());
    return new Training(
        recipe,
        set,
        data,
        new Training.Settings(
            weights,
            landmarks == null ? List.of() : List.of(landmarks),
            List.of(),
            null,
            null,
            null,
            null,
            1,
            1e9,
            Device.cpu(),
            "as in a test"),
        progress);
  }

  private Checks checks(Recipe recipe) {
    return new Checks(training(recipe, null, null));
  }

  @Test
  void memorisesAFewPicturesAndSaysInHowManyIterations() {
    assertThat(checks(SMALL).overfit(20, 1e-3))
        .matches("memorised 20 pictures in [1-9][0-9]* iterations");
    assertThat(said.get(0)).startsWith("iteration 1: loss ");
    assertThat(said.get(said.size() - 1)).endsWith("20 of 20 right");
  }

  @Test
  void takesAllPicturesWhereThereAreFewer() {
    assertThat(checks(SMALL).overfit(1000, 1e-3)).startsWith("memorised 32 pictures");
  }

  @Test
  void whatStandsInTheWayOfMemorisingIsTakenOut() {
    Recipe recipe = Recipe.of("resnet18").with(Map.of("phases", "96x1:head,128x2,224x1:layer4"));
    Recipe plain = Overfit.plain(recipe, 100, 1e-3);
    assertThat(plain.phaseList()).containsExactly(new Phase(96, 200, 1e-3, 1e-3, "all"));
    assertThat(plain.batch()).isEqualTo(100);
    assertThat(plain.optimizer()).isEqualTo(Optimizer.Kind.ADAM);
    assertThat(plain.schedule()).isEqualTo(Recipe.Schedule.CONSTANT);
    assertThat(plain.dropout()).isZero();
    assertThat(plain.smoothing()).isZero();
    assertThat(plain.distillation()).isZero();
    assertThat(plain.landmarkWeight()).isZero();
    assertThat(plain.strength()).isZero();
    assertThat(plain.averaging()).isZero();
  }

  @Test
  void onePictureUnderTwoLabelsCannotBeMemorised() throws IOException {
    Files.copy(samples.resolve("p0/A/0.png"), samples.resolve("p0/B/copy.png"));
    assertThatThrownBy(() -> checks(SMALL).overfit(100, 1e-3))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("32 of 33 pictures were memorised in 200 iterations")
        .hasMessageMatching(".* look whether .*(A.0|B.copy).png is labelled right.*");
  }

  @Test
  void whatDoesNotLearnIsCalledBroken() {
    Recipe flat = SMALL.with(Map.of("network", "lab-cnn", "head", "mlp:16"));
    assertThatThrownBy(() -> checks(flat).overfit(30, 1e-12))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("broken");
  }

  @Test
  void aHeadAloneMemorisesTheFeaturesOfItsFrozenBackbone() {
    Path backbone = folder.resolve("backbone.safetensors");
    SampleSet set = SampleSet.read(samples);
    Split split = Split.bySigners(set, List.of("p2"));
    new Training(
            SMALL,
            set,
            TrainingData.of(set, split, List.of("A", "B"), false),
            new Training.Settings(
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                backbone,
                1,
                1e9,
                Device.cpu(),
                "as in a test"),
            progress)
        .run();
    Recipe head = SMALL.with(Map.of("phases", "32x1@0/1e-3:head", "strength", 1, "dropout", 0.5));
    assertThat(new Checks(training(head, backbone, null)).overfit(20, 1e-3))
        .startsWith("memorised 20 pictures");
    assertThatThrownBy(() -> checks(head).overfit(20, 1e-3)).hasMessageContaining("--weights");
  }

  @Test
  void asManyOfEachLabelAsCanBeAreChosenAndTheSameAgain() {
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(example(i, i < 3 ? 0 : i < 20 ? 1 : 2));
    }
    List<Example> chosen = Example.ofEachLabel(all, 15, 7);
    assertThat(chosen).hasSize(15).doesNotHaveDuplicates().isSubsetOf(all);
    assertThat(chosen).extracting(Example::label).isSorted();
    for (int label = 0; label < 3; label++) {
      int one = label;
      assertThat(chosen.stream().filter(e -> e.label() == one)).hasSize(label == 0 ? 3 : 6);
    }
    assertThat(Example.ofEachLabel(all, 15, 7)).isEqualTo(chosen);
    assertThat(Example.ofEachLabel(all, 15, 8)).isNotEqualTo(chosen);
    assertThat(Example.ofEachLabel(all, 99, 7)).hasSize(40);
    assertThat(Example.ofEachLabel(List.of(), 5, 7)).isEmpty();
  }

  private static Example example(int number, int label) {
    return new Example(new Sample(Path.of(number + ".png"), "p", "" + label, null), label, null);
  }

  @Test
  void findsARateAtWhichTheLossFallsAndDrawsTheCurve() throws IOException {
    Path png = folder.resolve("m.run/find-rate.png");
    String found = checks(SMALL.with(Map.of("batch", 16))).findRate(png);
    assertThat(found).matches("--rate [0-9.e-]+: a tenth of .*find-rate.png");
    double rate = Double.parseDouble(found.replaceAll("--rate ([^:]*):.*", "$1"));
    assertThat(rate).isBetween(1e-5, 5e-2);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1200);
    assertThat(folder.resolve("m.safetensors")).doesNotExist();
  }

  @Test
  void theRampIsTheFirstPhasesWithItsOwnBatchesAndOptimizer() {
    Recipe recipe = Recipe.of("resnet18");
    Recipe ramp = RateFinder.ramp(recipe);
    assertThat(ramp.phaseList()).hasSize(1);
    Phase phase = ramp.phaseList().get(0);
    assertThat(phase.side()).isEqualTo(128);
    assertThat(phase.epochs()).isEqualTo(100);
    assertThat(phase.headRate()).isEqualTo(1);
    assertThat(phase.backboneRate()).isEqualTo(0.3);
    assertThat(ramp.strength()).isEqualTo(recipe.strength());
    assertThat(ramp.optimizer()).isEqualTo(recipe.optimizer());
    assertThat(RateFinder.ramp(Recipe.of("lab-cnn")).phaseList().get(0).epochs())
        .as("small batches take more steps")
        .isEqualTo(400);
  }

  @Test
  void whatIsProposedIsATenthOfTheRateWhereTheLossStopsFalling() {
    RateFinder.Curve valley = new RateFinder.Curve(100);
    RateFinder.Curve plain = new RateFinder.Curve(100);
    RateFinder.Curve rising = new RateFinder.Curve(100);
    RateFinder.Curve stranded = new RateFinder.Curve(100);
    boolean left = false;
    for (int i = 0; i < 100; i++) {
      double log = -6 + 6 * i / 99.0;
      double fall = Math.min(1, Math.max(0, (log + 4) / 2)); // from 1e-4 to 1e-2
      valley.add(Math.pow(10, log), 2 - fall + Math.max(0, 20 * (log + 1)));
      plain.add(Math.pow(10, log), 2 - fall + (log > -0.1 ? -0.001 : 0));
      rising.add(Math.pow(10, log), 2 + fall);
      if (!left) { // then back to guessing, lower than ever
        stranded.add(Math.pow(10, log), log < -1.5 ? 2 - fall : log < -0.8 ? 5 : 0.5);
        left = stranded.exploded();
      }
    }
    // Smoothing over a tenth of the way, 0.6 decades, sees the valley's floor that much later.
    assertThat(valley.proposal()).isBetween(1e-3, 1e-2);
    assertThat(valley.exploded()).isTrue();
    assertThat(plain.proposal()).as("the plain's beginning").isBetween(1e-3, 1e-2);
    assertThat(plain.exploded()).isFalse();
    assertThat(rising.proposal()).isNaN();
    assertThat(left).isTrue();
    assertThat(stranded.proposal()).isBetween(1e-3, 1e-2);
    assertThat(new RateFinder.Curve(100).exploded()).as("an empty one").isFalse();
    assertThat(new RateFinder.Curve(100).proposal()).isNaN();
  }

  @Test
  void showsPicturesUndisturbedFirstWithTheirLandmarks() throws IOException {
    Path landmarks = folder.resolve("landmarks.csv");
    StringBuilder csv = new StringBuilder("header\n");
    for (String label : new String[] {"A", "B"}) {
      for (String signer : new String[] {"p0", "p1"}) {
        for (int i = 0; i < 8; i++) {
          csv.append("%s/%s/%d.png,1,0".formatted(signer, label, i));
          csv.append(",0.5,0.5,0".repeat(Landmarks.POINTS)).append('\n');
        }
      }
    }
    Files.writeString(landmarks, csv.toString());
    Path png = folder.resolve("sheet.png");
    Recipe recipe = SMALL.with(Map.of("strength", 1, "phases", "160x1", "rejecting", true));
    String said = new Checks(training(recipe, null, landmarks)).showAugmentation(png);
    assertThat(said).startsWith("10 training pictures, first undisturbed").contains("sheet.png");
    BufferedImage sheet = ImageIO.read(png.toFile());
    assertThat(sheet.getWidth()).isEqualTo(12 + 6 * 172);
    assertThat(sheet.getHeight()).isEqualTo(12 + 10 * (160 + 12 + 18));
    int green = 0x00ff00;
    assertThat(sheet.getRGB(12 + 80, 12 + 80) & 0xffffff).as("the middle").isEqualTo(green);
    assertThat(sheet.getRGB(12 + 40, 12 + 80) & 0xffffff).isNotEqualTo(green);
    assertThat(column(sheet, 0)).isNotEqualTo(column(sheet, 1));
  }

  private static List<Integer> column(BufferedImage sheet, int column) {
    List<Integer> pixels = new ArrayList<>();
    for (int y = 12; y < 172; y++) {
      pixels.add(sheet.getRGB(12 + 172 * column + 70, y));
    }
    return pixels;
  }

  @Test
  void aRecipeThatDisturbsNothingShowsMorePictures() {
    String said = checks(SMALL).showAugmentation(folder.resolve("sheet.png"));
    assertThat(said).startsWith("32 training pictures, which this recipe does not disturb");
  }
}
