package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;

class LinuxCamerasTest {
  @TempDir Path root;
  private LinuxCameras cameras;

  @BeforeEach
  void system() throws IOException {
    camera(10, "Second Camera");
    camera(2, "HD Webcam");
    Files.createDirectories(root.resolve("sys/video7")); // its device file is gone
    cameras = new LinuxCameras(root.resolve("sys"), root.resolve("dev"), root.resolve("proc"));
  }

  private void camera(int index, String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve("sys/video" + index));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.createDirectories(root.resolve("dev"));
    Files.createFile(root.resolve("dev/video" + index));
  }

  @Test
  void camerasAreListedByNumberWithTheirNames() {
    assertThat(cameras.list())
        .containsExactly(
            new CameraDevice(2, "HD Webcam", cameras.device(2).toString(), ""),
            new CameraDevice(10, "Second Camera", cameras.device(10).toString(), ""));
  }

  @Test
  void aSystemWithoutCamerasHasNone() {
    Path none = root.resolve("none");
    assertThat(new LinuxCameras(none, none, none).list()).isEmpty();
  }

  @Test
  void aMissingCameraNamesThoseFound() {
    assertThatThrownBy(() -> cameras.check(0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no camera 0")
        .hasMessageContaining("2 (HD Webcam), 10 (Second Camera)");
  }

  @Test
  void aForbiddenCameraNamesTheGroup() {
    Path device = cameras.device(2);
    assertThat(device.toFile().setReadable(false)).isTrue();
    Assumptions.assumeFalse(Files.isReadable(device), "skipped: root may read everything");
    assertThatThrownBy(() -> cameras.check(2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Permission denied")
        .hasMessageContaining("'video'");
  }

  @Test
  void theProgramThatHoldsABusyCameraIsNamed() throws IOException {
    assertThat(cameras.refusal(2)).contains("most likely another program");
    Path handles = Files.createDirectories(root.resolve("proc/999999999/fd"));
    Files.writeString(handles.resolveSibling("comm"), "zoom\n");
    Files.createSymbolicLink(handles.resolve("5"), cameras.device(2));
    assertThat(cameras.refusal(2)).contains("busy").contains("zoom");
  }

  @Test
  void aCameraIsFoundByItsNameOrAPartThatOnlyOneHas() {
    List<CameraDevice> found = cameras.list();
    assertThat(Cameras.byName("hd webcam", found).index()).isEqualTo(2);
    assertThat(Cameras.byName("second", found).index()).isEqualTo(10);
    assertThatThrownBy(() -> Cameras.byName("e", found))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("More than one");
    assertThatThrownBy(() -> Cameras.byName("Logitech", found))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no camera 'Logitech'")
        .hasMessageContaining("HD Webcam");
  }
}
