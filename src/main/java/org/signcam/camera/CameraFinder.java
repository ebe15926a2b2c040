package org.signcam.camera;

import com.sun.jna.Platform;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException.Trouble;

/**
 * Finds the camera that was wished for, and the same one again when it was lost: it may come back
 * under another number, and another may have its number meanwhile. Any thread.
 */
final class CameraFinder {
  private final String spec;
  private volatile Found found; // null until one was opened

  /**
   * A camera that was opened.
   *
   * @param others that were there, too
   */
  private record Found(CameraDevice mine, List<CameraDevice> others) {}

  /**
   * @param spec a number or a name; null for any camera
   */
  CameraFinder(String spec) {
    this.spec = spec;
  }

  /**
   * Opens the first that opens of those that fit.
   *
   * @param lister tells which cameras there are now
   * @throws CameraException why none could be opened: of the first that fits
   */
  FrameSource open(
      Supplier<List<CameraDevice>> lister, Function<CameraDevice, FrameSource> webcams) {
    boolean quick = Platform.isLinux() || spec == null || Cameras.number(spec) < 0;
    List<CameraDevice> there = quick ? lister.get() : List.of(); // elsewhere listing takes seconds
    CameraException first = null;
    for (CameraDevice device : fitting(there)) {
      try {
        FrameSource source = webcams.apply(device);
        found = new Found(device, there.stream().filter(other -> !other.equals(device)).toList());
        return source;
      } catch (CameraException e) {
        first = first == null ? e : first;
      }
    }
    throw first;
  }

  /**
   * The cameras to try, in that order.
   *
   * @throws UserException when there is none
   */
  List<CameraDevice> fitting(List<CameraDevice> there) {
    Found before = found;
    if (before == null || before.mine().bus().isEmpty()) {
      return wished(there);
    }
    CameraDevice mine = before.mine();
    List<CameraDevice> same =
        there.stream()
            .filter(c -> isSame(c, mine))
            .sorted(Comparator.comparing(c -> c.index() != mine.index())) // of one device's several
            .toList();
    if (!same.isEmpty()) {
      return same;
    }
    List<CameraDevice> replugged =
        there.stream()
            .filter(c -> c.name().equals(mine.name()))
            .filter(c -> before.others().stream().noneMatch(other -> isSame(c, other)))
            .toList();
    if (!replugged.isEmpty()) {
      return replugged;
    }
    if (spec == null && !there.isEmpty()) {
      return there;
    }
    throw new CameraException(
        Trouble.ABSENT, Cameras.noSuchCamera("'" + mine.name() + "' any more", there));
  }

  private List<CameraDevice> wished(List<CameraDevice> there) {
    if (spec == null) {
      return there.isEmpty() ? List.of(Cameras.byNumber(0, there)) : there;
    }
    int number = Cameras.number(spec);
    return List.of(number >= 0 ? Cameras.byNumber(number, there) : Cameras.byName(spec, there));
  }

  private static boolean isSame(CameraDevice a, CameraDevice b) {
    return a.name().equals(b.name()) && a.bus().equals(b.bus());
  }
}
