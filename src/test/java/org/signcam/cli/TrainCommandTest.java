package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Scalar;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;

class TrainCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private Path samples;
  private Path out;

  @AfterEach
  void forgetTheCache() {
    System.clearProperty("signcam.cache");
  }

  @BeforeEach
  void paint() throws IOException {
    System.setProperty("signcam.cache", dir.resolve("cache").toString());
    samples = dir.resolve("samples");
    out = dir.resolve("m.safetensors");
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      for (int i = 0; i < 3; i++) {
        Scalar[] colours = {Painted.RED, Painted.GREEN, Painted.BLUE};
        String[] labels = {"A", "B", "nothing"};
        for (int k = 0; k < labels.length; k++) {
          Painted.picture(samples.resolve(signer + "/" + labels[k] + "/" + i + ".png"), colours[k]);
        }
      }
    }
  }

  private int train(Object... more) {
    Object[] start = {"train", "--samples", samples, "--out", out, "--weights", "none"};
    Object[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return door.run(all);
  }

  @Test
  void saysTheSplitFirstThenTrainsAndWrites() {
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x1@1e-3/1e-3"))
        .isZero();
    assertThat(door.err)
        .contains("train: 18 pictures of 2 signers (ann bob); A 6, B 6, nothing 6")
        .contains("validation: 9 pictures of 1 signer (cy)");
    assertThat(door.out).contains("mean signer accuracy on people kept out");
    ModelCard card = GestureModel.card(out);
    assertThat(card.labels()).containsExactly("A", "B", "nothing");
    assertThat(card.training().get("signers").toString()).isEqualTo("[ann, bob]");
  }

  @Test
  void withoutValidationTheCalibrationOfAnotherModelIsTaken() {
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x1@1e-3/1e-3"))
        .isZero();
    ModelCard first = GestureModel.card(out);
    Path second = dir.resolve("second.safetensors");
    assertThat(
            door.run(
                "train",
                "--samples",
                samples,
                "--out",
                second,
                "--weights",
                out,
                "--labels",
                "A,B",
                "--validation",
                "none",
                "--calibration",
                out,
                "--phases",
                "32x0.2@1e-4/1e-4"))
        .isZero();
    ModelCard card = GestureModel.card(second);
    assertThat(card.temperature()).isEqualTo(first.temperature());
    assertThat(card.threshold()).isEqualTo(first.threshold());
  }

  @Test
  void aHeadIsTrainedOnTheBackboneOfWhateverModelIsNamed() {
    assertThat(train("--recipe", "lab-cnn", "--size", "32", "--epochs", "1", "--validation", "cy"))
        .isZero();
    Path head = dir.resolve("head.safetensors");
    assertThat(
            door.run(
                "train",
                "--samples",
                samples,
                "--out",
                head,
                "--weights",
                out,
                "--recipe",
                "head",
                "--labels",
                "A,B",
                "--validation",
                "cy",
                "--epochs",
                "2"))
        .isZero();
    assertThat(door.err)
        .contains("the backbone is that of " + out + ": lab-cnn:5,8,8")
        .contains("computing the features of 12 pictures"); // 3 different ones, 4 variants each
    ModelCard card = GestureModel.card(head);
    assertThat(card.backbone()).isEqualTo("lab-cnn:5,8,8");
    assertThat(card.head()).isEqualTo("linear");
    assertThat(card.inputSide()).isEqualTo(32);
    assertThat(card.mean()).containsExactly(0.5f, 0.5f, 0.5f);
    assertThat(card.labels()).containsExactly("A", "B", "nothing");
  }

  @Test
  void theLastStageIsTrainedOnCachedFeaturesWhenThatIsAskedFor() {
    String[] network = {"--recipe", "tutorial-cnn", "--size", "32", "--validation", "cy"};
    assertThat(train((Object[]) network)).isZero();
    Path second = dir.resolve("second.safetensors");
    Object[] last = {
      "train",
      "--samples",
      samples,
      "--out",
      second,
      "--weights",
      out,
      "--recipe",
      "tutorial-cnn",
      "--size",
      "32",
      "--validation",
      "cy",
      "--train",
      "last",
      "--strength",
      "1",
      "--cache",
      "2"
    };
    assertThat(door.run(last)).isZero();
    assertThat(door.err).contains("computing the features of 4 pictures");
    assertThat(door.run(last)).isZero();
    assertThat(door.err).doesNotContain("computing");
  }

  @Test
  void wrongCommandLinesExitWithTwo() {
    assertThat(train("--recipe", "resnet1000")).isEqualTo(2);
    assertThat(door.err).contains("There is no recipe 'resnet1000'").contains("resnet18");
    assertThat(train("--head", "crown")).isEqualTo(2);
    assertThat(door.err).contains("crown").contains("linear");
    assertThat(train("--phases", "large")).isEqualTo(2);
    assertThat(train("--phases", "0x1@1e-3/1e-3")).isEqualTo(2);
    assertThat(train("--head", "mlp", "--phases", "64x1,96x1")).isEqualTo(2);
    assertThat(train("--recipe", "alexnet", "--phases", "32x1")).isEqualTo(2);
    assertThat(train("--labels", "Z-A")).isEqualTo(2);
    assertThat(train("--labels", "A,,B")).isEqualTo(2);
    assertThat(train("--strength", "-1")).isEqualTo(2);
    assertThat(train("--train", "everything")).isEqualTo(2);
    assertThat(train("--cache", "2")).isEqualTo(2);
    assertThat(door.err).contains("--train");
    assertThat(train("--train", "last", "--cache", "1000")).isEqualTo(2);
    assertThat(train("--split", "somehow")).isEqualTo(2);
    assertThat(train("--device", "quantum")).isEqualTo(2);
    assertThat(train("--calibration", "asl-a-i")).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void whatTheUserCanMendIsASentence() throws IOException {
    assertThat(train("--labels", "A,Q")).isEqualTo(1);
    assertThat(door.err).contains("signcam: There is no picture to train Q on");
    assertThat(train("--validation", "zoe")).isEqualTo(1);
    assertThat(door.err).contains("zoe").contains("ann, bob, cy");
    Path notes = Files.writeString(dir.resolve("notes.safetensors"), "not weights at all");
    assertThat(train("--weights", notes)).isIn(1, 2);
    Path empty = Files.createDirectory(dir.resolve("empty"));
    assertThat(door.run("train", "--samples", empty, "--out", out)).isEqualTo(1);
    assertThat(door.err).startsWith("signcam: ").doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void anUnreadablePictureIsNamed() throws IOException {
    Files.write(samples.resolve("ann/A/0.png"), new byte[] {1, 2, 3});
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x5@1e-3/1e-3"))
        .isEqualTo(1);
    assertThat(door.err).contains("0.png").doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsSaidBeforeTraining() throws IOException {
    assertThat(train("--out", dir)).isIn(1, 2);
    Path file = Files.createFile(dir.resolve("a-file"));
    assertThat(
            door.run(
                "train", "--samples", samples, "--weights", "none", "--out", file.resolve("m")))
        .isEqualTo(1);
    assertThat(door.err).startsWith("signcam: Cannot write").doesNotContain("phase 1");
  }

  @Test
  void theTestPartOfAGivenSplitIsNeverTrainedOn() throws IOException {
    Path given = dir.resolve("given");
    for (String part : new String[] {"train", "valid", "test"}) {
      for (int i = 0; i < 4; i++) {
        Painted.picture(given.resolve(part + "/A/" + part + i + ".png"), Painted.RED);
        Painted.picture(given.resolve(part + "/B/" + part + i + ".png"), Painted.GREEN);
      }
    }
    assertThat(
            door.run(
                "train",
                "--samples",
                given,
                "--out",
                out,
                "--weights",
                "none",
                "--phases",
                "32x1@1e-3/1e-3"))
        .isZero();
    assertThat(door.err)
        .contains("train: 8 pictures")
        .contains("validation: 8 pictures")
        .contains("careful: pictures of [unknown (given)]")
        .contains("test: 8 pictures");
  }

  @Test
  void weightsThatHaveSeenTheValidationSignersAreWarnedOf() {
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x0.5@1e-3/1e-3"))
        .isZero();
    assertThat(door.err).doesNotContain("careful");
    Path second = dir.resolve("second.safetensors");
    assertThat(
            door.run(
                "train",
                "--samples",
                samples,
                "--out",
                second,
                "--weights",
                out,
                "--labels",
                "A,B",
                "--validation",
                "ann",
                "--phases",
                "32x0.5@1e-4/1e-4"))
        .isZero();
    assertThat(door.err).contains("careful").contains("[ann]");
  }

  /**
   * Each person's letters have colours of their own, so that nothing is to be learnt for others.
   */
  private void paintPeople() throws IOException {
    samples = dir.resolve("people");
    for (int person = 0; person < 4; person++) {
      for (int i = 0; i < 6; i++) {
        for (int letter = 0; letter < 2; letter++) {
          double[] rgb = new double[3];
          rgb[person % 3] = person == 3 ? 120 : 250;
          rgb[(person + 1) % 3] = letter * 250;
          Scalar colour =
              person % 2 == letter
                  ? new Scalar(rgb[0], rgb[1], rgb[2])
                  : new Scalar(rgb[2], rgb[1], rgb[0]);
          String label = letter == 0 ? "A" : "B";
          Painted.picture(samples.resolve("p" + person + "/" + label + "/" + i + ".png"), colour);
        }
      }
    }
  }

  private int small(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("--recipe", "tutorial-cnn", "--phases", "32x30@5e-3/5e-3", "--batch", "8"));
    words.addAll(List.of(more));
    return train(words.toArray());
  }

  @Test
  void fromScratchIsFromScratchWhateverLiesInTheModelsFolder() {
    System.setProperty("signcam.home", dir.toString());
    for (String name : new String[] {"one", "two"}) {
      out = dir.resolve("models").resolve(name + ".safetensors");
      int code =
          door.run(
              "train",
              "--samples",
              samples,
              "--out",
              out,
              "--recipe",
              "lab-cnn",
              "--validation",
              "cy",
              "--phases",
              "32x1@1e-3/1e-3");
      assertThat(code).as(door.err).isZero();
      assertThat(GestureModel.card(out).training()).containsEntry("weights", "fresh");
    }
  }

  @Test
  void aSignerOnBothSidesIsRefused() throws IOException {
    Path more = dir.resolve("more");
    Painted.picture(more.resolve("ann/A/0.png"), Painted.RED);
    Painted.picture(more.resolve("dan/B/0.png"), Painted.GREEN);
    assertThat(small("--labels", "A,B", "--validation", more)).isEqualTo(1);
    assertThat(door.err).contains("[ann] are on both sides").contains("--split random");
    assertThat(out).doesNotExist();
  }

  @Test
  void aTeacherNobodyListensToIsRefused() {
    assertThat(train("--labels", "A,B", "--validation", "cy", "--phases", "32x1@1e-3/1e-3"))
        .isZero();
    assertThat(train("--recipe", "lab-cnn", "--validation", "cy", "--teacher", out)).isEqualTo(2);
    assertThat(door.err).contains("--teacher").contains("--distillation");
  }

  @Test
  void whatIsFrozenMustBeThereAndTheSentenceSaysWhereToGetIt() {
    assertThat(train("--recipe", "lab-alexnet", "--validation", "cy")).isEqualTo(1);
    assertThat(door.err).contains("no weights of alexnet").contains("models fetch");
  }

  @Test
  void theLeakIsShown() throws IOException {
    paintPeople();
    assertThat(small("--leak", "--validation", "p3")).as(door.err).isZero();
    assertThat(door.out)
        .containsPattern("random split +36 +12 +[234] +1\\.0000 ")
        .containsPattern("split by signer +36 +12 +1 +0\\.[0-9]{4} ")
        .contains("Only the second figure holds for others.");
    assertThat(dir.resolve("m.random.safetensors")).exists();
    assertThat(dir.resolve("m.signers.run/report.html")).exists();
    assertThat(out).doesNotExist();
    String first = door.out;
    assertThat(small("--leak", "--validation", "p3")).isZero();
    assertThat(door.out).isEqualTo(first);
    assertThat(door.err).contains("m.random has been trained before").doesNotContain("step 1 of");
  }

  @Test
  void bothModelsOfTheLeakAreAskedAboutTheTestPictures() throws IOException {
    Path test = dir.resolve("test");
    Painted.picture(test.resolve("zoe/A/0.png"), Painted.RED);
    Painted.picture(test.resolve("zoe/B/0.png"), Painted.GREEN);
    Painted.picture(test.resolve("zoe/nothing/0.png"), Painted.BLUE);
    assertThat(small("--labels", "A,B", "--leak", "--validation", "cy", "--test", test)).isZero();
    assertThat(door.out)
        .contains("2 test pictures, after the random split: accuracy ")
        .contains("2 test pictures, after the split by signer: accuracy ");
    assertThat(GestureModel.card(dir.resolve("m.random.safetensors")).training().get("signers"))
        .asString()
        .doesNotContain("zoe");
  }

  @Test
  void whoIsHeldOutIsGivenByNameToo() {
    assertThat(small("--labels", "A,B", "--validation", "cy", "--test", "ann")).isZero();
    assertThat(door.out).contains("test: 6 pictures, accuracy ");
    assertThat(GestureModel.card(out).training().get("signers").toString()).isEqualTo("[bob]");
    assertThat(small("--labels", "A,B", "--validation", "cy", "--test", "anne")).isEqualTo(1);
    assertThat(door.err).contains("There is no signer \"anne\" to keep out; the signers are ann");
  }

  @Test
  void foldsEndWithTheCommandForEverybodyAndItWorks() throws IOException {
    assertThat(small("--labels", "A,B", "--folds", "3")).isZero();
    assertThat(door.out)
        .containsPattern("1 +6 +[01]\\.[0-9]{4} +(ann|bob|cy)")
        .contains("over 3 people, worst ")
        .contains("95 % over people: ");
    assertThat(out).doesNotExist();
    assertThat(door.run(Printed.command(door.out).toArray())).as(door.err).isZero();
    ModelCard card = GestureModel.card(out);
    assertThat(card.training().get("signers").toString()).isEqualTo("[ann, bob, cy]");
    String json = Files.readString(dir.resolve("m.folds.json"));
    assertThat(json)
        .contains("\"temperature\": " + card.temperature())
        .contains("\"threshold\": " + card.threshold());
  }

  @Test
  void whatDoesNotGoWithSeveralTrainingsIsSaid() throws IOException {
    assertThat(train("--leak", "--split", "random")).isEqualTo(2);
    assertThat(train("--leak", "--validation", "none")).isEqualTo(2);
    assertThat(train("--folds", "3", "--validation", "ann")).isEqualTo(2);
    assertThat(train("--folds", "3", "--leak")).isEqualTo(2);
    assertThat(train("--folds", "3", "--calibration", "asl-a-i")).isEqualTo(2);
    assertThat(train("--folds", "4")).isEqualTo(1);
    assertThat(door.err).contains("3 signers");
    Path json = Files.writeString(dir.resolve("c.json"), "{\"temperature\": 1}");
    assertThat(train("--validation", "none", "--calibration", json)).isEqualTo(1);
    assertThat(door.err).contains("c.json holds no temperature and threshold");
    assertThat(train("--validation", "none", "--calibration", dir.resolve("no.json"))).isEqualTo(1);
    assertThat(door.err).contains("signcam: Cannot read");
  }
}
