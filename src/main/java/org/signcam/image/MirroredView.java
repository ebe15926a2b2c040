package org.signcam.image;

import java.awt.geom.Rectangle2D;

/**
 * Where a frame's pixels lie in a view that shows the frame whole, centred, as large as fits, and
 * mirrored left to right as people expect to see themselves. Only the view is mirrored: a {@link
 * Region} is always in the frame's own pixels.
 *
 * <p>Coordinates are edges, not pixel centres: frame x runs from 0 to {@code frameWidth}, and x = 0
 * is the right edge of the picture in the view.
 *
 * @param frameWidth in frame pixels, positive
 * @param frameHeight in frame pixels, positive
 * @param viewWidth in view units (pixels of the component), positive
 * @param viewHeight in view units, positive
 */
public record MirroredView(int frameWidth, int frameHeight, int viewWidth, int viewHeight) {
  public MirroredView {
    if (Math.min(Math.min(frameWidth, frameHeight), Math.min(viewWidth, viewHeight)) < 1) {
      throw new IllegalArgumentException(
          "Frame and view must have at least one pixel: frame %d×%d, view %d×%d"
              .formatted(frameWidth, frameHeight, viewWidth, viewHeight));
    }
  }

  /** View units a frame pixel, the same in both directions. */
  public double scale() {
    return Math.min((double) viewWidth / frameWidth, (double) viewHeight / frameHeight);
  }

  /** The part of the view that the frame covers; the rest is bars. */
  public Rectangle2D picture() {
    return new Rectangle2D.Double(left(), top(), frameWidth * scale(), frameHeight * scale());
  }

  /** The view's x of a frame's x. */
  public double toViewX(double frameX) {
    return left() + (frameWidth - frameX) * scale();
  }

  /** The view's y of a frame's y. */
  public double toViewY(double frameY) {
    return top() + frameY * scale();
  }

  /** The frame's x of a view's x; outside 0…frameWidth where the point is on a bar. */
  public double toFrameX(double viewX) {
    return frameWidth - (viewX - left()) / scale();
  }

  /** The frame's y of a view's y; outside 0…frameHeight where the point is on a bar. */
  public double toFrameY(double viewY) {
    return (viewY - top()) / scale();
  }

  /** Where a region is drawn. */
  public Rectangle2D toView(Region region) {
    double size = region.side() * scale();
    return new Rectangle2D.Double(
        toViewX(region.x() + region.side()), toViewY(region.y()), size, size);
  }

  /**
   * The region drawn as a square of the view, to the nearest frame pixel and inside the frame: the
   * inverse of {@link #toView}.
   *
   * @param square its x, y and width are read
   */
  public Region toFrame(Rectangle2D square) {
    int side = Math.max(1, (int) Math.round(square.getWidth() / scale()));
    int x = (int) Math.round(toFrameX(square.getMaxX()));
    int y = (int) Math.round(toFrameY(square.getY()));
    return new Region(x, y, side).clampTo(frameWidth, frameHeight);
  }

  private double left() {
    return (viewWidth - frameWidth * scale()) / 2;
  }

  private double top() {
    return (viewHeight - frameHeight * scale()) / 2;
  }
}
