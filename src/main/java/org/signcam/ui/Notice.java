package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.Timer;

/** A sentence for the user at the foot of the window. Good news goes by itself. */
public final class Notice extends JPanel {
  private static final int SHOWN_MILLIS = 6000;

  private final JTextArea text = new JTextArea();
  private final Timer timer = new Timer(SHOWN_MILLIS, e -> fade());
  private boolean problem;
  private boolean covers; // good news stands in its place
  private String lasting = ""; // what is wrong as long as it is

  public Notice() {
    super(new BorderLayout(12, 0));
    setOpaque(false);
    setVisible(false);
    setBorder(BorderFactory.createEmptyBorder(8, 16, 8, 8));
    text.setEditable(false);
    text.setFocusable(false);
    text.setOpaque(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setTransferHandler(null); // a file dropped here is the window's
    text.setBorder(BorderFactory.createEmptyBorder(5, 0, 5, 0));
    JButton close = new JButton("Close");
    close.addActionListener(e -> setVisible(false));
    add(text, BorderLayout.CENTER);
    JPanel side = new JPanel(new BorderLayout());
    side.setOpaque(false);
    side.add(close, BorderLayout.NORTH);
    add(side, BorderLayout.EAST);
    timer.setRepeats(false);
    addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            revalidate(); // lines break anew
          }
        });
  }

  /** Something went well; the sentence goes after six seconds. */
  public void tell(String sentence) {
    covers |= stands();
    show(sentence, false);
    timer.restart();
  }

  /** Something went wrong; the sentence stays until it is closed. */
  public void warn(String sentence) {
    timer.stop();
    covers = false;
    show(sentence, true);
  }

  /**
   * Says what is wrong as long as it is.
   *
   * @param sentence what is wrong now; empty takes back what was said here before, and nothing else
   */
  public void warnWhile(String sentence) {
    if (!sentence.equals(lasting)) {
      boolean stands = stands();
      lasting = sentence;
      if (!sentence.isEmpty()) {
        warn(sentence);
      } else if (stands) {
        setVisible(false);
      }
    }
  }

  private boolean stands() {
    return isVisible() && problem && text.getText().equals(lasting);
  }

  /** Good news goes; what it covered and still holds is said again. */
  private void fade() {
    if (covers && !lasting.isEmpty()) {
      warn(lasting);
    } else {
      setVisible(false);
    }
  }

  private void show(String sentence, boolean warning) {
    problem = warning;
    text.setText(sentence);
    text.setForeground(warning ? Palette.warning() : Palette.text());
    getAccessibleContext().setAccessibleName(sentence);
    setVisible(true);
    revalidate();
    repaint();
  }

  public String sentence() {
    return isVisible() ? text.getText() : "";
  }

  @Override
  public void updateUI() {
    super.updateUI();
    if (text != null) { // the constructor of JPanel calls this before there is a text
      text.setForeground(problem ? Palette.warning() : Palette.text());
    }
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, getPreferredSize().height);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    RoundCard.paint(g, this, Palette.card(), problem ? Palette.warning() : Palette.line());
    g.dispose();
  }
}
