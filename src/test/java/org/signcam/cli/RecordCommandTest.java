package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;

@Timeout(60)
class RecordCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();

  private int record(Path clip, Object... more) {
    Object[] args = {
      "record",
      "--headless",
      "--signer",
      "Ana",
      "--letter",
      "A",
      "--camera",
      clip,
      "--samples",
      samples()
    };
    Object[] all = new Object[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return door.run(all);
  }

  private Path samples() {
    return dir.resolve("samples");
  }

  private List<Sample> stored() {
    try (SampleStore store = SampleStore.open(samples())) {
      assertThat(store.notices()).isEmpty();
      return store.set().samples();
    }
  }

  @Test
  void recordsAsManyAsAskedForAndALineForEach() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 20);
    assertThat(record(clip, "--count", "5", "--json")).isZero();
    List<JsonObject> lines = door.json();
    assertThat(lines).hasSize(6);
    for (int i = 0; i < 5; i++) {
      JsonObject line = lines.get(i);
      assertThat(line.keySet()).containsExactly("file", "letter", "burst", "kept", "faults");
      assertThat(line.get("kept").getAsInt()).isEqualTo(i + 1);
      assertThat(Path.of(line.get("file").getAsString())).isRegularFile();
    }
    JsonObject summary = lines.get(5).getAsJsonObject("summary");
    assertThat(summary.get("kept").getAsInt()).isEqualTo(5);
    assertThat(summary.get("complete").getAsBoolean()).isTrue();
    List<Sample> samples = stored();
    assertThat(samples).hasSize(5).allMatch(s -> s.signer().equals("Ana"));
    assertThat(samples.stream().map(Sample::burst).distinct()).hasSize(1);
    assertThat(samples.get(0).region()).hasToString("8,8,32");
  }

  @Test
  void aSmallLetterIsMeantAsTheCapital() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 4);
    assertThat(record(clip, "--count", "1")).isZero();
    int code =
        door.run(
            "record",
            "--headless",
            "--signer",
            "Ana",
            "--letter",
            "a",
            "--camera",
            clip,
            "--samples",
            samples(),
            "--count",
            "1");
    assertThat(code).as(door.err).isZero();
    assertThat(stored()).hasSize(2).allMatch(s -> s.label().equals("A"));
  }

  @Test
  void aFileThatEndsTooSoonIsSaidAndWhatThereWasIsKept() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 4);
    assertThat(record(clip, "--count", "9")).isEqualTo(1);
    assertThat(door.err).contains("after 4 of 9 pictures, which are saved", "--loop");
    assertThat(stored()).hasSize(4);
    assertThat(record(clip, "--count", "9", "--loop")).isZero();
    assertThat(stored()).hasSize(13);
  }

  @Test
  void withoutACountTheWholeFileIsRecordedAtTheRate() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 12); // 10 a second
    assertThat(record(clip, "--count", "0", "--rate", "5")).isZero();
    assertThat(stored()).hasSize(6);
    assertThat(door.out).endsWith("pictures kept, 0 not\n");
  }

  @Test
  void picturesLikeTheOneBeforeAreNotKeptIfSaid() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 8);
    assertThat(record(clip, "--count", "0", "--skip", "duplicate", "--json")).isZero();
    assertThat(stored()).hasSize(1);
    assertThat(door.json().get(1).get("file").isJsonNull()).isTrue();
    assertThat(door.json().get(1).get("faults").toString()).contains("duplicate");
  }

  @Test
  void theModelSeesWhetherThereIsAHand() throws IOException {
    Path blue = Painted.picture(dir.resolve("blue.png"), Painted.BLUE); // what it rejects
    assertThat(record(blue, "--count", "3", "--loop", "--model", "fake", "--json")).isZero();
    assertThat(door.json().get(2).get("faults").toString()).contains("no-hand");
  }

  @Test
  void mistakesAreOneSentence() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 2);
    assertThat(record(clip, "--region", "900,900,40")).isEqualTo(1);
    assertThat(door.err).contains("does not fit the 64×48 frame");
    assertThat(record(dir.resolve("none.mp4"))).isEqualTo(1);
    assertThat(door.err).contains("none.mp4").doesNotContain("\tat ");
    assertThat(record(clip, "--signer", "..")).isNotZero();
    assertThat(door.err).doesNotContain("\tat ");
    assertThat(door.run("record", "--headless", "--letter", "A")).isEqualTo(2);
    assertThat(door.err).contains("--signer");
    assertThat(record(clip, "--count", "-1")).isEqualTo(2);
    assertThat(record(clip, "--rate", "0")).isEqualTo(2);
    assertThat(record(clip, "--skip", "ugly")).isEqualTo(2);
    assertThat(door.err).contains("no-hand");
    assertThat(door.run("record", "--json")).isEqualTo(2);
    assertThat(stored()).isEmpty();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsASentence() throws IOException {
    Path clip = Painted.video(dir.resolve("clip.avi"), 5);
    Files.createFile(samples());
    assertThat(record(clip, "--count", "1")).isEqualTo(1);
    assertThat(door.err).startsWith("signcam: ").doesNotContain("\tat ");
  }

  @Test
  void whatIsSavedIsNotMirrored() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 5);
    assertThat(record(clip, "--count", "1", "--region", "16,0,32")).isZero();
    var bgr = org.signcam.image.Pictures.read(stored().get(0).file()); // x from 8 to 56
    assertThat(bgr.get(20, 2)[1]).as("green at the left").isGreaterThan(200);
    assertThat(bgr.get(20, bgr.cols() - 3)[2]).as("red at the right").isGreaterThan(200);
    bgr.release();
    assertThat(SampleSet.read(samples()).labels()).containsExactly("A");
  }
}
