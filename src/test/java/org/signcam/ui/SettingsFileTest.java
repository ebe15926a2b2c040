package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.image.Region;
import org.signcam.record.Fault;
import org.signcam.ui.practice.PracticeSettings;
import org.signcam.ui.record.RecordSettings;

class SettingsFileTest {
  @TempDir Path folder;

  @Test
  void whatIsSavedIsLoaded() {
    Settings settings =
        new Settings(
            Theme.DARK,
            true,
            false,
            new Rectangle(10, 20, 900, 700),
            true,
            Map.of("640x480", new Region(1, 2, 300)),
            "/pictures",
            "record",
            new RecordSettings("Ana", 10, 30, true, Set.of(Fault.DARK, Fault.NO_HAND)),
            new ReferenceSettings(true, "C", true),
            new PracticeSettings(true, true));
    SettingsFile file = new SettingsFile(folder.resolve("new/window.json"));
    file.save(settings);
    assertThat(file.load()).isEqualTo(new SettingsFile.Loaded(settings, null));
  }

  @Test
  void withoutAFileTheDefaultsAreUsedInSilence() {
    assertThat(new SettingsFile(folder.resolve("window.json")).load())
        .isEqualTo(new SettingsFile.Loaded(Settings.defaults(), null));
  }

  @Test
  void whatAFileOfAnotherVersionDoesNotSayIsAsByDefault() throws Exception {
    Path path = folder.resolve("window.json");
    Files.writeString(path, "{\"reference\":{\"shown\":\"?\",\"new\":1},\"practice\":{}}");
    assertThat(new SettingsFile(path).load())
        .isEqualTo(new SettingsFile.Loaded(Settings.defaults(), null));
  }

  @Test
  void aDamagedFileIsSetAsideAndSaidSo() throws Exception {
    Path path = folder.resolve("window.json");
    for (String damage :
        new String[] {
          "{\"theme\":",
          "",
          "[]",
          "{\"window\":[1,2]}",
          "{\"record\":{}}",
          "{\"practice\":1}",
          "\0\0\0"
        }) {
      Files.writeString(path, damage);
      SettingsFile.Loaded loaded = new SettingsFile(path).load();
      assertThat(loaded.settings()).isEqualTo(Settings.defaults());
      assertThat(loaded.notice()).contains("damaged", "window.damaged.json");
      assertThat(path).doesNotExist();
      assertThat(folder.resolve("window.damaged.json")).hasContent(damage);
    }
  }

  @Test
  void snapshotsGetANameOfTheirOwnAndAreWholePngs() throws Exception {
    LocalDateTime time = LocalDateTime.of(2026, 1, 31, 12, 0, 5);
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    Path first = Snapshots.freeName(folder, time, "A");
    Snapshots.write(image, first);
    Path second = Snapshots.freeName(folder, time, "A");
    assertThat(first.getFileName()).hasToString("signcam-2026-01-31-120005-A.png");
    assertThat(second.getFileName()).hasToString("signcam-2026-01-31-120005-A-2.png");
    assertThat(ImageIO.read(first.toFile()).getWidth()).isEqualTo(30);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsASentence() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    assertThatThrownBy(() -> Snapshots.write(image, file.resolve("snapshot.png")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot write");
  }
}
