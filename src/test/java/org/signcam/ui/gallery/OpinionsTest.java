package org.signcam.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.image.OpenCv;
import org.signcam.model.Classifier;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;

class OpinionsTest {
  /** Reads A on light pictures and B on dark ones; counts how often it is asked. */
  static final class LightOrDark implements Classifier {
    int asked;

    @Override
    public List<String> letters() {
      return List.of("A", "B");
    }

    @Override
    public int inputSide() {
      return 32;
    }

    @Override
    public List<Prediction> predict(List<ByteBuffer> rgb) {
      return rgb.stream()
          .map(
              picture -> {
                asked++;
                float light = (picture.get(0) & 0xff) / 255f * 0.9f;
                float[] shares = {light, 0.9f - light, 0.1f};
                return new Prediction(letters(), shares, 0.5);
              })
          .toList();
    }
  }

  @TempDir Path folder;
  private final Opinions opinions = new Opinions();
  private final LightOrDark model = new LightOrDark();
  private Path modelFile;

  @BeforeEach
  void make() throws Exception {
    OpenCv.load();
    modelFile = Files.writeString(folder.resolve("m.safetensors"), "one");
    opinions.of(modelFile);
  }

  static void jpeg(Path file, int grey) throws Exception {
    Mat picture = new Mat(64, 64, CvType.CV_8UC3, Scalar.all(grey));
    MatOfByte bytes = new MatOfByte();
    Imgcodecs.imencode(".jpg", picture, bytes);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes.toArray());
  }

  private Sample sample(String label, String name, int grey) throws Exception {
    Path file = folder.resolve("Ana").resolve(label).resolve(name);
    jpeg(file, grey);
    return new Sample(file, "Ana", label, null);
  }

  @Test
  void aPictureIsLookedAtOnceWhileItAndTheModelAreTheSame() throws Exception {
    Sample light = sample("A", "1.jpg", 250);
    Sample wrong = sample("A", "2.jpg", 10);
    assertThat(opinions.look(List.of(light, wrong), model, (d, t) -> {})).isZero();
    assertThat(opinions.get(light).agrees()).isTrue();
    assertThat(opinions.get(wrong)).extracting("read", "agrees").containsExactly("B", false);
    assertThat(opinions.get(wrong).words()).isEqualTo("reads B");
    assertThat(opinions.given(wrong)).isLessThan(0.1);

    opinions.of(modelFile);
    opinions.look(List.of(light, wrong), model, (d, t) -> {});
    assertThat(model.asked).as("nothing has changed").isEqualTo(2);

    jpeg(light.file(), 20);
    Files.setLastModifiedTime(light.file(), FileTime.fromMillis(1_000_000));
    opinions.look(List.of(light, wrong), model, (d, t) -> {});
    assertThat(model.asked).as("one picture is another").isEqualTo(3);
    assertThat(opinions.get(light).read()).isEqualTo("B");

    Files.writeString(modelFile, "another model");
    opinions.of(modelFile);
    assertThat(opinions.get(light)).isNull();
    assertThat(opinions.given(light)).isNaN();
  }

  @Test
  void anotherLabelIsJudgedWithoutAnotherLook() throws Exception {
    Sample wrong = sample("A", "1.jpg", 10);
    opinions.look(List.of(wrong), model, (d, t) -> {});
    Path there = folder.resolve("Ana/B/1.jpg");
    Files.createDirectories(there.getParent());
    Files.move(wrong.file(), there);
    Sample right = new Sample(there, "Ana", "B", null);
    opinions.moved(Map.of(wrong, right));
    assertThat(opinions.get(right).agrees()).isTrue();
    opinions.look(List.of(right), model, (d, t) -> {});
    assertThat(model.asked).isEqualTo(1);
  }

  @Test
  void whatTheModelDoesNotReadShouldBeNoLetter() throws Exception {
    Sample nothing = sample("nothing", "1.jpg", 250);
    Sample other = sample("Q", "1.jpg", 128);
    opinions.look(List.of(nothing, other), model, (d, t) -> {});
    assertThat(opinions.get(nothing)).extracting("read", "agrees").containsExactly("A", false);
    assertThat(opinions.given(nothing)).isEqualTo(0.1f);
    assertThat(opinions.get(other).agrees()).as("neither reaches the threshold").isTrue();
  }

  @Test
  void stoppedItKeepsWhatItHasSeenAndUnreadableOnesAreCounted() throws Exception {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      samples.add(sample("A", i + ".jpg", 250));
    }
    Files.writeString(samples.get(0).file(), "broken");
    assertThatThrownBy(
            () ->
                opinions.look(
                    samples,
                    model,
                    (done, total) -> {
                      assertThat(total).isEqualTo(5);
                      if (done == 3) {
                        throw new CancellationException();
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(opinions.get(samples.get(2))).isNotNull();
    assertThat(opinions.get(samples.get(3))).isNull();
    assertThat(opinions.look(samples, model, (d, t) -> {})).isEqualTo(1);
  }
}
