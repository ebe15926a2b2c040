package org.signcam.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
  private static final String FOLDER = "signcam.natives";

  @TempDir Path folder;

  private final String before = System.getProperty(FOLDER);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(FOLDER);
    } else {
      System.setProperty(FOLDER, before);
    }
  }

  @Test
  void whatWasNotUnpackedIsLeftToItsJar() {
    System.clearProperty(FOLDER);
    assertThat(Natives.load("hand")).isFalse();
    System.setProperty(FOLDER, folder.toString());
    assertThat(Natives.load("hand")).isFalse();
  }

  @Test
  void aLibraryThatIsNoneForThisSystemIsLeftToItsJar() throws IOException {
    System.setProperty(FOLDER, folder.toString());
    Path file = Files.writeString(folder.resolve(System.mapLibraryName("hand")), "not a library");
    assertThat(Natives.file("hand")).isEqualTo(file.toAbsolutePath());
    assertThat(Natives.load("hand")).isFalse();
  }
}
