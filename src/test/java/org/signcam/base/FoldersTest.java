package org.signcam.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FoldersTest {
  @Test
  void settingsAndCacheLieInTheirOwnPlacesUnderOurName() {
    assertThat(Folders.config().toString()).contains("signcam");
    assertThat(Folders.cache().toString()).contains("signcam");
    assertThat(Folders.config()).isAbsolute().isNotEqualTo(Folders.cache());
  }

  @Test
  void aPropertyPutsThemElsewhere() {
    System.setProperty("signcam.config", "elsewhere");
    try {
      assertThat(Folders.config()).isEqualTo(Path.of("elsewhere"));
    } finally {
      System.clearProperty("signcam.config");
    }
  }
}
