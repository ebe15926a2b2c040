package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.signcam.cli.Painted.BLUE;
import static org.signcam.cli.Painted.GREEN;
import static org.signcam.cli.Painted.RED;
import static org.signcam.cli.Painted.picture;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();

  @Test
  void aLineOfJsonAPicture() throws IOException {
    Path red = picture(dir.resolve("red.png"), RED);
    Path blue = picture(dir.resolve("blue.png"), BLUE);
    assertThat(door.run("predict", red, blue, "--json")).isZero();
    List<JsonObject> lines = door.json();
    assertThat(lines).hasSize(2);
    JsonObject first = lines.get(0);
    assertThat(first.keySet()).containsExactly("file", "letter", "confidence", "probabilities");
    assertThat(first.get("file").getAsString()).isEqualTo(red.toString());
    assertThat(first.get("letter").getAsString()).isEqualTo("A");
    assertThat(first.getAsJsonObject("probabilities").keySet())
        .containsExactly("A", "B", "nothing");
    double sum =
        first.getAsJsonObject("probabilities").entrySet().stream()
            .mapToDouble(e -> e.getValue().getAsDouble())
            .sum();
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(lines.get(1).get("letter").isJsonNull()).isTrue();
    assertThat(lines.get(1).get("confidence").getAsDouble()).isPositive();
  }

  @Test
  void foldersAreSearchedToTheirBottomInOrder() throws IOException {
    picture(dir.resolve("f/10.png"), RED);
    picture(dir.resolve("f/2.png"), GREEN);
    picture(dir.resolve("f/sub/deep/0.png"), RED);
    picture(dir.resolve("f/.trash/0.png"), RED);
    Files.writeString(dir.resolve("f/notes.txt"), "not a picture");
    assertThat(door.run("predict", dir.resolve("f"))).isZero();
    assertThat(door.out.lines().map(l -> l.substring(0, 1))).containsExactly("B", "A", "A");
  }

  @Test
  void aLinkToAFolderIsThatFolder() throws IOException {
    picture(dir.resolve("f/2.png"), GREEN);
    Path link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("f"));
    assertThat(door.run("predict", link)).isZero();
    assertThat(door.out.lines()).hasSize(1);
  }

  @Test
  void oneUnreadableFileDoesNotStopTheOthers() throws IOException {
    Path empty = Files.createFile(dir.resolve("empty.jpg"));
    Path red = picture(dir.resolve("red.png"), RED);
    Path gone = dir.resolve("gone.mp4");
    Path hollow = Files.createDirectory(dir.resolve("hollow"));
    assertThat(door.run("predict", empty, gone, hollow, red, "--json")).isEqualTo(1);
    assertThat(door.json()).hasSize(1);
    assertThat(door.err.strip().lines()).hasSize(3).allMatch(l -> l.startsWith("signcam: "));
    assertThat(door.err).contains("empty.jpg", "gone.mp4", "hollow");
  }

  @Test
  void theRegionIsLookedAt() throws IOException {
    Path video = Painted.video(dir.resolve("clip.avi"), 5);
    assertThat(door.run("predict", video, "--json")).isZero();
    List<JsonObject> lines = door.json();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(4).get("frame").getAsInt()).isEqualTo(4);
    assertThat(lines.get(4).get("t_ms").getAsDouble()).isPositive();
    assertThat(lines).allMatch(l -> l.get("letter").getAsString().equals("A"));
    Path green = picture(dir.resolve("g.png"), GREEN);
    assertThat(door.run("predict", green, "--region", "0,0,32", "--json")).isZero();
    assertThat(door.json().get(0).get("letter").getAsString()).isEqualTo("B");
  }
}
