package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a command leaves on the disk is its user's alone, but for an export. */
class OwnFilesTest extends PaintedTraining {
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void areTheUsersAlone(Path folder, int least) throws IOException {
    List<Path> all = below(folder);
    assertThat(all).hasSizeGreaterThan(least);
    for (Path file : all) {
      assertThat(rights(file))
          .as(file.toString())
          .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
    }
  }

  @Test
  void recordingsModelsRunsReportsAndCachesAreTheUsersAlone() throws IOException {
    assumeTrue(
        dir.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this system's files have no rights of that kind");
    Path recorded = dir.resolve("recorded");
    Path clip = Painted.video(dir.resolve("clip.avi"), 6);
    Object[] record = {
      "record",
      "--headless",
      "--signer",
      "ann",
      "--letter",
      "A",
      "--camera",
      clip,
      "--samples",
      recorded,
      "--count",
      "3"
    };
    assertThat(door.run(record)).as(door.err).isZero();
    areTheUsersAlone(recorded, 6); // with index, lock and folders

    out = dir.resolve("models/m.safetensors");
    Object[] small = {"--recipe", "lab-cnn", "--size", "32", "--epochs", "1", "--validation", "cy"};
    assertThat(train(small)).as(door.err).isZero();
    Path first = out;
    out = dir.resolve("models/head.safetensors");
    Object[] head = {
      "--weights",
      first,
      "--recipe",
      "head",
      "--labels",
      "A,B",
      "--validation",
      "cy",
      "--epochs",
      "1",
      "--checkpoint-seconds",
      "0"
    };
    Files.write(out, new byte[] {1, 2, 3}); // to be kept as the previous one
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-------"));
    assertThat(start(head)).as(door.err).isZero();
    areTheUsersAlone(dir.resolve("models"), 9);
    areTheUsersAlone(dir.resolve("cache"), 2);

    Path report = dir.resolve("report");
    assertThat(door.run("evaluate", "--samples", samples, "--report", report)).isZero();
    areTheUsersAlone(report, 3);

    Path any = Files.createFile(dir.resolve("any"));
    Path copy = dir.resolve("copy.safetensors");
    Path zip = dir.resolve("samples.zip");
    assertThat(door.run("models", "export", first, copy)).isZero();
    assertThat(door.run("samples", "export", zip, "--samples", samples)).isZero();
    assertThat(rights(copy)).as("an export").isEqualTo(rights(any));
    assertThat(rights(zip)).as("an export").isEqualTo(rights(any));
  }
}
