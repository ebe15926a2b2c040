package org.signcam.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.LayoutManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Components in rows from the left, or in the middle, as high as the rows need at the width given.
 */
final class WrapLayout implements LayoutManager {
  private final int gapX;
  private final int gapY;
  private final boolean middle;

  WrapLayout(int gapX, int gapY, boolean middle) {
    this.gapX = gapX;
    this.gapY = gapY;
    this.middle = middle;
  }

  @Override
  public void layoutContainer(Container parent) {
    arrange(parent, parent.getWidth(), true);
  }

  @Override
  public Dimension preferredLayoutSize(Container parent) {
    int width = parent.getWidth();
    if (width == 0 && parent.getParent() != null) {
      width = parent.getParent().getWidth();
    }
    return arrange(parent, width == 0 ? Integer.MAX_VALUE : width, false);
  }

  @Override
  public Dimension minimumLayoutSize(Container parent) {
    return new Dimension(0, preferredLayoutSize(parent).height);
  }

  private Dimension arrange(Container parent, int width, boolean place) {
    Insets insets = parent.getInsets();
    int room = width - insets.left - insets.right;
    int x = 0;
    int y = insets.top;
    int rowHeight = 0;
    int widest = 0;
    List<Component> row = new ArrayList<>();
    for (Component child : parent.getComponents()) {
      if (!child.isVisible()) {
        continue;
      }
      Dimension size = child.getPreferredSize();
      int childWidth = Math.min(size.width, Math.max(0, room));
      if (x > 0 && x + childWidth > room) {
        centre(row, y, rowHeight, room - x + gapX, place);
        x = 0;
        y += rowHeight + gapY;
        rowHeight = 0;
      }
      if (place) {
        child.setBounds(insets.left + x, y, childWidth, size.height);
      }
      row.add(child);
      x += childWidth;
      widest = Math.max(widest, x);
      x += gapX;
      rowHeight = Math.max(rowHeight, size.height);
    }
    centre(row, y, rowHeight, room - x + gapX, place);
    return new Dimension(widest + insets.left + insets.right, y + rowHeight + insets.bottom);
  }

  /**
   * Lower components come to the middle of their row, and the row, if so wished, to that of all.
   */
  private void centre(List<Component> row, int y, int rowHeight, int left, boolean place) {
    if (place) {
      int aside = middle ? left / 2 : 0;
      row.forEach(c -> c.setLocation(c.getX() + aside, y + (rowHeight - c.getHeight()) / 2));
    }
    row.clear();
  }

  @Override
  public void addLayoutComponent(String name, Component component) {}

  @Override
  public void removeLayoutComponent(Component component) {}
}
