package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.image.OpenCv;
import org.signcam.samples.Frames.Square;

class PerturbationTest {
  private Mat picture; // 20×20, grey 100, but the left column 10 and the right 200

  @BeforeAll
  static void natives() {
    OpenCv.load();
  }

  @BeforeEach
  void paint() {
    picture = new Mat(20, 20, CvType.CV_8UC3, Scalar.all(100));
    picture.col(0).setTo(Scalar.all(10));
    picture.col(19).setTo(Scalar.all(200));
  }

  @AfterEach
  void release() {
    picture.release();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flip",
        "light:1.5",
        "light:-2",
        "tilt:15",
        "shift:0.2",
        "down:-0.2",
        "size:1.25",
        "jpeg:40",
        "none"
      })
  void readsWhatItWrites(String text) {
    assertThat(Perturbation.parse(text)).hasToString(text);
    assertThat(Perturbation.parse(Perturbation.parse(text).toString()))
        .isEqualTo(Perturbation.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "blur",
        "flip:1",
        "light",
        "light:",
        "light:x",
        "jpeg:0",
        "jpeg:101",
        "shift:1",
        "tilt:NaN",
        "light:Infinity",
        "Flip",
        ":"
      })
  void refusesWithASentence(String text) {
    assertThatThrownBy(() -> Perturbation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(" ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light:1.5", "tilt:15", "shift:0.2", "down:0.2", "size:1.25", "jpeg:40"})
  void anAmountThatIsMissingIsShownAsAnExampleThatIsRight(String example) {
    String name = example.substring(0, example.indexOf(':'));
    assertThatThrownBy(() -> Perturbation.parse(name))
        .hasMessage("%s needs an amount, as in %s", name, example);
    assertThat(Perturbation.parse(example)).hasToString(example);
    assertThatThrownBy(() -> Perturbation.parse("flip:1"))
        .hasMessage("flip takes no amount, found 'flip:1'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "flip", "light:1", "tilt:15", "shift:0.2", "jpeg:40"})
  void keepsTheSizeAndTheOriginal(String text) {
    Mat before = picture.clone();
    Mat out = Perturbation.parse(text).apply(picture);
    assertThat(out.size()).isEqualTo(picture.size());
    assertThat(out.type()).isEqualTo(CvType.CV_8UC3);
    assertThat(Core.norm(before, picture, Core.NORM_INF)).isZero();
    assertThat(out.dataAddr()).isNotEqualTo(picture.dataAddr());
  }

  @Test
  void flipMirrorsLeftToRight() {
    Mat out = Perturbation.parse("flip").apply(picture);
    assertThat(grey(out, 0)).isEqualTo(200);
    assertThat(grey(out, 19)).isEqualTo(10);
  }

  @Test
  void shiftMovesRightAndContinuesTheEdge() {
    Mat out = Perturbation.parse("shift:0.2").apply(picture);
    assertThat(grey(out, 0)).isEqualTo(10);
    assertThat(grey(out, 4)).isEqualTo(10);
    assertThat(grey(out, 5)).isEqualTo(100);
    assertThat(grey(Perturbation.parse("shift:-0.2").apply(picture), 15)).isEqualTo(200);
  }

  @Test
  void downMovesDownAndALargerRegionShrinksTheHand() {
    picture.row(0).setTo(Scalar.all(10));
    Mat down = Perturbation.parse("down:0.2").apply(picture);
    assertThat(down.get(4, 10)[0]).isEqualTo(10);
    assertThat(down.get(5, 10)[0]).isEqualTo(100);
    Mat half = Perturbation.parse("size:2").apply(picture);
    assertThat(half.size()).isEqualTo(picture.size());
    assertThat(grey(half, 2)).isEqualTo(10); // the edge goes on
    assertThat(grey(half, 6)).isEqualTo(100);
    assertThat(grey(half, 17)).isEqualTo(200);
  }

  @Test
  void whatMovesTheRegionOfAFrameDoesToTheHandWhatItDoesToACrop() {
    Square square = new Square(50, 40, 20);
    assertThat(Perturbation.parse("shift:0.2").moved(square)).isEqualTo(new Square(46, 40, 20));
    assertThat(Perturbation.parse("down:-0.5").moved(square)).isEqualTo(new Square(50, 50, 20));
    assertThat(Perturbation.parse("size:1.25").moved(square)).isEqualTo(new Square(50, 40, 25));
    assertThat(Perturbation.parse("tilt:15").moved(square)).isEqualTo(square);
  }

  @Test
  void aStopDoublesTheLightNotTheCode() {
    // sRGB 100 is 0.1274 of full light; 0.2548 is code 138. Two stops of 200 (0.5776) saturate.
    Mat out = Perturbation.parse("light:1").apply(picture);
    assertThat(grey(out, 10)).isEqualTo(138);
    assertThat(grey(Perturbation.parse("light:2").apply(picture), 19)).isEqualTo(255);
    assertThat(grey(Perturbation.parse("light:0").apply(picture), 10)).isEqualTo(100);
    // Near black the curve is a line.
    picture.setTo(Scalar.all(5));
    assertThat(grey(Perturbation.parse("light:1").apply(picture), 10)).isEqualTo(10);
    // Code 11 is beyond it: ((11/255 + 0.055) / 1.055)^2.4 = 0.003347, half is code 5.51.
    picture.setTo(Scalar.all(11));
    assertThat(grey(Perturbation.parse("light:-1").apply(picture), 10)).isEqualTo(6);
  }

  @Test
  void tiltTurnsAnticlockwiseAboutTheMiddle() {
    Mat out = Perturbation.parse("tilt:90").apply(picture);
    // The bright right column becomes the top row.
    assertThat((int) out.get(0, 10)[0]).isEqualTo(200);
    assertThat((int) out.get(19, 10)[0]).isEqualTo(10);
  }

  @Test
  void lowerQualityLosesMore() {
    Mat noise = new Mat(64, 64, CvType.CV_8UC3);
    Core.setRNGSeed(1);
    Core.randu(noise, 0, 255);
    double low = Core.norm(noise, Perturbation.parse("jpeg:10").apply(noise));
    double high = Core.norm(noise, Perturbation.parse("jpeg:95").apply(noise));
    assertThat(low).isGreaterThan(high);
  }

  private static int grey(Mat mat, int column) {
    return (int) mat.get(10, column)[0];
  }
}
