package org.signcam.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  // FIPS 180-2's example "abc", and of nothing.
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path dir;
  private Path list;

  @BeforeEach
  void build() throws IOException {
    Files.createDirectories(dir.resolve("natives"));
    Files.writeString(dir.resolve("natives/lib a.so"), "abc");
    Files.createFile(dir.resolve("signcam.jar"));
    list =
        Files.writeString(
            dir.resolve(Checksums.FILE),
            ABC + "  natives/lib a.so\n" + NOTHING + " *signcam.jar\n");
  }

  @Test
  void whatIsAsItWasBuiltIsCounted() {
    assertThat(Checksums.check(list)).isEqualTo(2);
  }

  @Test
  void whatIsMissingOrOtherwiseIsNamed() throws IOException {
    Files.writeString(dir.resolve("natives/lib a.so"), "abd");
    assertThatThrownBy(() -> Checksums.check(list))
        .isInstanceOf(UserException.class)
        .hasMessage("1 of 2 files are missing or not what was built: natives/lib a.so.");
    Files.delete(dir.resolve("signcam.jar"));
    assertThatThrownBy(() -> Checksums.check(list)).hasMessageContaining("signcam.jar");
  }

  @Test
  void aListThatIsNoneIsRefused() throws IOException {
    Files.writeString(list, "sums\n");
    assertThatThrownBy(() -> Checksums.check(list)).hasMessageContaining("'sums' is no checksum");
  }

  @Test
  void theProgramsOwnListLiesBesideItsNatives() {
    System.setProperty("signcam.natives", dir.resolve("natives").toString());
    assertThat(Checksums.ofProgram()).isEqualTo(list.toAbsolutePath());
    System.setProperty("signcam.natives", dir.resolve("elsewhere/natives").toString());
    assertThat(Checksums.ofProgram()).isNull();
    System.clearProperty("signcam.natives");
    assertThat(Checksums.ofProgram()).isNull();
  }
}
