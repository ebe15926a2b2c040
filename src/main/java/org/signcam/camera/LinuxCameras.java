package org.signcam.camera;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.signcam.camera.CameraException.Trouble;

/** What Linux says about cameras: their names, whether they may be opened, who holds them. */
final class LinuxCameras {
  private final Path sys; // one folder a camera, videoN, with a file "name"
  private final Path dev; // device files videoN
  private final Path proc; // one folder a process, with links to its open files

  LinuxCameras() {
    this(Path.of("/sys/class/video4linux"), Path.of("/dev"), Path.of("/proc"));
  }

  LinuxCameras(Path sys, Path dev, Path proc) {
    this.sys = sys;
    this.dev = dev;
    this.proc = proc;
  }

  Path device(int index) {
    return dev.resolve("video" + index);
  }

  /** The devices that give pictures, by number. */
  List<CameraDevice> list() {
    List<CameraDevice> cameras = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(sys, "video[0-9]*")) {
      for (Path folder : folders) {
        int index = Integer.parseInt(folder.getFileName().toString().substring("video".length()));
        Path device = device(index);
        if (Files.exists(device) && V4l2.capturesVideo(device)) {
          String name = Files.readString(folder.resolve("name")).strip();
          cameras.add(new CameraDevice(index, name, device.toString(), V4l2.bus(device)));
        }
      }
    } catch (IOException e) {
      return cameras; // no such folder: no driver, no camera
    }
    cameras.sort(Comparator.comparingInt(CameraDevice::index));
    return cameras;
  }

  /**
   * Tells a missing camera from one that may not be opened, before OpenCV is asked.
   *
   * @throws CameraException when it is either
   */
  void check(int index) {
    Path device = device(index);
    if (!Files.exists(device)) {
      throw new CameraException(
          Trouble.ABSENT, Cameras.noSuchCamera(Integer.toString(index), list()));
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      throw new CameraException(
          Trouble.FORBIDDEN,
          "Permission denied: %s may not be opened by you. Join the group 'video' (sudo usermod -aG video $USER), then log out and in again."
              .formatted(device));
    }
  }

  /** Why a camera that is there did not open, as far as can be seen from here. */
  String refusal(int index) {
    Path device = device(index);
    if (!V4l2.capturesVideo(device)) {
      return "%s is not a camera: it gives no pictures. %s"
          .formatted(device, Cameras.choices(list()));
    }
    String holder = holder(device);
    return holder == null
        ? "Camera %d (%s) is there but gave no picture: most likely another program is using it. Close that program, or unplug the camera and plug it in again."
            .formatted(index, device)
        : "Camera %d (%s) is busy: %s is using it. Close that program."
            .formatted(index, device, holder);
  }

  /** The name of another process of this user that has the device open, or null. */
  private String holder(Path device) {
    String self = Long.toString(ProcessHandle.current().pid());
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (!process.getFileName().toString().equals(self) && hasOpen(process, device)) {
          return Files.readString(process.resolve("comm")).strip();
        }
      }
    } catch (IOException e) {
      return null; // a process that ended just now; the answer is a help, not a promise
    }
    return null;
  }

  private static boolean hasOpen(Path process, Path device) {
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path handle : handles) {
        if (Files.isSymbolicLink(handle) && Files.readSymbolicLink(handle).equals(device)) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // another user's, or gone
    }
    return false;
  }
}
