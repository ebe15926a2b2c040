package org.signcam.ui;

import java.awt.BorderLayout;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.KeyStroke;

/**
 * The hand of a letter that the user picks: by the letter's key, or by going through them. Its keys
 * are dead while it is not showing. Swing thread only.
 */
final class ReferencePicker extends JPanel {
  final ReferenceCard card;
  private final JButton before = button("‹", "The hand of the letter before", -1);
  private final JButton after = button("›", "The hand of the next letter", 1);
  private List<String> letters = List.of();

  /**
   * @param leftHand whether a left hand is to be shown now
   */
  ReferencePicker(BooleanSupplier leftHand) {
    super(new BorderLayout());
    card = new ReferenceCard(leftHand);
    card.setLayout(new BorderLayout());
    card.add(before, BorderLayout.WEST);
    card.add(after, BorderLayout.EAST);
    card.setWords("None of this model's letters has a still handshape");
    add(card, BorderLayout.CENTER);
  }

  private JButton button(String text, String tip, int step) {
    JButton button = new JButton(text);
    button.putClientProperty("JButton.buttonType", "borderless");
    button.putClientProperty("FlatLaf.style", "font: bold +8");
    button.setToolTipText(tip);
    button.setRequestFocusEnabled(false); // the keys stay the tab's
    button.getAccessibleContext().setAccessibleName(tip);
    button.addActionListener(
        e -> {
          int at = letters.indexOf(card.letter()) + step;
          card.setLetter(letters.get(Math.floorMod(at, letters.size())));
        });
    return button;
  }

  /** Shows a letter's hand, also of one that only the model to come may have. */
  void choose(String letter) {
    if (letter != null && ReferenceCard.knows(letter)) {
      card.setLetter(letter);
    }
  }

  /** What can be picked: those of a model's letters that have a hand. */
  void setLetters(List<String> labels) {
    letters = labels.stream().filter(ReferenceCard::knows).toList();
    getInputMap(WHEN_IN_FOCUSED_WINDOW).clear();
    for (String letter : letters) {
      Menus.bind(this, KeyStroke.getKeyStroke(letter), letter, () -> card.setLetter(letter));
    }
    if (!letters.contains(card.letter())) {
      card.setLetter(letters.isEmpty() ? null : letters.get(0));
    }
    before.setEnabled(letters.size() > 1);
    after.setEnabled(letters.size() > 1);
  }
}
