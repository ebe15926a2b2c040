package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.util.List;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReferenceCardTest {
  @Test
  void aHandIsDrawnWhereItIsSeenAndAnotherLetterDrawsAnother() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
    ReferenceCard card = Windows.seen(ReferenceCard::new);
    JFrame[] frame = new JFrame[1];
    SwingUtilities.invokeAndWait(
        () -> {
          card.setLetter("A");
          frame[0] = new JFrame();
          frame[0].add(card);
          frame[0].setSize(120, 120);
        });
    try {
      assertThat(Windows.seen(card::isDrawn)).as("nobody sees it").isFalse();
      SwingUtilities.invokeAndWait(() -> frame[0].setVisible(true));
      Windows.until("A", card::isDrawn);
      SwingUtilities.invokeAndWait(
          () -> {
            card.setLetter("B");
            assertThat(card.isDrawn()).as("no A is shown for a B").isFalse();
          });
      Windows.until("B", card::isDrawn);
    } finally {
      SwingUtilities.invokeAndWait(frame[0]::dispose);
    }
  }

  @Test
  void lettersThatMoveHaveNoHand() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          ReferenceCard card = new ReferenceCard();
          card.setLetter("A");
          assertThat(card.letter()).isEqualTo("A");
          for (String none : new String[] {"J", "Z", "nothing", null}) {
            card.setLetter(none);
            assertThat(card.letter()).isNull();
          }
        });
  }

  @Test
  void theLettersOfTheModelAreGoneThroughInACircle() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          ReferencePicker picker = new ReferencePicker();
          picker.setLetters(List.of("C", "J", "L", "nothing"));
          assertThat(picker.card.letter()).isEqualTo("C");
          Windows.button(picker, "›").doClick();
          assertThat(picker.card.letter()).isEqualTo("L");
          Windows.button(picker, "›").doClick();
          assertThat(picker.card.letter()).isEqualTo("C");
          Windows.button(picker, "‹").doClick();
          picker.setLetters(List.of("L", "M"));
          assertThat(picker.card.letter()).as("it stays where it can").isEqualTo("L");
          picker.setLetters(List.of("J"));
          assertThat(picker.card.letter()).isNull();
        });
  }
}
