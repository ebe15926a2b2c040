package org.signcam.ui.train;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Insets;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JRadioButton;
import javax.swing.JTextArea;
import org.signcam.ui.Notice;
import org.signcam.ui.Pages;
import org.signcam.ui.WrapPanel;

/** Everything inside the Train tab, laid out; it knows neither store nor model. */
final class TrainView extends JPanel {
  private static final int GAP = 14;
  private static final String HINT = "hint";
  private static final String RUNNING = "running";
  private static final String RESULT = "result";

  final SignerBoxes signers = new SignerBoxes();
  final CountTable counts = new CountTable();
  final JTextArea advice = Pages.sentence();
  final JRadioButton quick =
      new JRadioButton("Quick: seconds, from the pictures as they are", true);
  final JRadioButton thorough = new JRadioButton("Thorough: minutes, also from disturbed pictures");
  final JButton train = new JButton("Train");
  final JTextArea hint = Pages.sentence();
  final JLabel doing = new JLabel(" ");
  final JProgressBar bar = new JProgressBar();
  final LossCurve curve = new LossCurve();
  final JButton stop = new JButton("Stop");
  final JLabel verdict = new JLabel(" ");
  final JTextArea caution = Pages.sentence();
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
    JPanel stage = new JPanel(new Pages.SideBySide(GAP));
    stage.add(Pages.card(above(Pages.scrolling(form()), train)));
    right.setOpaque(false);
    right.add(hintPage(), HINT);
    right.add(runningPage(), RUNNING);
    right.add(above(Pages.scrolling(resultPage()), decision()), RESULT);
    JPanel outcome = new JPanel(new BorderLayout(0, 10));
    outcome.setOpaque(false);
    outcome.add(notice, BorderLayout.NORTH); // no button below moves when a sentence comes or goes
    outcome.add(right, BorderLayout.CENTER);
    stage.add(Pages.card(outcome));
    add(stage, BorderLayout.CENTER);
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
    Pages.Rows rows = new Pages.Rows();
    rows.caption("Whose hands to learn");
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
    rows.rest();
    return rows;
  }

  /** What is always to be seen, however low the window, goes below what scrolls. */
  private static JComponent above(JComponent page, JComponent foot) {
    JPanel both = new JPanel(new BorderLayout(0, 10));
    both.setOpaque(false);
    both.add(page, BorderLayout.CENTER);
    both.add(foot, BorderLayout.SOUTH);
    return both;
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
    Pages.Rows rows = new Pages.Rows();
    verdict.putClientProperty("FlatLaf.styleClass", "h3");
    rows.row(verdict, 0);
    rows.row(changes, 6);
    rows.row(caution, 10);
    rows.row(mistakes, 12);
    rows.rest();
    return rows;
  }

  private JComponent decision() {
    WrapPanel buttons = new WrapPanel(8, 6);
    buttons.setOpaque(false);
    buttons.add(keep);
    buttons.add(discard);
    return buttons;
  }

  /** Sentences above the figures or below them; empty for none. */
  static void say(JTextArea where, String sentences) {
    where.setText(sentences);
    where.setVisible(!sentences.isEmpty());
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
}
