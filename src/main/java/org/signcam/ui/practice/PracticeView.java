package org.signcam.ui.practice;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.LayoutManager;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.function.BooleanSupplier;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import org.signcam.ui.Notice;
import org.signcam.ui.Pages;
import org.signcam.ui.Palette;
import org.signcam.ui.PictureAndSide;
import org.signcam.ui.PreviewPanel;
import org.signcam.ui.ReferenceCard;
import org.signcam.ui.WrapPanel;

/** Everything inside the Practice tab, laid out; it knows neither camera nor model. */
final class PracticeView extends JPanel {
  private static final int GAP = 14;

  final PreviewPanel preview;
  final Prompt prompt = new Prompt();
  final JTextArea sentence = Pages.sentence();
  final ReferenceCard hand;
  final JButton hint = new JButton("Show the hand");
  final JButton skip = new JButton("Skip");
  final JRadioButton letters = radio("Letters", 'L', "Sign single letters");
  final JRadioButton words = radio("Words", 'W', "Spell words, letter by letter");
  final JCheckBox atOnce = new JCheckBox("Show the hand at once");
  final StatisticsTable table = new StatisticsTable();
  final Notice notice = new Notice();
  private final JPanel side = new JPanel(new Side());
  private String read = "";

  /**
   * @param leftHand whether the reference hand is a left one now
   */
  PracticeView(PreviewPanel preview, BooleanSupplier leftHand) {
    super(new BorderLayout(0, GAP));
    this.preview = preview;
    hand = new ReferenceCard(leftHand);
    preview.setOverlay(this::paintRead);
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 8, GAP));
    side.add(Pages.card(task()));
    side.add(hand);
    JScrollPane scroll = Pages.scrolling(table);
    scroll.setColumnHeaderView(table.getTableHeader());
    side.add(Pages.card(scroll));
    JPanel stage = new JPanel(new PictureAndSide(GAP, 45));
    stage.add(preview);
    stage.add(side);
    add(stage, BorderLayout.CENTER);
    add(notice, BorderLayout.SOUTH);
  }

  private JPanel task() {
    ButtonGroup group = new ButtonGroup();
    group.add(letters);
    group.add(words);
    letters.setSelected(true);
    atOnce.setOpaque(false);
    atOnce.setMnemonic('S');
    atOnce.setToolTipText("Else it comes after some seconds");
    hint.setToolTipText("Show or hide the hand (H)");
    skip.setToolTipText("Another letter (Enter or →)");
    WrapPanel buttons = new WrapPanel(8, 4);
    buttons.setOpaque(false);
    buttons.add(hint);
    buttons.add(skip);
    WrapPanel choices = new WrapPanel(8, 4);
    choices.setOpaque(false);
    choices.add(letters);
    choices.add(words);
    choices.add(atOnce);
    sentence.setRows(3);
    sentence.putClientProperty("FlatLaf.style", "font: bold");
    sentence.getAccessibleContext().setAccessibleName("How it goes");
    JPanel controls = new JPanel(new BorderLayout(0, 2));
    controls.setOpaque(false);
    controls.add(buttons, BorderLayout.NORTH);
    controls.add(choices, BorderLayout.SOUTH);
    JPanel below = new JPanel(new BorderLayout(0, 6));
    below.setOpaque(false);
    below.add(sentence, BorderLayout.NORTH);
    below.add(controls, BorderLayout.SOUTH);
    BorderLayout layout = new BorderLayout(GAP, 10);
    JPanel task = new JPanel(layout);
    task.setOpaque(false);
    task.add(prompt, BorderLayout.CENTER);
    task.add(below, BorderLayout.SOUTH);
    task.addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            boolean low = task.getHeight() < prompt.getPreferredSize().height * 2;
            layout.removeLayoutComponent(prompt); // not the component, which may have the focus
            layout.removeLayoutComponent(below);
            layout.addLayoutComponent(prompt, low ? BorderLayout.WEST : BorderLayout.CENTER);
            layout.addLayoutComponent(below, low ? BorderLayout.CENTER : BorderLayout.SOUTH);
            task.revalidate();
          }
        });
    return task;
  }

  private static JRadioButton radio(String text, char mnemonic, String tip) {
    JRadioButton radio = new JRadioButton(text);
    radio.setOpaque(false);
    radio.setMnemonic(mnemonic);
    radio.setToolTipText(tip);
    return radio;
  }

  /** Says how it goes; a mistake is said in the colour of a warning. */
  void say(String words, boolean mistake) {
    sentence.setText(words);
    prompt.getAccessibleContext().setAccessibleDescription(words);
    sentence.setForeground(mistake ? Palette.warning() : Palette.text());
  }

  /**
   * Says what is read now.
   *
   * @param words empty for nothing
   * @param letter whether that is a letter
   */
  void showRead(String words, boolean letter) {
    preview.setRecognized(letter);
    if (!read.equals(words)) {
      read = words;
      preview.repaint();
    }
  }

  String read() {
    return read;
  }

  /** Only the picture and what to sign, for a full screen. */
  void setBare(boolean bare) {
    side.getComponent(2).setVisible(!bare);
    side.revalidate();
  }

  /** The letter read now, in the picture's corner. */
  private void paintRead(Graphics2D g, Rectangle view, Rectangle box) {
    if (read.isEmpty()) {
      return;
    }
    Font font = UIManager.getFont("Label.font");
    g.setFont(font.deriveFont(Font.BOLD, font.getSize2D() * 1.25f));
    FontMetrics metrics = g.getFontMetrics();
    int width = metrics.stringWidth(read) + 24;
    int height = metrics.getHeight() + 12;
    g.setColor(new Color(0, 0, 0, 200));
    g.fill(new RoundRectangle2D.Double(view.x + 12, view.y + 12, width, height, 14, 14));
    g.setColor(Color.WHITE);
    g.drawString(read, view.x + 24, view.y + 18 + metrics.getAscent());
  }

  /**
   * What to do, the hand and the statistics: one under another, or beside each other where that is
   * wider than high. The first gets its room before the second, and that before the third, which
   * may get none.
   */
  private static final class Side implements LayoutManager {
    private static final int LEAST_TABLE = 90; // px high
    private static final int TABLE = 330; // px wide

    @Override
    public void layoutContainer(Container parent) {
      Component task = parent.getComponent(0);
      Component hand = parent.getComponent(1);
      Component table = parent.getComponent(2);
      int w = parent.getWidth();
      int h = parent.getHeight();
      int most = hand.getPreferredSize().height;
      if (h > w) {
        int top = Math.min(task.getPreferredSize().height, h * 3 / 5);
        int left = h - top - GAP;
        boolean room = table.isVisible() && left - GAP - LEAST_TABLE >= most * 3 / 4;
        int side = room ? Math.min(most, left - GAP - LEAST_TABLE) : Math.min(left, most);
        top = room ? top : h - side - GAP;
        task.setBounds(0, 0, w, top);
        hand.setBounds(0, top + GAP, w, side);
        int rest = h - top - side - 2 * GAP;
        table.setBounds(0, h - rest, w, room ? rest : 0);
      } else {
        int side = Math.min(Math.min(most, h), w / 3);
        boolean beside = table.isVisible() && w - side - TABLE - 2 * GAP >= w / 3;
        int wish = task.getPreferredSize().height;
        boolean below = table.isVisible() && !beside && h - wish - GAP >= LEAST_TABLE;
        int top = below ? wish : h;
        int first = w - side - GAP - (beside ? TABLE + GAP : 0);
        task.setBounds(0, 0, first, top);
        hand.setBounds(first + GAP, 0, side, top);
        if (below) {
          table.setBounds(0, top + GAP, w, h - top - GAP);
        } else {
          table.setBounds(w - TABLE, 0, beside ? TABLE : 0, h);
        }
      }
    }

    @Override
    public Dimension preferredLayoutSize(Container parent) {
      int m = parent.getFontMetrics(parent.getFont()).charWidth('M');
      return new Dimension(27 * m, 40 * m);
    }

    @Override
    public Dimension minimumLayoutSize(Container parent) {
      return new Dimension(160, 120);
    }

    @Override
    public void addLayoutComponent(String name, Component component) {
      // The order is all that matters.
    }

    @Override
    public void removeLayoutComponent(Component component) {
      // The order is all that matters.
    }
  }
}
