package org.signcam.ui.train;

import java.awt.BorderLayout;
import java.awt.CardLayout;
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
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JRadioButton;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;
import org.signcam.ui.Notice;
import org.signcam.ui.Palette;
import org.signcam.ui.RoundCard;
import org.signcam.ui.Text;
import org.signcam.ui.WrapPanel;

/** Everything inside the Train tab, laid out; it knows neither store nor model. */
final class TrainView extends JPanel {
  private static final int GAP = 14;
  private static final String HINT = "hint";
  private static final String RUNNING = "running";
  private static final String RESULT = "result";

  final JPanel signers = new WrapPanel(12, 4);
  final CountTable counts = new CountTable();
  final JTextArea advice = sentence();
  final JRadioButton quick =
      new JRadioButton("Quick: seconds, from the pictures as they are", true);
  final JRadioButton thorough = new JRadioButton("Thorough: minutes, also from disturbed pictures");
  final JButton train = new JButton("Train");
  final JTextArea hint = sentence();
  final JLabel doing = new JLabel(" ");
  final JProgressBar bar = new JProgressBar();
  final LossCurve curve = new LossCurve();
  final JButton stop = new JButton("Stop");
  final JLabel verdict = new JLabel(" ");
  final ChangeTable changes = new ChangeTable();
  final MistakeRow mistakes = new MistakeRow();
  final JButton keep = new JButton("Keep");
  final JButton discard = new JButton("Discard");
  final Notice notice = new Notice();
  private final CardLayout cards = new CardLayout();
  private final JPanel right = new JPanel(cards);

  TrainView() {
    super(new BorderLayout(0, GAP));
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 8, GAP));
    JPanel stage = new JPanel(new SideBySide());
    stage.add(new Card(scrolling(form())));
    right.setOpaque(false);
    right.add(hintPage(), HINT);
    right.add(runningPage(), RUNNING);
    right.add(scrolling(resultPage()), RESULT);
    stage.add(new Card(right));
    add(stage, BorderLayout.CENTER);
    add(notice, BorderLayout.SOUTH);
    train.putClientProperty("FlatLaf.style", "font: bold +2");
    train.setMargin(new Insets(10, 24, 10, 24));
    keep.putClientProperty("FlatLaf.style", "font: bold");
    train.setMnemonic('T');
    keep.setMnemonic('K');
    discard.setMnemonic('D');
    stop.setMnemonic('S');
    bar.setStringPainted(true);
  }

  private JComponent form() {
    Rows rows = new Rows();
    rows.caption("Whose hands to learn");
    signers.setOpaque(false);
    rows.row(signers, 4);
    rows.caption("Pictures of each letter");
    rows.row(counts, 4);
    rows.row(advice, 10);
    rows.caption("How");
    ButtonGroup how = new ButtonGroup();
    for (JRadioButton choice : new JRadioButton[] {quick, thorough}) {
      how.add(choice);
      choice.setOpaque(false);
      rows.row(choice, 2);
    }
    rows.row(train, 14);
    rows.rest();
    return rows;
  }

  private JComponent hintPage() {
    JPanel page = new JPanel(new BorderLayout());
    page.setOpaque(false);
    page.add(hint, BorderLayout.NORTH);
    return page;
  }

  private JComponent runningPage() {
    JPanel page = new JPanel(new BorderLayout(0, GAP));
    page.setOpaque(false);
    JPanel head = new JPanel(new BorderLayout(0, 6));
    head.setOpaque(false);
    head.add(doing, BorderLayout.NORTH);
    head.add(bar, BorderLayout.CENTER);
    JPanel foot = new JPanel(new BorderLayout());
    foot.setOpaque(false);
    foot.add(stop, BorderLayout.WEST);
    page.add(head, BorderLayout.NORTH);
    page.add(curve, BorderLayout.CENTER);
    page.add(foot, BorderLayout.SOUTH);
    return page;
  }

  private JComponent resultPage() {
    Rows rows = new Rows();
    verdict.putClientProperty("FlatLaf.styleClass", "h3");
    rows.row(verdict, 0);
    rows.row(changes, 6);
    rows.row(mistakes, 12);
    WrapPanel buttons = new WrapPanel(8, 6);
    buttons.setOpaque(false);
    buttons.add(keep);
    buttons.add(discard);
    rows.row(buttons, 14);
    rows.rest();
    return rows;
  }

  void showHint(String sentence) {
    hint.setText(sentence);
    cards.show(right, HINT);
  }

  void showRunning() {
    cards.show(right, RUNNING);
  }

  void showResult() {
    cards.show(right, RESULT);
  }

  private static JTextArea sentence() {
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

  private static JScrollPane scrolling(JComponent content) {
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

  /** Rows one under another, as wide as there is room. */
  private static final class Rows extends JPanel implements Scrollable {
    private int at;

    Rows() {
      super(new GridBagLayout());
      setOpaque(false);
    }

    void caption(String text) {
      row(new JLabel(text), at == 0 ? 0 : 16);
    }

    void row(JComponent row, int above) {
      GridBagConstraints place = new GridBagConstraints();
      place.gridy = at++;
      place.weightx = 1;
      place.fill = GridBagConstraints.HORIZONTAL;
      place.insets = new Insets(above, 0, 0, 4);
      add(row, place);
    }

    void rest() {
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
  private static final class SideBySide implements LayoutManager {
    private static final int NARROW = 700;

    @Override
    public void layoutContainer(Container parent) {
      Component first = parent.getComponent(0);
      Component second = parent.getComponent(1);
      int w = parent.getWidth();
      int h = parent.getHeight();
      if (w < NARROW) {
        int top = (h - GAP) / 2;
        first.setBounds(0, 0, w, top);
        second.setBounds(0, top + GAP, w, h - top - GAP);
      } else {
        int left = Math.min(460, (w - GAP) / 2);
        first.setBounds(0, 0, left, h);
        second.setBounds(left + GAP, 0, w - left - GAP, h);
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
