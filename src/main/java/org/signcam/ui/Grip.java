package org.signcam.ui;

import java.awt.Cursor;
import java.awt.geom.Rectangle2D;
import org.signcam.image.Region;

/**
 * The part of the region that is held, in the directions of the mirrored view: {@code EAST} is the
 * edge seen on the right. The region stays a square inside the frame whatever is done to it.
 */
enum Grip {
  NONE(0, 0, Cursor.DEFAULT_CURSOR),
  INSIDE(0, 0, Cursor.MOVE_CURSOR),
  NORTH(0, -1, Cursor.N_RESIZE_CURSOR),
  NORTH_EAST(1, -1, Cursor.NE_RESIZE_CURSOR),
  EAST(1, 0, Cursor.E_RESIZE_CURSOR),
  SOUTH_EAST(1, 1, Cursor.SE_RESIZE_CURSOR),
  SOUTH(0, 1, Cursor.S_RESIZE_CURSOR),
  SOUTH_WEST(-1, 1, Cursor.SW_RESIZE_CURSOR),
  WEST(-1, 0, Cursor.W_RESIZE_CURSOR),
  NORTH_WEST(-1, -1, Cursor.NW_RESIZE_CURSOR);

  private final int right;
  private final int down;
  final int cursor;

  Grip(int right, int down, int cursor) {
    this.right = right;
    this.down = down;
    this.cursor = cursor;
  }

  /** What lies under a point of the view; edges are {@code reach} wide to both sides. */
  static Grip at(Rectangle2D box, double x, double y, double reach) {
    double inner = Math.min(reach, box.getWidth() / 4);
    if (x < box.getMinX() - reach
        || x > box.getMaxX() + reach
        || y < box.getMinY() - reach
        || y > box.getMaxY() + reach) {
      return NONE;
    }
    int right = x < box.getMinX() + inner ? -1 : x > box.getMaxX() - inner ? 1 : 0;
    int down = y < box.getMinY() + inner ? -1 : y > box.getMaxY() - inner ? 1 : 0;
    for (Grip grip : values()) {
      if (grip != NONE && grip.right == right && grip.down == down) {
        return grip;
      }
    }
    return NONE;
  }

  /**
   * The region after its held part was dragged.
   *
   * @param start the region when the drag began
   * @param dx how far to the right in the view, in frame pixels
   * @param dy how far down, in frame pixels
   */
  Region drag(Region start, double dx, double dy, int frameWidth, int frameHeight) {
    return switch (this) {
      case NONE -> start;
      case INSIDE ->
          new Region(
                  (int) Math.round(start.x() - dx), (int) Math.round(start.y() + dy), start.side())
              .clampTo(frameWidth, frameHeight);
      default -> resize(start, dx, dy, frameWidth, frameHeight);
    };
  }

  /** The edge or corner opposite the held one stays where it is. */
  private Region resize(Region start, double dx, double dy, int frameWidth, int frameHeight) {
    int x = frameWidth - start.x() - start.side(); // as seen
    double wide = right * dx;
    double high = down * dy;
    double growth =
        right == 0 ? high : down == 0 ? wide : Math.abs(wide) > Math.abs(high) ? wide : high;
    int room =
        Math.min(
            room(right, x, start.side(), frameWidth),
            room(down, start.y(), start.side(), frameHeight));
    int side = (int) Math.round(start.side() + growth);
    side = Math.min(Math.max(side, Math.min(Region.MIN_SIDE, room)), room);
    int seenX = placed(right, x, start.side(), side, frameWidth);
    int y = placed(down, start.y(), start.side(), side, frameHeight);
    return new Region(frameWidth - seenX - side, y, side);
  }

  private static int room(int direction, int low, int side, int limit) {
    return direction > 0 ? limit - low : direction < 0 ? low + side : limit;
  }

  private static int placed(int direction, int low, int side, int next, int limit) {
    int at = direction > 0 ? low : direction < 0 ? low + side - next : low + (side - next) / 2;
    return Math.max(0, Math.min(at, limit - next));
  }

  /** The region grown by {@code by} pixels around its centre (shrunk when negative). */
  static Region grow(Region region, int by, int frameWidth, int frameHeight) {
    int most = Math.min(frameWidth, frameHeight);
    int side = Math.min(Math.max(region.side() + by, Math.min(Region.MIN_SIDE, most)), most);
    int shift = (region.side() - side) / 2;
    return new Region(region.x() + shift, region.y() + shift, side)
        .clampTo(frameWidth, frameHeight);
  }
}
