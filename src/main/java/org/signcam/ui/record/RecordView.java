package org.signcam.ui.record;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.signcam.ui.ModelState;
import org.signcam.ui.Notice;
import org.signcam.ui.Pages;
import org.signcam.ui.Palette;
import org.signcam.ui.PanelAndCard;
import org.signcam.ui.PictureAndSide;
import org.signcam.ui.PreviewPanel;
import org.signcam.ui.ReferenceCard;
import org.signcam.ui.RoundCard;
import org.signcam.ui.Text;

/** Everything inside the Record tab, laid out; it knows neither camera nor store. */
final class RecordView extends JPanel {
  private static final int GAP = 14;

  final PreviewPanel preview;
  final RecordOverlay overlay = new RecordOverlay();
  final RecordForm form;
  final JButton record = new JButton();
  final JButton run = new JButton();
  final Notice notice = new Notice();
  final JLabel said = new JLabel(" ");
  private final JPanel buttons = new JPanel(new GridLayout(0, 1, 0, 6));
  final ReferenceCard reference;
  private final JPanel sideAndCard = new JPanel(new PanelAndCard(GAP));

  /**
   * @param leftHand whether the reference hand is a left one now
   */
  RecordView(PreviewPanel preview, RecordForm form, BooleanSupplier leftHand) {
    super(new BorderLayout(0, GAP));
    this.preview = preview;
    this.form = form;
    reference = new ReferenceCard(leftHand);
    preview.setOverlay(overlay);
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 8, GAP));
    buttons.setOpaque(false);
    record.putClientProperty("FlatLaf.style", "font: bold +2");
    record.setMargin(new Insets(10, 12, 10, 12));
    buttons.add(record);
    buttons.add(run);
    JPanel side = new Side();
    side.add(Pages.scrolling(form), BorderLayout.CENTER);
    side.add(buttons, BorderLayout.SOUTH);
    JPanel stage = new JPanel(new PictureAndSide(GAP, 40));
    stage.add(preview);
    sideAndCard.add(side);
    sideAndCard.add(reference);
    stage.add(sideAndCard);
    sideAndCard.addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            boolean below = sideAndCard.getY() > 0; // then there is width and little height
            buttons.setLayout(below ? new GridLayout(1, 0, 6, 0) : new GridLayout(0, 1, 0, 6));
            buttons.revalidate();
          }
        });
    JPanel foot = new JPanel(new BorderLayout(0, 8));
    foot.add(notice, BorderLayout.NORTH);
    foot.add(said, BorderLayout.SOUTH);
    said.putClientProperty("FlatLaf.styleClass", "small");
    said.setMinimumSize(new Dimension(0, 0));
    said.getAccessibleContext().setAccessibleName("Status");
    add(stage, BorderLayout.CENTER);
    add(foot, BorderLayout.SOUTH);
  }

  /** Only the picture, for a full screen: the keys do the rest. */
  void setBare(boolean bare) {
    sideAndCard.setVisible(!bare);
    said.setVisible(!bare);
    revalidate();
  }

  /**
   * Everything that follows from the state.
   *
   * @param ready whether something can be recorded
   * @param hint what is missing, or empty
   */
  void show(Takes takes, long nowMillis, boolean ready, String hint) {
    boolean idle = takes.state() == Takes.State.IDLE;
    boolean recording = takes.state() == Takes.State.RECORDING;
    if (!idle) {
      form.letters.choose(takes.letter());
    }
    String letter = ModelState.words(form.letters.chosen());
    overlay.setLetter(letter);
    reference.setLetter(form.letters.chosen());
    reference.setVisible(reference.letter() != null);
    boolean pause = takes.state() == Takes.State.PAUSE;
    overlay.setSecondsLeft(pause ? takes.secondsLeft(nowMillis) : 0);
    if (recording && !overlay.isRecording()) {
      overlay.setProgress("0");
    }
    overlay.setRecording(recording);
    overlay.setHint(hint);
    record.setEnabled(ready);
    record.setText(recordCaption(takes, letter));
    List<String> labels = form.letters.labels();
    run.setEnabled(ready && idle);
    run.setText(
        takes.following() > 0
            ? "Then "
                + takes.following()
                + " more, up to "
                + ModelState.words(labels.get(labels.size() - 1))
            : "All letters from " + letter);
    preview.repaint();
  }

  private String recordCaption(Takes takes, String letter) {
    if (takes.state() != Takes.State.IDLE) {
      return takes.isHeld() ? "Let go to stop" : "Stop";
    }
    return form.settings().countdown()
        ? "Record " + letter + " in 3 s"
        : "Hold to record " + letter;
  }

  void say(String sentence) {
    said.setText(sentence.isEmpty() ? " " : sentence);
    said.setToolTipText(sentence.isEmpty() ? null : sentence);
  }

  private static final class Side extends JPanel {
    Side() {
      super(new BorderLayout(0, 10));
      setOpaque(false);
      setBorder(BorderFactory.createEmptyBorder(12, 16, 12, 16));
    }

    /** Its rows wrap, so the width is ours to choose. */
    @Override
    public Dimension getPreferredSize() {
      int m = getFontMetrics(getFont()).charWidth('M');
      return new Dimension(27 * m, super.getPreferredSize().height);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      Graphics2D g = (Graphics2D) graphics.create();
      Text.smooth(g);
      RoundCard.paint(g, this, Palette.card(), Palette.line());
      g.dispose();
    }
  }
}
