package org.signcam.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.LayoutManager;

/**
 * Two components: a picture left and what belongs to it right; in a narrow window that comes below.
 */
public final class PictureAndSide implements LayoutManager {
  private final int gap;
  private final int share;

  /**
   * Makes one.
   *
   * @param gap between the two
   * @param share of the height that the picture gets when it is above, percent
   */
  public PictureAndSide(int gap, int share) {
    this.gap = gap;
    this.share = share;
  }

  @Override
  public void layoutContainer(Container parent) {
    Component picture = parent.getComponent(0);
    Component side = parent.getComponent(1);
    int width = parent.getWidth();
    int height = parent.getHeight();
    if (!side.isVisible()) {
      picture.setBounds(0, 0, width, height);
      return;
    }
    int wish = side.getPreferredSize().width;
    if (width >= height * 1.4 || (width >= height * 1.05 && width >= wish * 2)) {
      int room = Math.min(Math.max(wish, width * 27 / 100), width / 2);
      picture.setBounds(0, 0, width - room - gap, height);
      side.setBounds(width - room, 0, room, height);
    } else {
      int top = Math.max(Math.min(height * share / 100, width * 3 / 4), height / 3);
      picture.setBounds(0, 0, width, top);
      side.setBounds(0, top + gap, width, Math.max(0, height - top - gap));
    }
  }

  @Override
  public Dimension preferredLayoutSize(Container parent) {
    return new Dimension(1240, 640);
  }

  @Override
  public Dimension minimumLayoutSize(Container parent) {
    return new Dimension(320, 320);
  }

  @Override
  public void addLayoutComponent(String name, Component component) {}

  @Override
  public void removeLayoutComponent(Component component) {}
}
