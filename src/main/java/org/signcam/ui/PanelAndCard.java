package org.signcam.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.LayoutManager;

/**
 * A panel and a square card: the card below it, in what the panel leaves; beside it where that is
 * wider than high. Where there is no room for the card, or it is not visible, the panel has all.
 */
public final class PanelAndCard implements LayoutManager {
  private static final int LEAST = 96; // px: a hand that can be imitated

  private final int gap;

  /**
   * Makes one.
   *
   * @param gap between the two
   */
  public PanelAndCard(int gap) {
    this.gap = gap;
  }

  @Override
  public void layoutContainer(Container parent) {
    Component panel = parent.getComponent(0);
    Component card = parent.getComponent(1);
    int width = parent.getWidth();
    int height = parent.getHeight();
    int most = card.getPreferredSize().height;
    boolean below = height > width;
    int left = height - gap - panel.getPreferredSize().height;
    int side =
        below
            ? Math.min(most, Math.max(left, height / 5))
            : Math.min(Math.min(most, height), width * 2 / 5);
    if (!card.isVisible() || side < LEAST) {
      panel.setBounds(0, 0, width, height);
      card.setBounds(0, 0, 0, 0);
    } else if (below) {
      panel.setBounds(0, 0, width, height - side - gap);
      card.setBounds(0, height - side, width, side);
    } else {
      panel.setBounds(0, 0, width - side - gap, height);
      card.setBounds(width - side, 0, side, height);
    }
  }

  @Override
  public Dimension preferredLayoutSize(Container parent) {
    return parent.getComponent(0).getPreferredSize();
  }

  @Override
  public Dimension minimumLayoutSize(Container parent) {
    return parent.getComponent(0).getMinimumSize();
  }

  @Override
  public void addLayoutComponent(String name, Component component) {}

  @Override
  public void removeLayoutComponent(Component component) {}
}
