package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.FaultyFiles;
import org.signcam.base.UserException;
import org.signcam.image.Region;
import org.signcam.record.Fault;
import org.signcam.ui.SettingsFile.Loaded;
import org.signcam.ui.practice.PracticeSettings;
import org.signcam.ui.record.RecordSettings;

/** Settings survive a disk that fails, and the program any settings. */
class SettingsDamageTest {
  private static final Settings MINE =
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

  private static final String LIKELY = "0-9eE.\"{}[],:nNaf";

  @TempDir Path folder;

  @AfterAll
  static void count() {
    System.out.println("disk faults injected into settings: " + FaultyFiles.injected());
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheDiskDoesTheOldSettingsOrTheNewOnesAreThere(FaultyFiles.Fault fault) {
    FaultyFiles disk = new FaultyFiles();
    save(disk, folder.resolve("healthy"), Integer.MAX_VALUE, fault);
    for (int n : disk.telling(fault)) {
      Path file = save(disk, folder.resolve("at-" + n), n, fault);
      Loaded loaded = new SettingsFile(file).load();
      assertThat(loaded.notice()).as("%s at %d", fault, n).isNull();
      assertThat(loaded.settings()).as("%s at %d", fault, n).isIn(Settings.defaults(), MINE);
    }
  }

  private static Path save(FaultyFiles disk, Path folder, int n, FaultyFiles.Fault fault) {
    Path file = folder.resolve("window.json");
    new SettingsFile(file).save(Settings.defaults());
    disk.failAt(n, fault);
    try {
      new SettingsFile(disk.on(file)).save(MINE);
    } catch (UserException e) {
      assertThat(e.getMessage()).startsWith("Cannot write ").contains("window.json");
    } finally {
      disk.heal();
    }
    return file;
  }

  @Test
  void whateverIsChangedInTheFileTheProgramStartsAndCanSaveAgain() throws IOException {
    Path path = folder.resolve("window.json");
    SettingsFile file = new SettingsFile(path);
    file.save(MINE);
    byte[] whole = Files.readAllBytes(path);
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) LIKELY.charAt(random.nextInt(LIKELY.length()));
      }
      Files.write(path, damaged);
      Loaded loaded = file.load();
      refused += loaded.notice() == null ? 0 : 1;
      if (loaded.notice() != null) {
        assertThat(folder.resolve("window.damaged.json")).hasBinaryContent(damaged);
      }
      file.save(loaded.settings());
      assertThat(file.load()).isEqualTo(new Loaded(loaded.settings(), null));
    }
    assertThat(refused).isPositive();
    System.out.printf("300 damaged settings files: %d refused, the others read%n", refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"record\":{\"signer\":\"\",\"rate\":NaN,\"count\":1,\"countdown\":true,\"skip\":[]}}",
        "{\"snapshot_folder\":\"a\\u0000b\"}",
        "{\"theme\":null}",
        "{\"regions\":{\"640x480\":[1,2,3e99]}}",
        "{\"window\":[1,2,3,\"x\"]}"
      })
  void valuesThatCannotBeAreDamage(String json) throws IOException {
    Path path = Files.writeString(folder.resolve("window.json"), json);
    Loaded loaded = new SettingsFile(path).load();
    assertThat(loaded.settings()).isEqualTo(Settings.defaults());
    assertThat(loaded.notice()).contains("damaged");
  }

  @Test
  void deepNestingIsDamage() throws IOException {
    Path path = Files.writeString(folder.resolve("window.json"), "[".repeat(500_000));
    assertThat(new SettingsFile(path).load().notice()).contains("damaged");
  }

  @Test
  void theyAreTheUsersAlone() throws IOException {
    Path path = folder.resolve("config/window.json");
    new SettingsFile(path).save(MINE);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
          .isEqualTo("rwx------");
    }
  }
}
