package org.signcam.ui.gallery;

import java.awt.Rectangle;
import java.util.List;

/**
 * Where each picture of an arrangement lies: cells in rows, a heading above each group. Immutable;
 * every answer takes a time that grows with the groups at most by their logarithm.
 */
final class Grid {
  private final int[] first; // of each group: index of its first picture
  private final int[] top; // of each group's heading, px; one more at the end: the height
  private final int size;
  private final int columns;
  private final int cellWidth;
  private final int cellHeight;
  private final int heading;

  /**
   * Lays out.
   *
   * @param width that there is, px
   * @param heading height of a group's heading, px
   */
  Grid(List<Arrangement.Group> groups, int width, int cellWidth, int cellHeight, int heading) {
    this.cellWidth = cellWidth;
    this.cellHeight = cellHeight;
    this.heading = heading;
    columns = Math.max(1, width / cellWidth);
    first = new int[groups.size() + 1];
    top = new int[groups.size() + 1];
    int index = 0;
    for (int g = 0; g < groups.size(); g++) {
      int count = groups.get(g).size();
      index += count;
      first[g + 1] = index;
      top[g + 1] = top[g] + heading + rows(count) * cellHeight;
    }
    size = index;
  }

  private int rows(int count) {
    return (count + columns - 1) / columns;
  }

  int height() {
    return top[top.length - 1];
  }

  int columns() {
    return columns;
  }

  /** The group of a picture. */
  int groupOf(int index) {
    return last(first, index);
  }

  /** The last place whose value is not above; the values rise, the one past the end is none. */
  private static int last(int[] values, int value) {
    int low = 0;
    int high = values.length - 2;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (values[middle] <= value) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  Rectangle cell(int index) {
    int group = groupOf(index);
    int in = index - first[group];
    return new Rectangle(
        in % columns * cellWidth,
        top[group] + heading + in / columns * cellHeight,
        cellWidth,
        cellHeight);
  }

  Rectangle heading(int group, int width) {
    return new Rectangle(0, top[group], width, heading);
  }

  /** The picture at a point; −1 beside all. */
  int at(int x, int y) {
    int column = x < 0 ? columns : x / cellWidth;
    if (size == 0 || y < 0 || y >= height() || column >= columns) {
      return -1;
    }
    int group = last(top, y);
    int down = y - top[group] - heading;
    int index = first[group] + Math.max(0, down) / cellHeight * columns + column;
    return down < 0 || index >= first[group + 1] ? -1 : index;
  }

  /** The group whose heading is at a point; −1 where none is. */
  int headingAt(int y) {
    if (size == 0 || y < 0 || y >= height()) {
      return -1;
    }
    int group = last(top, y);
    return y < top[group] + heading ? group : -1;
  }

  /** The groups that a strip touches: first, and last inclusive; last before first for none. */
  int[] groupsIn(int y, int height) {
    return size == 0
        ? new int[] {0, -1}
        : new int[] {last(top, y), last(top, Math.max(y, y + height - 1))};
  }

  /** The pictures that a strip touches: from, and to exclusive. */
  int[] cellsIn(int y, int height) {
    if (size == 0 || height <= 0 || y >= height() || y + height <= 0) {
      return new int[] {0, 0};
    }
    int from = firstOfRow(Math.max(0, y), 0);
    int to = firstOfRow(Math.min(height(), y + height) - 1, 1);
    return new int[] {from, Math.max(from, to)};
  }

  /** The first picture of the row at a height, or of a row so many below. */
  private int firstOfRow(int y, int below) {
    int group = last(top, y);
    int down = y - top[group] - heading;
    int row = down < 0 ? 0 : down / cellHeight + below;
    return Math.min(first[group + 1], first[group] + row * columns);
  }

  /** The picture so many rows above (negative) or below one; the nearest where there are less. */
  int vertically(int index, int rows) {
    int at = index;
    for (int i = 0; i < Math.abs(rows); i++) {
      int next = rows < 0 ? above(at) : below(at);
      if (next < 0) {
        break;
      }
      at = next;
    }
    return at;
  }

  private int below(int index) {
    int group = groupOf(index);
    int column = (index - first[group]) % columns;
    int row = (index - first[group]) / columns;
    int end = first[group + 1];
    if (row + 1 < rows(end - first[group])) {
      return Math.min(index + columns, end - 1);
    }
    return end == size ? -1 : Math.min(end + column, first[group + 2] - 1);
  }

  private int above(int index) {
    int group = groupOf(index);
    int column = (index - first[group]) % columns;
    if (index - columns >= first[group]) {
      return index - columns;
    }
    if (group == 0) {
      return -1;
    }
    int before = first[group - 1];
    int lastRow = rows(first[group] - before) - 1;
    return Math.min(before + lastRow * columns + column, first[group] - 1);
  }
}
