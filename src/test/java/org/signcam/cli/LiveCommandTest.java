package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();

  @Test
  void readsEveryFrameOfAFileInOrderAndEndsWithASummary() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 12);
    assertThat(door.run("live", "--headless", "--camera", clip, "--json")).isZero();
    List<JsonObject> lines = door.json();
    assertThat(lines).hasSize(13);
    for (int i = 0; i < 12; i++) {
      JsonObject line = lines.get(i);
      assertThat(line.keySet()).containsExactly("frame", "t_ms", "letter", "raw", "confidence");
      assertThat(line.get("frame").getAsInt()).isEqualTo(i);
      assertThat(line.get("t_ms").getAsDouble()).isEqualTo(i * 100.0);
      assertThat(line.get("letter").getAsString()).isEqualTo("A");
    }
    JsonObject summary = lines.get(12).getAsJsonObject("summary");
    assertThat(summary.keySet()).containsExactly("frames", "dropped", "fps", "latency_ms", "text");
    assertThat(summary.get("frames").getAsInt()).isEqualTo(12);
    assertThat(summary.get("dropped").getAsInt()).isZero();
    assertThat(summary.get("text").getAsString()).as("held for 1.1 s").isEqualTo("A");
    assertThat(summary.getAsJsonObject("latency_ms").keySet()).containsExactly("p50", "p95", "p99");
  }

  @Test
  void saysWhatWasSpelledIfAnythingWas() throws IOException {
    Path clip = Painted.video(dir.resolve("clip.avi"), 12);
    assertThat(door.run("live", "--headless", "--camera", clip)).isZero();
    assertThat(door.out).endsWith("\nSpelled: A\n");
    Path blue = Painted.picture(dir.resolve("blue.png"), Painted.BLUE);
    assertThat(door.run("live", "--headless", "--camera", blue)).isZero();
    assertThat(door.out).doesNotContain("Spelled");
  }

  @Test
  void looksAtTheRegionItIsTold() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 3);
    assertThat(door.run("live", "--headless", "--camera", clip, "--region", "0,0,32", "--json"))
        .isZero();
    // The clip's corner is green above and left of a red square: mostly green, read as B.
    assertThat(door.json().get(0).get("raw").getAsString()).isEqualTo("B");
  }

  @Test
  void aRejectedFrameHasNullLetters() throws IOException {
    Path blue = Painted.picture(dir.resolve("blue.png"), Painted.BLUE);
    assertThat(door.run("live", "--headless", "--camera", blue, "--json")).isZero();
    JsonObject line = door.json().get(0);
    assertThat(line.get("letter").isJsonNull()).isTrue();
    assertThat(line.get("raw").isJsonNull()).isTrue();
    assertThat(line.get("confidence").getAsDouble()).isPositive();
  }

  @Test
  void playsAFileLikeACamera() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 5);
    long start = System.nanoTime();
    assertThat(door.run("live", "--headless", "--camera", clip, "--json", "--realtime")).isZero();
    assertThat((System.nanoTime() - start) / 1e6).as("ms, 4 gaps of 100").isGreaterThan(350);
    List<JsonObject> lines = door.json();
    assertThat(lines.get(lines.size() - 1).getAsJsonObject("summary").get("frames").getAsInt())
        .isEqualTo(5);
  }

  @Test
  void stopsAfterSoMuchOfALoopedFile() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 5);
    assertThat(
            door.run(
                "live", "--headless", "--camera", clip, "--loop", "--seconds", "1.2", "--json"))
        .isZero();
    assertThat(door.json()).hasSize(13); // 12 frames of 100 ms and the summary
  }

  @Test
  void aMissingCameraOrFileIsOneSentence() {
    for (String camera : List.of("93", "no-such.mp4", "no such camera")) {
      assertThat(door.run("live", "--headless", "--camera", camera)).isEqualTo(1);
      assertThat(door.err).startsWith("signcam: ").doesNotContain("\tat ");
      assertThat(door.out).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoVideoIsOneSentence() throws IOException {
    Path text = Files.writeString(dir.resolve("notes.mp4"), "not a video");
    assertThat(door.run("live", "--headless", "--camera", text)).isEqualTo(1);
    assertThat(door.err).contains("notes.mp4").doesNotContain("\tat ");
  }

  @Test
  void wrongCommandLinesExitWithTwo() {
    assertThat(door.run("live", "--headless", "--region", "1,2")).isEqualTo(2);
    assertThat(door.run("live", "--headless", "--device", "quantum")).isEqualTo(2);
    assertThat(door.run("live", "--headless", "--seconds", "0")).isEqualTo(2);
    assertThat(door.run("live", "--json")).isEqualTo(2);
    assertThat(door.run("live", "--no-such-option")).isEqualTo(2);
  }

  @Test
  void aRegionThatDoesNotFitTheFrameIsRefused() {
    Path clip = Painted.video(dir.resolve("clip.avi"), 3);
    assertThat(door.run("live", "--headless", "--camera", clip, "--region", "900,900,40"))
        .isEqualTo(1);
    assertThat(door.err).contains("does not fit the 64×48 frame");
  }
}
