package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.LayoutManager;
import java.awt.Rectangle;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;

/** What the tabs that are forms and tables are laid out with. */
public final class Pages {
  private Pages() {}

  /** Words for the reader, as many lines as they need. */
  public static JTextArea sentence() {
    JTextArea text = new JTextArea();
    text.setEditable(false);
    text.setFocusable(false);
    text.setOpaque(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setBorder(BorderFactory.createEmptyBorder());
    text.setTransferHandler(null);
    return text;
  }

  /** Scrolls up and down alone. */
  public static JScrollPane scrolling(JComponent content) {
    JScrollPane scroll =
        new JScrollPane(
            content,
            ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll.setOpaque(false);
    scroll.getViewport().setOpaque(false);
    return scroll;
  }

  /** A card with round corners about {@code content}. */
  public static JPanel card(JComponent content) {
    return new Card(content);
  }

  /** Rows one under another, as wide as there is room. */
  public static final class Rows extends JPanel implements Scrollable {
    private int at;

    public Rows() {
      super(new GridBagLayout());
      setOpaque(false);
    }

    /** A heading over the next row. */
    public void caption(String text) {
      row(new JLabel(text), at == 0 ? 0 : 16);
    }

    /**
     * The next row.
     *
     * @param above px free above it
     */
    public void row(JComponent row, int above) {
      GridBagConstraints place = new GridBagConstraints();
      place.gridy = at++;
      place.weightx = 1;
      place.fill = GridBagConstraints.HORIZONTAL;
      place.insets = new Insets(above, 0, 0, 4);
      add(row, place);
    }

    /** What is left of the height stays empty. */
    public void rest() {
      GridBagConstraints place = new GridBagConstraints();
      place.gridy = at;
      place.weighty = 1;
      JPanel empty = new JPanel(null);
      empty.setOpaque(false);
      add(empty, place);
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
      return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
      return 24;
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
      return visible.height;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
      return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
      return getParent().getHeight() > getPreferredSize().height;
    }
  }

  private static final class Card extends JPanel {
    Card(JComponent content) {
      super(new BorderLayout());
      setOpaque(false);
      setBorder(BorderFactory.createEmptyBorder(12, 16, 12, 12));
      add(content, BorderLayout.CENTER);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      Graphics2D g = (Graphics2D) graphics.create();
      Text.smooth(g);
      RoundCard.paint(g, this, Palette.card(), Palette.line());
      g.dispose();
    }
  }

  /** Two cards beside each other; one above the other where the window is narrow. */
  public static final class SideBySide implements LayoutManager {
    private static final int NARROW = 700;
    private final int gap;

    /**
     * @param gap between the two, px
     */
    public SideBySide(int gap) {
      this.gap = gap;
    }

    @Override
    public void layoutContainer(Container parent) {
      Component first = parent.getComponent(0);
      Component second = parent.getComponent(1);
      int w = parent.getWidth();
      int h = parent.getHeight();
      if (w < NARROW) {
        int top = (h - gap) / 2;
        first.setBounds(0, 0, w, top);
        second.setBounds(0, top + gap, w, h - top - gap);
      } else {
        int left = Math.min(460, (w - gap) / 2);
        first.setBounds(0, 0, left, h);
        second.setBounds(left + gap, 0, w - left - gap, h);
      }
    }

    @Override
    public Dimension preferredLayoutSize(Container parent) {
      return new Dimension(900, 500);
    }

    @Override
    public Dimension minimumLayoutSize(Container parent) {
      return new Dimension(300, 200);
    }

    @Override
    public void addLayoutComponent(String name, Component c) {
      // The order is all that matters.
    }

    @Override
    public void removeLayoutComponent(Component c) {
      // The order is all that matters.
    }
  }
}
