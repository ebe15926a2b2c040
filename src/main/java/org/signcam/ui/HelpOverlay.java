package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/**
 * All shortcuts on a card over the window; a glass pane. Escape, F1 or a click beside closes it.
 */
final class HelpOverlay extends JPanel {
  private static final Color SHADE = new Color(0, 0, 0, 150);

  private Map<String, String> tabKeys = Map.of();
  private String tabTitle = "";
  private transient Predicate<Command> means = command -> true;
  private Component focusBefore;
  private JButton close;

  /** Keys that are no commands: they belong to the picture. */
  private static final Map<String, String> SQUARE = new LinkedHashMap<>();

  static {
    SQUARE.put("← ↑ ↓ →", "Move the square");
    SQUARE.put("+  −", "Make it larger, smaller");
    SQUARE.put("Shift", "With these: bigger steps");
    SQUARE.put("Home", "Put it back in the middle");
    SQUARE.put("Tab", "Go to the next control");
    SQUARE.put("Esc", "Leave full screen, close this");
  }

  HelpOverlay() {
    super(new GridBagLayout());
    setOpaque(false);
    setVisible(false);
    setFocusCycleRoot(true);
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(java.awt.event.MouseEvent e) {
            toggle();
          }
        });
    getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
        .put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "close");
    getActionMap()
        .put(
            "close",
            new javax.swing.AbstractAction() {
              @Override
              public void actionPerformed(java.awt.event.ActionEvent e) {
                toggle();
              }
            });
  }

  /**
   * The tab that is shown.
   *
   * @param keys its own, in a group of their own; none where there are none
   * @param commands which commands mean something there
   */
  void setTab(String title, Map<String, String> keys, Predicate<Command> commands) {
    tabTitle = title;
    tabKeys = keys;
    means = commands;
  }

  /** Shows or hides it; made anew each time, so that it follows theme and size. */
  void toggle() {
    if (isVisible()) {
      setVisible(false);
      if (focusBefore != null) {
        focusBefore.requestFocusInWindow();
      }
      return;
    }
    focusBefore = SwingUtilities.getWindowAncestor(this).getMostRecentFocusOwner();
    removeAll();
    add(makeCard());
    setVisible(true);
    revalidate();
    close.requestFocusInWindow();
  }

  private JComponent makeCard() {
    JPanel card = new Card();
    JLabel title = new JLabel("Keyboard shortcuts");
    title.setFont(title.getFont().deriveFont(Font.BOLD, title.getFont().getSize2D() * 1.5f));
    close = new JButton("Close");
    close.addActionListener(e -> toggle());
    JPanel head = new JPanel(new BorderLayout(40, 0));
    head.setOpaque(false);
    head.add(title, BorderLayout.WEST);
    head.add(close, BorderLayout.EAST);
    card.add(head, BorderLayout.NORTH);
    boolean narrow =
        getRootPane().getWidth() < title.getFontMetrics(title.getFont()).charWidth('M') * 42;
    JScrollPane scroll = new JScrollPane(columns(narrow));
    scroll.setBorder(null);
    scroll.setOpaque(false);
    scroll.getViewport().setOpaque(false);
    scroll.getVerticalScrollBar().setUnitIncrement(24);
    card.add(scroll, BorderLayout.CENTER);
    return card;
  }

  private JComponent columns(boolean narrow) {
    List<JComponent> groups = new ArrayList<>();
    for (String menu : List.of("File", "Edit", "Camera", "View")) {
      Map<String, String> rows = new LinkedHashMap<>();
      for (Command command : Command.values()) {
        boolean here =
            command.menu.equals(menu) || (menu.equals("View") && command == Command.HELP);
        if (here && command.keyStroke() != null && means.test(command)) {
          rows.put(command.shortcut(), command.label.replace("…", ""));
        }
      }
      if (!rows.isEmpty()) { // a tab may have nothing to edit
        groups.add(group(menu, rows));
      }
    }
    groups.add(group("Square, when the picture has the focus", SQUARE));
    if (!tabKeys.isEmpty()) {
      groups.add(0, group(tabTitle, tabKeys));
    }
    JPanel[] columns = {column(), column()};
    GridBagConstraints at = new GridBagConstraints();
    at.anchor = GridBagConstraints.NORTHWEST;
    for (JComponent group : groups) { // into the shorter one
      boolean first = narrow || height(columns[0]) <= height(columns[1]);
      JPanel column = columns[first ? 0 : 1];
      at.gridx = 0;
      at.gridy = column.getComponentCount();
      at.insets = new Insets(at.gridy == 0 ? 0 : 20, first ? 0 : 48, 0, 8);
      column.add(group, at);
    }
    JPanel all = column();
    at.gridy = 0;
    at.insets = new Insets(0, 0, 0, 0);
    for (JPanel column : columns) {
      at.gridx = all.getComponentCount();
      all.add(column, at);
    }
    JPanel left = new JPanel(new BorderLayout());
    left.setOpaque(false);
    left.add(all, BorderLayout.WEST);
    return left;
  }

  private static JPanel column() {
    JPanel column = new JPanel(new GridBagLayout());
    column.setOpaque(false);
    return column;
  }

  private static int height(JPanel column) {
    return column.getPreferredSize().height;
  }

  private static JComponent group(String name, Map<String, String> rows) {
    JPanel group = new JPanel(new GridBagLayout());
    group.setOpaque(false);
    GridBagConstraints at = new GridBagConstraints();
    at.anchor = GridBagConstraints.WEST;
    at.gridwidth = 2;
    at.insets = new Insets(0, 0, 6, 0);
    JLabel title = new JLabel(name);
    title.setForeground(Palette.muted());
    group.add(title, at);
    at.gridwidth = 1;
    for (Map.Entry<String, String> row : rows.entrySet()) {
      at.gridy = group.getComponentCount();
      at.gridx = 0;
      at.insets = new Insets(3, 0, 3, 16);
      group.add(new Cap(row.getKey()), at);
      at.gridx = 1;
      at.insets = new Insets(3, 0, 3, 0);
      group.add(new JLabel(row.getValue()), at);
    }
    group.add(Box.createHorizontalStrut(1));
    return group;
  }

  @Override
  protected void paintComponent(Graphics g) {
    g.setColor(SHADE);
    g.fillRect(0, 0, getWidth(), getHeight());
  }

  /** A key, drawn as one. */
  private static final class Cap extends JLabel {
    Cap(String text) {
      super(text);
      setBorder(BorderFactory.createEmptyBorder(2, 8, 2, 8));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      Graphics2D g = (Graphics2D) graphics.create();
      Text.smooth(g);
      g.setColor(Palette.track());
      g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 8, 8));
      g.dispose();
      super.paintComponent(graphics);
    }
  }

  /** The card, never larger than the window. */
  private final class Card extends JPanel {
    Card() {
      super(new BorderLayout(0, 18));
      setOpaque(false);
      setBorder(BorderFactory.createEmptyBorder(24, 28, 24, 28));
      addMouseListener(new MouseAdapter() {}); // a click on the card does not close it
    }

    @Override
    public Dimension getPreferredSize() {
      Dimension wish = super.getPreferredSize();
      Dimension room = HelpOverlay.this.getRootPane().getSize();
      return new Dimension(
          Math.min(wish.width + 16, room.width - 24), Math.min(wish.height, room.height - 24));
    }

    @Override
    public Dimension getMinimumSize() {
      return getPreferredSize();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      Graphics2D g = (Graphics2D) graphics.create();
      Text.smooth(g);
      RoundRectangle2D shape =
          new RoundRectangle2D.Double(0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, 20, 20);
      g.setColor(Palette.card());
      g.fill(shape);
      g.setColor(Palette.line());
      g.draw(shape);
      g.dispose();
    }
  }
}
