package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFilesTest {
  @TempDir Path dir;

  /** A recorded picture's name counts on within its burst; any other gets a number. */
  @ParameterizedTest
  @CsvSource({
    "hand.jpg,hand-2.jpg,hand-3.jpg",
    "a.b.png,a.b-2.png,a.b-3.png",
    "hand,hand-2,hand-3",
    ".hidden,.hidden-2,.hidden-3",
    "x.,x-2.,x-3.",
    "20261122T143001-b002-0007.jpg,20261122T143001-b002-0008.jpg,20261122T143001-b002-0009.jpg"
  })
  void aNameThatIsTakenIsFollowedByTheNextThatIsFree(String first, String second, String third)
      throws IOException {
    Path wanted = dir.resolve(first);
    assertThat(StoreFiles.free(wanted)).isEqualTo(wanted);
    Files.createFile(wanted);
    assertThat(StoreFiles.free(wanted)).isEqualTo(dir.resolve(second));
    Files.createFile(dir.resolve(second));
    assertThat(StoreFiles.free(wanted)).isEqualTo(dir.resolve(third));
    Files.createSymbolicLink(dir.resolve(third), dir.resolve("nowhere"));
    assertThat(StoreFiles.free(wanted)).isNotEqualTo(dir.resolve(third)).doesNotExist();
  }
}
