package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.Textures;

class SampleCheckTest {
  @TempDir Path dir;

  @BeforeEach
  void threeSignersWithPicturesOfTheirOwn() throws IOException {
    int seed = 0;
    for (String signer : List.of("ann", "bob", "cy")) {
      for (String letter : List.of("A", "B")) {
        for (int i = 0; i < 10; i++) {
          put(signer + "/" + letter + "/" + i + ".png", seed++);
        }
      }
    }
  }

  @Test
  void picturesOfTheirOwnAreClean() {
    AtomicInteger most = new AtomicInteger();
    SampleCheck check =
        SampleCheck.of(SampleSet.read(dir), null, n -> most.accumulateAndGet(n, Math::max));
    assertThat(check.clean()).isTrue();
    assertThat(check.leaks()).isEmpty();
    assertThat(check.repeated()).isEmpty();
    assertThat(check.pictures()).isEqualTo(60);
    assertThat(check.sides()).containsEntry("ann", 20).containsEntry("cy", 20);
    assertThat(check.fewOfLabel()).isEmpty();
    assertThat(check.missing()).isEmpty();
    assertThat(most).hasValue(60);
  }

  @Test
  void aTwinOfAnotherSignerIsFoundHoweverItWasSaved() throws IOException {
    put("bob/A/copy.png", 0);
    put("bob/B/saved.jpg", 11);
    Textures.write(dir.resolve("cy/A/mirror.jpg"), 2, true);
    SampleCheck check = SampleCheck.of(SampleSet.read(dir), null, n -> {});
    assertThat(check.clean()).isFalse();
    assertThat(check.leaks())
        .extracting(t -> name(t.picture()) + " " + name(t.like()) + " " + t.kind())
        .containsExactlyInAnyOrder(
            "copy.png 0.png EXACT", "saved.jpg 1.png NEAR", "mirror.jpg 2.png MIRRORED");
    assertThat(check.leaks().get(0).kind()).isEqualTo(Twin.Kind.EXACT);
    assertThat(check.leaks()).allMatch(t -> t.likeSide().equals("ann"));
  }

  @Test
  void withASplitOnlyItsSidesAreComparedAndTheSignersToo() throws IOException {
    put("bob/A/copy.png", 0);
    SampleSet set = SampleSet.read(dir);
    Split apart = Split.bySigners(set, List.of("cy"));
    assertThat(SampleCheck.of(set, apart, n -> {}).clean()).isTrue();
    Split torn = Split.bySigners(set, List.of("bob"));
    SampleCheck check = SampleCheck.of(set, torn, n -> {});
    assertThat(check.leaks()).hasSize(1);
    assertThat(check.leaks().get(0).side()).isEqualTo("validation");
    assertThat(check.sides().keySet()).containsExactly("train", "validation");
    Split leaking = Split.random(set.filter(s -> !name(s).equals("copy.png")), 0.3, 1);
    SampleCheck random = SampleCheck.of(set, leaking, n -> {});
    assertThat(random.sharedSigners()).containsExactly("ann", "bob", "cy");
    assertThat(random.clean()).isFalse();
  }

  @Test
  void aHeldOutPartIsComparedWithBothOthers() {
    SampleSet set = SampleSet.read(dir);
    List<Sample> all = set.samples();
    Split split = new Split(all.subList(0, 20), all.subList(20, 40), all.subList(40, 60));
    assertThat(SampleCheck.of(set, split, n -> {}).sides().keySet())
        .containsExactly("train", "validation", "test");
  }

  @Test
  void onePictureUnderTwoLabelsIsALabellingError() throws IOException {
    put("ann/B/again.jpg", 0); // like ann/A/0.png
    SampleCheck near = SampleCheck.of(SampleSet.read(dir), null, n -> {});
    assertThat(near.mislabelled()).hasSize(1);
    assertThat(near.mislabelled().get(0).kind()).isEqualTo(Twin.Kind.NEAR);
    assertThat(near.clean()).as("to be looked at by somebody").isTrue();
    put("ann/B/surely.png", 1);
    SampleCheck exact = SampleCheck.of(SampleSet.read(dir), null, n -> {});
    assertThat(exact.mislabelled()).hasSize(2);
    assertThat(exact.clean()).isFalse();
  }

  @Test
  void theSameFileTwiceUnderOneLabelIsSaidAndNeighbouringFramesAreNot() throws IOException {
    put("ann/A/again.png", 0);
    put("ann/A/next.jpg", 1);
    SampleCheck check = SampleCheck.of(SampleSet.read(dir), null, n -> {});
    assertThat(check.repeated()).extracting(t -> name(t.picture())).containsExactly("again.png");
    assertThat(check.clean()).isTrue();
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Files.write(dir.resolve("ann/A/3.png"), new byte[] {1, 2, 3});
    SampleCheck check = SampleCheck.of(SampleSet.read(dir), null, n -> {});
    assertThat(check.unreadable()).hasSize(1);
    assertThat(check.unreadable().get(0).why()).contains("3.png");
    assertThat(check.clean()).isFalse();
  }

  @Test
  void whatThereIsTooLittleOfIsSaid() throws IOException {
    put("dan/A/0.png", 100);
    put("dan/C/0.png", 101);
    put("eve/nothing/0.png", 102);
    SampleCheck check = SampleCheck.of(SampleSet.read(dir), null, n -> {});
    assertThat(check.fewOfLabel()).containsOnlyKeys("C", "nothing");
    assertThat(check.fewOfSigner()).containsEntry("dan", 2).containsEntry("eve", 1).hasSize(2);
    assertThat(check.missing())
        .containsEntry("ann", List.of("C"))
        .containsEntry("dan", List.of("B"))
        .doesNotContainKey("eve");
    assertThat(check.clean()).isTrue();
  }

  @Test
  void statsCountAndMeasure() throws IOException {
    put("ann/C/0.png", 100);
    Files.write(dir.resolve("cy/B/3.png"), new byte[] {1, 2, 3});
    SampleStats stats = SampleStats.of(SampleSet.read(dir), n -> {});
    assertThat(stats.labels()).containsExactly("A", "B", "C");
    assertThat(stats.all().pictures()).isEqualTo(60);
    assertThat(stats.unreadable()).hasSize(1);
    SampleStats.Group ann = stats.signers().get("ann");
    assertThat(ann.ofLabel()).containsEntry("A", 10).containsEntry("C", 1);
    assertThat(ann.width()).isEqualTo(new SampleStats.Range(160, 160, 160));
    assertThat(ann.height().median()).isEqualTo(120);
    assertThat(ann.luminance().median()).isBetween(80.0, 150.0);
    assertThat(ann.sharpness().min()).isPositive();
    SampleStats nothing = SampleStats.of(SampleSet.read(dir).filter(s -> false), n -> {});
    assertThat(nothing.all().width()).isNull();
  }

  /** Enlarged bilinearly, shrunk by averaging; both sides decide which it is. */
  @ParameterizedTest
  @CsvSource({"160,120,false", "224,224,false", "300,224,false", "300,225,true", "640,480,true"})
  void sharpnessIsTheLaplaciansVarianceAt224Px(int width, int height, boolean shrinks)
      throws IOException {
    Mat gray = Textures.gray(5);
    Imgproc.resize(gray, gray, new Size(width, height), 0, 0, Imgproc.INTER_CUBIC);
    Path folder = dir.resolve("one");
    Files.createDirectories(folder.resolve("ann/A"));
    Imgcodecs.imwrite(folder.resolve("ann/A/0.png").toString(), gray);
    Imgproc.resize(
        gray, gray, new Size(224, 224), 0, 0, shrinks ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
    gray.convertTo(gray, CvType.CV_64F);
    Imgproc.Laplacian(gray.clone(), gray, CvType.CV_64F);
    double mean = Core.mean(gray).val[0];
    double variance = Core.mean(gray.mul(gray)).val[0] - mean * mean;
    gray.release();
    SampleStats stats = SampleStats.of(SampleSet.read(folder), n -> {});
    assertThat(stats.all().sharpness().median()).isCloseTo(variance, withinPercentage(0.1));
  }

  private void put(String name, int seed) throws IOException {
    Textures.write(dir.resolve(name), seed, false);
  }

  private static String name(Sample sample) {
    return sample.file().getFileName().toString();
  }
}
