package org.signcam.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The square of a frame in which the hand is looked for, in frame pixels.
 *
 * @param x left edge, inclusive; 0 is the frame's left column as the camera sees it, not mirrored
 * @param y top edge, inclusive
 * @param side width and height, at least 1; {@code x + side} is exclusive
 */
public record Region(int x, int y, int side) {
  /** The smallest side that {@link #clampTo} leaves: below it a hand has no shape any more. */
  public static final int MIN_SIDE = 32;

  private static final double CENTRED_SHARE = 0.6; // of the frame's height
  private static final Pattern TEXT =
      Pattern.compile("\\s*(-?\\d{1,6})\\s*,\\s*(-?\\d{1,6})\\s*,\\s*(\\d{1,6})\\s*");

  public Region {
    if (side < 1) {
      throw new IllegalArgumentException("A region's side must be at least 1 pixel, not " + side);
    }
  }

  /** The default: centred, its side 60 % of the frame's height (less where the frame is narrow). */
  public static Region centred(int width, int height) {
    int side = (int) Math.round(height * CENTRED_SHARE);
    side = Math.max(1, Math.min(side, width));
    return new Region((width - side) / 2, (height - side) / 2, side).clampTo(width, height);
  }

  /**
   * Reads {@code X,Y,SIDE}, the inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Region parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches() || Integer.parseInt(m.group(3)) == 0) {
      throw new IllegalArgumentException(
          "A region is X,Y,SIDE in frame pixels, such as 140,60,360; this is '%s'".formatted(text));
    }
    return new Region(
        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
  }

  /**
   * The nearest region that lies wholly in a frame: first the side is brought between {@link
   * #MIN_SIDE} and the frame's shorter side (which wins), then the square is moved in.
   */
  public Region clampTo(int width, int height) {
    int largest = Math.min(width, height);
    int newSide = Math.min(Math.max(side, MIN_SIDE), largest);
    int newX = Math.max(0, Math.min(x, width - newSide));
    int newY = Math.max(0, Math.min(y, height - newSide));
    return newX == x && newY == y && newSide == side ? this : new Region(newX, newY, newSide);
  }

  /** {@code X,Y,SIDE}, as {@code --region} takes it. */
  @Override
  public String toString() {
    return x + "," + y + "," + side;
  }
}
