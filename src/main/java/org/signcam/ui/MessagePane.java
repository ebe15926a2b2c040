package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.LayoutManager;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.UIManager;

/** A title, a sentence that wraps, and buttons, on a card of its own. */
public final class MessagePane extends JPanel {
  private static final int WIDEST = 34; // of a line, in widths of an "M"

  /**
   * What is said.
   *
   * @param title a few words
   * @param sentence what happened and what to do
   * @param buttons in order; may be empty
   */
  public record Message(String title, String sentence, List<Choice> buttons) {
    public Message {
      buttons = List.copyOf(buttons);
    }
  }

  /** A button of a message. */
  public record Choice(String label, char mnemonic, Runnable action) {}

  private final Words words = new Words();
  private final JPanel buttons = new WrapPanel(10, 8, true);
  private Message message = new Message("", "", List.of());

  public MessagePane() {
    super(new BorderLayout(0, 16));
    setOpaque(false);
    buttons.setOpaque(false);
    setBorder(BorderFactory.createEmptyBorder(24, 28, 22, 28));
    add(words, BorderLayout.CENTER);
    add(buttons, BorderLayout.SOUTH);
  }

  /** Null hides the pane. The same message again keeps the buttons, and so the focus. */
  public void show(Message next) {
    setVisible(next != null);
    if (next == null) {
      return;
    }
    boolean sameButtons =
        next.buttons().stream()
            .map(Choice::label)
            .toList()
            .equals(message.buttons().stream().map(Choice::label).toList());
    message = next;
    getAccessibleContext().setAccessibleName(next.title());
    getAccessibleContext().setAccessibleDescription(next.sentence());
    if (!sameButtons) {
      buttons.removeAll();
      for (Choice choice : next.buttons()) {
        JButton button = new JButton(choice.label());
        button.setMnemonic(choice.mnemonic());
        button.addActionListener(e -> choice.action().run());
        buttons.add(button);
      }
    }
    buttons.setVisible(!next.buttons().isEmpty());
    revalidate();
    repaint();
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    g.setColor(Palette.card());
    g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 18, 18));
    g.dispose();
  }

  /** The title and the wrapped sentence. */
  private final class Words extends JComponent {
    private int wrapWidth = 480;

    private Font titleFont() {
      Font font = UIManager.getFont("Label.font");
      return font.deriveFont(Font.BOLD, font.getSize2D() * 1.45f);
    }

    private Font bodyFont() {
      return UIManager.getFont("Label.font");
    }

    void setRoom(int width) {
      wrapWidth =
          Math.max(120, Math.min(width, getFontMetrics(bodyFont()).charWidth('M') * WIDEST));
    }

    @Override
    public Dimension getPreferredSize() {
      FontMetrics title = getFontMetrics(titleFont());
      FontMetrics body = getFontMetrics(bodyFont());
      int lines = Text.wrap(message.sentence(), body, wrapWidth).size();
      int titleLines = Text.wrap(message.title(), title, wrapWidth).size();
      int bodyHeight = message.sentence().isEmpty() ? 0 : 10 + lines * body.getHeight();
      return new Dimension(wrapWidth, titleLines * title.getHeight() + bodyHeight);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      Graphics2D g = (Graphics2D) graphics.create();
      Text.smooth(g);
      g.setColor(Palette.text());
      g.setFont(titleFont());
      int y = Text.drawCentred(g, message.title(), 0, 0, getWidth());
      g.setColor(Palette.muted());
      g.setFont(bodyFont());
      Text.drawCentred(g, message.sentence(), 0, y + 10, getWidth());
      g.dispose();
    }
  }

  /** Puts the one message in the middle of its container, as wide as there is room. */
  public static final class Centred implements LayoutManager {
    @Override
    public void layoutContainer(Container parent) {
      for (Component child : parent.getComponents()) {
        int room = Math.max(0, parent.getWidth() - 32);
        if (child instanceof MessagePane pane) {
          pane.words.setRoom(room - 56);
          pane.buttons.setSize(Math.max(1, room - 56), 1); // in as many rows as they need
        }
        Dimension size = child.getPreferredSize();
        int width = Math.min(size.width, room);
        int height = Math.min(size.height, Math.max(0, parent.getHeight() - 16));
        child.setBounds(
            (parent.getWidth() - width) / 2, (parent.getHeight() - height) / 2, width, height);
      }
    }

    @Override
    public Dimension preferredLayoutSize(Container parent) {
      Dimension wish = new Dimension();
      for (Component child : parent.getComponents()) {
        Dimension size = child.getPreferredSize();
        wish.setSize(
            Math.max(wish.width, size.width + 32), Math.max(wish.height, size.height + 16));
      }
      return wish;
    }

    @Override
    public Dimension minimumLayoutSize(Container parent) {
      return new Dimension();
    }

    @Override
    public void addLayoutComponent(String name, Component component) {}

    @Override
    public void removeLayoutComponent(Component component) {}
  }
}
