package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.signcam.image.Region;

class SampleTest extends StoredSamples {
  @Property(tries = 200)
  void withoutARegionTheLargestSquareInTheMiddleIsSeen(
      @ForAll @IntRange(min = 1, max = 4000) int width,
      @ForAll @IntRange(min = 1, max = 4000) int height) {
    Region square = new Sample(Path.of("x.jpg"), "ann", "A", null).square(width, height);
    assertThat(square.side()).isEqualTo(Math.min(width, height));
    int right = width - square.x() - square.side();
    int below = height - square.y() - square.side();
    assertThat(right - square.x()).isBetween(0, 1);
    assertThat(below - square.y()).isBetween(0, 1);
  }

  @Test
  void aRegionIsSeenAsItIsOrMovedIn() {
    Sample sample = new Sample(Path.of("x.jpg"), "ann", "A", null, new Region(90, -5, 40), null);
    assertThat(sample.square(100, 100)).isEqualTo(new Region(60, 0, 40));
    assertThat(sample.square(200, 100)).isEqualTo(new Region(90, 0, 40));
  }

  @Test
  void aRecordedPictureKnowsItsRegionWithoutTheIndexAndInAnotherLettersFolder() throws IOException {
    Sample sample;
    try (SampleStore store = open()) {
      sample = record(store, "ann", "A", 1).get(0);
    }
    assertThat(Sample.regionIn(sample.file())).isEqualTo(MadePictures.REGION);
    assertThat(sample.digest()).isEqualTo(SampleSet.sha256(Files.readAllBytes(sample.file())));
    Path renamed = sample.file().getParent().resolveSibling("B");
    Files.move(sample.file().getParent(), renamed);
    Path moved = renamed.resolve(sample.file().getFileName());
    assertThat(Sample.regionIn(moved)).isEqualTo(MadePictures.REGION);
    // The index is asked first: without the comment the picture itself knows nothing.
    Files.write(moved, MadePictures.jpeg(90));
    assertThat(Sample.regionIn(moved)).isEqualTo(MadePictures.REGION);
    Files.delete(index(sample));
    assertThat(Sample.regionIn(moved)).isNull();
    Path other = Files.write(dir.resolve("holiday.jpg"), JPEG);
    assertThat(Sample.regionIn(other)).isNull();
  }

  @Test
  void statsCountSessionsAndBurstsAndTheMiddleOfAnEvenNumberIsTheLower() throws IOException {
    try (SampleStore store = open()) {
      record(store, "ann", "A", 3);
      record(store, "ann", "B", 2);
      record(store, "bob", "A", 1);
      SampleStats stats = SampleStats.of(store.set(), n -> {});
      assertThat(stats.signers().get("ann").sessions()).isEqualTo(2);
      assertThat(stats.signers().get("ann").bursts()).isEqualTo(2);
      assertThat(stats.all().sessions()).isEqualTo(3);
      assertThat(stats.all().pictures()).isEqualTo(6);
      assertThat(stats.all().luminance().median()).isBetween(178.0, 182.0);
    }
    Path mixed = dir.resolve("mixed/ann/A");
    Files.createDirectories(mixed);
    for (int grey : new int[] {10, 60, 120, 200}) {
      Files.write(mixed.resolve(grey + ".jpg"), MadePictures.jpeg(grey));
    }
    SampleStats.Range light =
        SampleStats.of(SampleSet.read(dir.resolve("mixed")), n -> {}).all().luminance();
    assertThat(light.median()).isBetween(light.min() + 5, (light.min() + light.max()) / 2);
  }
}
