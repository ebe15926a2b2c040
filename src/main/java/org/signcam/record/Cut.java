package org.signcam.record;

import org.opencv.core.Rect;
import org.signcam.image.Region;

/**
 * What is cut out of a frame to be saved: the region with a margin of a quarter of its side around
 * it, cut at the frame's edge, so that training can look a little beside and around the hand.
 *
 * @param frame what is cut out, frame pixels
 * @param region where the region lies in the picture that is cut out, its pixels
 */
record Cut(Rect frame, Region region) {
  private static final int MARGIN = 4; // the margin is this part of the side

  /**
   * @param region inside the frame
   * @param width of the frame, px
   * @param height of the frame, px
   */
  static Cut of(Region region, int width, int height) {
    int margin = (region.side() + MARGIN / 2) / MARGIN;
    int left = Math.max(0, region.x() - margin);
    int top = Math.max(0, region.y() - margin);
    int right = Math.min(width, region.x() + region.side() + margin);
    int bottom = Math.min(height, region.y() + region.side() + margin);
    return new Cut(
        new Rect(left, top, right - left, bottom - top),
        new Region(region.x() - left, region.y() - top, region.side()));
  }
}
