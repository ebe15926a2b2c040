package org.signcam.cli;

import org.signcam.base.UserException;
import org.signcam.image.Region;

/** Checks of a region that a user gave. */
final class Regions {
  private Regions() {}

  /**
   * Refuses a square that does not fit the frame: moved into it, it would give plausible nonsense.
   *
   * @param width of the frame, px
   * @param height of the frame, px
   * @throws UserException when a part of it lies outside
   */
  static void check(Region region, int width, int height) {
    if (!region.equals(region.clampTo(width, height))) {
      throw new UserException(
          "The region "
              + region
              + " does not fit the "
              + width
              + "×"
              + height
              + " frame; give X,Y,SIDE inside it, a side of "
              + Region.MIN_SIDE
              + " px at least.");
    }
  }
}
