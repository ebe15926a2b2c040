package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opencv.core.Scalar;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;

/** Several trainings that one command asks for. */
class LeakAndFoldsTest extends PaintedTraining {
  /** Each person's letters have colours of their own: nothing is to be learnt for others. */
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
    assertThat(door.err).contains("There is no file");
  }
}
