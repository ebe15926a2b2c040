package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.signcam.camera.CameraException.Trouble;

/** Cameras come back under other numbers, and two of the same make are told apart. */
class CameraFinderTest {
  private static final CameraDevice LEFT = new CameraDevice(0, "Cam", "/dev/video0", "usb-1");
  private static final CameraDevice RIGHT = new CameraDevice(1, "Cam", "/dev/video1", "usb-2");

  private final List<CameraDevice> opened = new ArrayList<>();
  private final List<CameraDevice> there = new ArrayList<>();
  private Function<CameraDevice, FrameSource> webcams =
      device -> {
        opened.add(device);
        return new ScriptedSource(true);
      };

  private CameraDevice open(CameraFinder finder) {
    finder.open(() -> there, webcams).close();
    return opened.get(opened.size() - 1);
  }

  private static CameraDevice at(CameraDevice device, int number) {
    return new CameraDevice(number, device.name(), "/dev/video" + number, device.bus());
  }

  @Test
  void theSameCameraIsFoundUnderAnotherNumber() {
    CameraFinder finder = new CameraFinder("0");
    there.add(LEFT);
    open(finder);
    there.set(0, at(LEFT, 3));
    assertThat(open(finder)).isEqualTo(at(LEFT, 3));
  }

  @Test
  void anotherCameraThatHasItsNumberNowIsNotTaken() {
    CameraFinder finder = new CameraFinder("0");
    there.addAll(List.of(LEFT, RIGHT));
    open(finder);
    there.clear();
    there.add(at(RIGHT, 0)); // both unplugged, the other one is back first
    assertThatThrownBy(() -> open(finder))
        .isInstanceOfSatisfying(
            CameraException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.ABSENT))
        .hasMessageStartingWith("There is no camera 'Cam' any more. Found: 0 (Cam).");
    there.add(at(LEFT, 1));
    assertThat(open(finder)).isEqualTo(at(LEFT, 1));
  }

  @Test
  void aCameraPluggedInElsewhereIsTheSame() {
    CameraFinder finder = new CameraFinder("Cam");
    there.addAll(List.of(LEFT, RIGHT));
    open(finder);
    CameraDevice elsewhere = new CameraDevice(2, "Cam", "/dev/video2", "usb-7");
    there.set(0, elsewhere);
    assertThat(open(finder)).isEqualTo(elsewhere);
  }

  /** Depth, infrared and colour of one device have one name and one plug. */
  @Test
  void ofOneDevicesSeveralTheSameIsTakenAgain() {
    CameraFinder finder = new CameraFinder("4");
    there.addAll(List.of(at(LEFT, 0), at(LEFT, 2), at(LEFT, 4)));
    open(finder);
    assertThat(open(finder)).isEqualTo(at(LEFT, 4));
  }

  @Test
  void whereAnyCameraDoesTheOneThatIsLeftIsTaken() {
    CameraFinder finder = new CameraFinder(null);
    there.addAll(List.of(LEFT, RIGHT));
    assertThat(open(finder)).isEqualTo(LEFT);
    there.remove(LEFT);
    assertThat(open(finder)).isEqualTo(RIGHT);
  }

  @Test
  void whereAnyCameraDoesABusyOneIsPassedOver() {
    webcams =
        device -> {
          if (device.equals(LEFT)) {
            throw new CameraException(Trouble.BUSY, "Taken.");
          }
          opened.add(device);
          return new ScriptedSource(true);
        };
    there.addAll(List.of(LEFT, RIGHT));
    assertThat(open(new CameraFinder(null))).isEqualTo(RIGHT);
    there.remove(RIGHT);
    assertThatThrownBy(() -> open(new CameraFinder(null))).hasMessage("Taken.");
  }

  @Test
  void aNumberThatIsNotListedIsTriedAllTheSame() {
    assertThat(open(new CameraFinder("7")).index()).isEqualTo(7);
    assertThat(open(new CameraFinder(null)).index()).as("any").isZero();
  }
}
