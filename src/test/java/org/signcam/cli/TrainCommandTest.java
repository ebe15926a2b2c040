package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onnx.Onnx.ModelProto;
import org.junit.jupiter.api.Test;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;

class TrainCommandTest extends PaintedTraining {
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
    assertThat(card.quantization().ranges()).containsKey("backbone.layer4.1.out");
    assertThat(card.quantization().measured().get("signers").toString()).isEqualTo("[cy]");
    assertThat(door.err).contains("8 bits: ");
  }

  @Test
  void aModelIsExportedAsOnnxAndIn8BitsOnceTheirRangesAreKnown() throws Exception {
    assertThat(
            train(
                "--labels",
                "A,B",
                "--recipe",
                "lab-cnn",
                "--size",
                "32",
                "--epochs",
                "1",
                "--validation",
                "cy"))
        .isZero();
    Path onnx = dir.resolve("m.onnx");
    assertThat(door.run("models", "export", out, onnx, "--onnx", "--normalize", "--softmax"))
        .isZero();
    ModelProto made = ModelProto.parseFrom(Files.readAllBytes(onnx));
    assertThat(made.getGraph().getInput(0).getName()).isEqualTo("image");
    assertThat(made.getGraph().getOutput(0).getName()).isEqualTo("probabilities");
    assertThat(door.run("models", "export", out, onnx, "--int8")).isEqualTo(2);
    assertThat(door.err).contains("go with --onnx");

    ModelCard card = GestureModel.card(out);
    Content content = Safetensors.read(out);
    GestureModel.save(out, card.withQuantization(null), content.tensors());
    Path int8 = dir.resolve("m.int8.onnx");
    assertThat(door.run("models", "export", out, int8, "--onnx", "--int8")).isEqualTo(1);
    assertThat(door.err).contains("models quantize");
    assertThat(int8).doesNotExist();
    assertThat(door.run("models", "quantize", out, "--samples", samples, "--validation", "cy"))
        .isZero();
    assertThat(GestureModel.card(out).quantization().ranges()).isNotEmpty();
    assertThat(out.resolveSibling("m.previous.safetensors")).exists();
    assertThat(Safetensors.read(out).tensors().keySet()).isEqualTo(content.tensors().keySet());
    assertThat(door.run("models", "export", out, int8, "--onnx", "--int8")).isZero();
    assertThat(int8).exists();
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
    assertThat(card.quantization())
        .as("what was found out about the backbone")
        .isEqualTo(GestureModel.card(out).quantization());
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

  @Test
  void fromScratchIsFromScratchWhateverLiesInTheModelsFolder() {
    System.setProperty("signcam.home", dir.toString());
    for (String name : new String[] {"one", "two"}) {
      out = dir.resolve("models").resolve(name + ".safetensors");
      assertThat(start("--recipe", "lab-cnn", "--validation", "cy", "--phases", "32x1@1e-3/1e-3"))
          .as(door.err)
          .isZero();
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
  void whoIsHeldOutIsGivenByNameToo() {
    assertThat(small("--labels", "A,B", "--validation", "cy", "--test", "ann")).isZero();
    assertThat(door.out).contains("test: 6 pictures, accuracy ");
    assertThat(GestureModel.card(out).training().get("signers").toString()).isEqualTo("[bob]");
    assertThat(small("--labels", "A,B", "--validation", "cy", "--test", "anne")).isEqualTo(1);
    assertThat(door.err).contains("There is no signer \"anne\" to keep out; the signers are ann");
    assertThat(small("--labels", "A,B", "--validation", "cy", "--test", "ann,cy")).isEqualTo(1);
    assertThat(door.err).contains("cy is named in --validation and in --test");
  }
}
