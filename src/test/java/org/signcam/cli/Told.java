package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a command may leave on a disk that fails, and what it must say. */
final class Told {
  private Told() {}

  /** Zero, or one and a sentence that says what the disk said. */
  static void assertTold(Door door, String what, int code) {
    assertThat(code).as("%s: %s", what, door.err).isIn(0, 1);
    if (code == 1) {
      List<String> said = door.err.lines().filter(line -> line.startsWith("signcam: ")).toList();
      assertThat(said).as("%s: %s", what, door.err).hasSize(1);
      assertThat(door.err).as(what).doesNotContain("\tat ").doesNotContain("Exception");
      assertThat(said.get(0))
          .as(what)
          .containsAnyOf(
              "Input/output error",
              "killed",
              "cut short",
              "No space left on device",
              "Read-only file system");
    }
  }

  /** Files that were begun and not finished. */
  static List<Path> unfinished(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }
}
