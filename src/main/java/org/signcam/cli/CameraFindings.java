package org.signcam.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.camera.CameraDevice;
import org.signcam.camera.Cameras;

/** What the doctor says of the cameras: each is opened and asked for a picture. */
final class CameraFindings {
  private static final int PATIENCE_SECONDS = 15;

  private CameraFindings() {}

  /**
   * Looks at them.
   *
   * @param opener opens one and tells what it gave
   */
  static List<Finding> examine(
      Supplier<List<CameraDevice>> lister, Function<CameraDevice, String> opener) {
    List<CameraDevice> cameras;
    try {
      cameras = lister.get();
    } catch (RuntimeException | LinkageError e) {
      return List.of(
          Finding.problem("cameras", "cannot be listed: " + e, "Read a file: live --camera FILE."));
    }
    if (cameras.isEmpty()) {
      return List.of(
          Finding.fatal(
              "cameras",
              "none found",
              "Plug one in, or read a file: live --camera FILE. A container or virtual machine"
                  + " must be given the device."));
    }
    List<Finding> findings = new ArrayList<>();
    int open = 0;
    for (CameraDevice camera : cameras) {
      String value = (camera.index() + " " + camera.name() + " " + camera.path()).strip();
      List<String> formats = Cameras.formats(camera);
      String offers = formats.isEmpty() ? "" : "; offers " + String.join(", ", formats);
      try {
        findings.add(Finding.ok("camera", value + ": " + patiently(opener, camera) + offers));
        open++;
      } catch (UserException e) {
        findings.add(Finding.problem("camera", value + ": does not open" + offers, e.getMessage()));
      }
    }
    if (open == 0) {
      findings.add(
          Finding.fatal(
              "cameras",
              "none opens",
              "See each above; a file is read without: live --camera FILE."));
    }
    return findings;
  }

  /** A driver may never return. */
  private static String patiently(Function<CameraDevice, String> opener, CameraDevice camera) {
    CompletableFuture<String> opened = CompletableFuture.supplyAsync(() -> opener.apply(camera));
    try {
      return opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UserException sentence
          ? sentence
          : new UserException("It failed (" + e.getCause() + "); unplug it and plug it in again.");
    } catch (TimeoutException e) {
      throw new UserException("It does not answer; unplug it and plug it in again.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("It was not waited for.", e);
    }
  }
}
