package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.samples.Sample;

class ExampleTest {
  private static final List<String> LABELS = List.of("A", "B", "K", "L", "nothing");

  @TempDir private Path folder;

  private static Sample sample(String signer, String label, int number) {
    Path file = Path.of(signer, label, number + ".jpg");
    return new Sample(file, signer, label, null);
  }

  /** One signer has many pictures, of A above all. */
  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (String label : LABELS) {
      for (int i = 0; i < (label.equals("A") ? 64 : 4); i++) {
        samples.add(sample("many", label, i));
      }
      samples.add(sample("few", label, 0));
    }
    return samples;
  }

  private Landmarks landmarksOf(String file) throws Exception {
    Path csv = folder.resolve("landmarks.csv");
    Files.writeString(csv, "header\n" + file + ",1,0" + ",0.5".repeat(63) + "\n");
    return Landmarks.read(List.of(csv));
  }

  @Test
  void lettersAreDrawnAlikeAndWhatIsRejectedByItsFaces() {
    List<Example> examples = Example.of(samples(), LABELS, Landmarks.read(List.of()));
    double[] weights = Example.weights(examples, LABELS.size(), 2);
    double[] perLabel = new double[LABELS.size()];
    for (int i = 0; i < weights.length; i++) {
      perLabel[examples.get(i).label()] += weights[i];
    }
    assertThat(perLabel[1]).isCloseTo(perLabel[0], within(1e-9));
    assertThat(perLabel[2]).isCloseTo(perLabel[3], within(1e-9));
    assertThat(perLabel[2] + perLabel[3]).as("others").isCloseTo(2 * perLabel[0], within(1e-9));
    assertThat(perLabel[4]).as("nothing").isCloseTo(1.5 * perLabel[0], within(1e-9));
  }

  @Test
  void aSignerWithMorePicturesCountsMoreButNotAsMuchMore() {
    List<Example> examples = Example.of(samples(), LABELS, Landmarks.read(List.of()));
    double[] weights = Example.weights(examples, LABELS.size(), 2);
    double many = 0;
    double few = 0;
    for (int i = 0; i < weights.length; i++) {
      if (examples.get(i).label() == 0) {
        many += examples.get(i).sample().signer().equals("many") ? weights[i] : 0;
        few += examples.get(i).sample().signer().equals("few") ? weights[i] : 0;
      }
    }
    assertThat(many / few).isBetween(2.0, 10.0); // 64 pictures against one
  }

  @Test
  void renderedSignersMakeUpAQuarterHoweverManyBesidePhotographsAndAllWithoutThem() {
    List<Sample> samples = new ArrayList<>(samples());
    for (int i = 0; i < 100; i++) {
      samples.add(sample("drawn-1-%04d".formatted(i), "A", 0));
      samples.add(sample("drawn-1-%04d".formatted(i), "C", 0));
    }
    List<String> labels = List.of("A", "B", "C", "K", "L", "nothing");
    List<Example> examples = Example.of(samples, labels, Landmarks.read(List.of()));
    double[] weights = Example.weights(examples, labels.size(), 3);
    double[] rendered = new double[labels.size()];
    double[] all = new double[labels.size()];
    for (int i = 0; i < weights.length; i++) {
      int label = examples.get(i).label();
      all[label] += weights[i];
      rendered[label] += examples.get(i).sample().signer().startsWith("drawn-") ? weights[i] : 0;
    }
    assertThat(rendered[0] / all[0]).isCloseTo(0.25, within(1e-9));
    assertThat(rendered[2] / all[2]).as("only rendered").isCloseTo(1, within(1e-9));
    assertThat(all[0]).isCloseTo(all[1], within(1e-9)).isCloseTo(all[2], within(1e-9));
  }

  @Test
  void handsWithoutLabelAreLeftOutWhereTheirPointsAreUnknown() throws Exception {
    List<Sample> hands = List.of(sample("s", "rock", 1), sample("s", "rock", 2));
    List<Example> found = Example.unlabelled(hands, landmarksOf("s/rock/2.jpg"));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).label()).isEqualTo(Example.NONE);
    assertThat(found.get(0).points()).hasSize(63).containsOnly(0.5f);
  }

  @Test
  void samplesOfOtherLabelsAreLeftOut() {
    assertThat(Example.of(samples(), List.of("A"), Landmarks.read(List.of()))).hasSize(65);
  }
}
