package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private String home;

  @BeforeEach
  void elsewhere() {
    home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
  }

  @AfterEach
  void back() {
    if (home == null) {
      System.clearProperty("signcam.home");
    } else {
      System.setProperty("signcam.home", home);
    }
  }

  @Test
  void noModelsIsSaidAndIsNoFailure() {
    assertThat(door.run("models", "list")).isZero();
    assertThat(door.out).isEmpty();
    assertThat(door.err).contains("There are no models in");
  }

  @Test
  void whatIsNoModelIsSaidBesideTheList() throws Exception {
    Path models = Files.createDirectories(dir.resolve("models"));
    Files.writeString(models.resolve("x.safetensors"), "no");
    assertThat(door.run("models", "list")).isZero();
    assertThat(door.out).startsWith("NAME");
    assertThat(door.err).contains("signcam: ").contains("x.safetensors");
    assertThat(door.run("models", "show", "x")).isEqualTo(1);
    assertThat(door.err).contains("x.safetensors");
    assertThat(door.run("models", "show", "y")).isEqualTo(1);
    assertThat(door.run("models", "show")).isEqualTo(1);
  }
}
