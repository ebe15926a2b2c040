package org.signcam.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
  private static final byte[] TEXT = {1, 2, 3};

  @TempDir Path dir;

  @BeforeEach
  void rights() {
    assumeTrue(
        dir.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this system's files have no rights of that kind");
  }

  private static String of(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void whatIsWrittenIsItsUsersAloneAndSoAreTheFoldersMadeForIt() throws IOException {
    Path file = dir.resolve("a/b/settings.json");
    AtomicFiles.write(file, TEXT);
    assertThat(of(file)).isEqualTo("rw-------");
    assertThat(of(dir.resolve("a/b"))).isEqualTo("rwx------");
    assertThat(of(dir.resolve("a"))).isEqualTo("rwx------");
    AtomicFiles.checkWritable(dir.resolve("c/model.safetensors"));
    assertThat(of(dir.resolve("c"))).isEqualTo("rwx------");
  }

  @Test
  void whatIsExportedHasTheRightsOfAnyNewFile() throws IOException {
    Path file = dir.resolve("out/export.zip");
    AtomicFiles.export(file, TEXT);
    Path any = Files.createFile(Files.createDirectories(dir.resolve("any")).resolve("file"));
    assertThat(of(file)).isEqualTo(of(any));
    assertThat(of(file.getParent())).isEqualTo(of(any.getParent()));
  }

  @Test
  void aReplacedFileKeepsTheRightsThatItsUserGaveIt() throws IOException {
    Path file = Files.createFile(dir.resolve("shared.safetensors"));
    Set<PosixFilePermission> shared = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(file, shared);
    AtomicFiles.write(file, TEXT);
    assertThat(Files.readAllBytes(file)).isEqualTo(TEXT);
    assertThat(of(file)).isEqualTo("rw-r-----");
  }

  @Test
  void foldersThatAreThereAreLeftAsTheyAre() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("shared"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
    AtomicFiles.write(folder.resolve("file"), TEXT);
    assertThat(of(folder)).isEqualTo("rwxrwxr-x");
  }
}
