package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.swing.AbstractButton;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signcam.image.Region;
import org.signcam.model.Prediction;
import org.signcam.recognize.Reading;
import org.signcam.recognize.Speller;
import org.signcam.recognize.StageTimes;

/** The line of spelled text, painted into pictures: needs no display. */
class SpelledLineTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 44;

  private final List<Command> asked = new ArrayList<>();
  private final Notice notice = new Notice();
  private SpelledLine line;
  private double time;

  @BeforeEach
  void make() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          Theme.apply(false, false);
          line = new SpelledLine(asked::add);
        });
  }

  private void show(String letter, double millis) throws Exception {
    double end = time + millis;
    SwingUtilities.invokeAndWait(
        () -> {
          for (; time <= end; time += 40) {
            Prediction prediction =
                new Prediction(List.of("A", "B"), new float[] {0.5f, 0.4f, 0.1f}, 0.5);
            line.read(
                new Reading(
                    0,
                    0,
                    time,
                    null,
                    letter,
                    letter,
                    prediction,
                    new Region(0, 0, 10),
                    new StageTimes(0, 0, 0),
                    0));
          }
        });
  }

  private void run(Command command) throws Exception {
    SwingUtilities.invokeAndWait(() -> line.run(command, notice));
  }

  private AbstractButton button(Command command) {
    Predicate<AbstractButton> wanted = b -> command.tip().equals(b.getToolTipText());
    return Windows.find(line, AbstractButton.class, wanted);
  }

  private SpelledText shown() {
    return Windows.find(line, SpelledText.class, t -> true);
  }

  private String spoken() {
    return shown().getAccessibleContext().getAccessibleDescription();
  }

  @Test
  void heldLettersAreTypedAndEdited() throws Exception {
    show("A", Speller.HOLD_MILLIS + 80);
    run(Command.TYPE_SPACE);
    show("B", Speller.HOLD_MILLIS + 80);
    assertThat(line.text()).isEqualTo("A B");
    assertThat(spoken()).isEqualTo("A B");
    run(Command.DELETE_LETTER);
    assertThat(line.text()).isEqualTo("A ");
    run(Command.CLEAR_TEXT);
    assertThat(line.text()).isEmpty();
    assertThat(spoken()).isEqualTo(SpelledText.EMPTY);
  }

  @Test
  void buttonsAskForWhatTheKeysDoAndOnlyWhereThereIsSomethingToDo() throws Exception {
    for (Command command :
        List.of(Command.TYPE_SPACE, Command.DELETE_LETTER, Command.CLEAR_TEXT, Command.COPY_TEXT)) {
      assertThat(button(command).getAccessibleContext().getAccessibleName())
          .isEqualTo(command.label);
      assertThat(button(command).isEnabled()).isEqualTo(command == Command.TYPE_SPACE);
    }
    run(Command.TYPE_SPACE);
    SwingUtilities.invokeAndWait(button(Command.DELETE_LETTER)::doClick);
    assertThat(asked).containsExactly(Command.DELETE_LETTER);
    assertThat(button(Command.COPY_TEXT).isEnabled()).isTrue();
  }

  @Test
  void aClickLeavesTheKeyboardWhereItIs() {
    assertThat(button(Command.TYPE_SPACE).isRequestFocusEnabled()).isFalse();
  }

  @Test
  void inANarrowWindowTheTextComesFirst() throws Exception {
    for (int width : new int[] {250, WIDTH}) {
      SwingUtilities.invokeAndWait(
          () -> {
            line.setSize(width, HEIGHT);
            line.doLayout();
          });
      assertThat(shown().getWidth()).isGreaterThan(width / 2);
      assertThat(button(Command.COPY_TEXT).getParent().isVisible()).isEqualTo(width == WIDTH);
    }
  }

  private static BufferedImage paint(SpelledText text) throws Exception {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    SwingUtilities.invokeAndWait(
        () -> {
          text.setSize(WIDTH, HEIGHT);
          text.paint(image.createGraphics());
        });
    return image;
  }

  private BufferedImage paint(String text, String letter, double progress) throws Exception {
    SwingUtilities.invokeAndWait(() -> shown().show(text, letter, progress));
    return paint(shown());
  }

  private static int count(BufferedImage image, Color wanted) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == (wanted.getRGB() & 0xffffff) ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void theRingFillsWhileALetterIsHeld() throws Exception {
    int none = count(paint("A", null, 0), Palette.accent());
    int half = count(paint("A", "B", 0.5), Palette.accent());
    int most = count(paint("A", "B", 0.95), Palette.accent());
    assertThat(half).isGreaterThan(none + 20);
    assertThat(most).isGreaterThan(half + 20);
  }

  @Test
  void ofALongTextTheEndIsSeen() throws Exception {
    String early = "A".repeat(500);
    String late = "A".repeat(100);
    assertThat(pixels(paint(early + "B", null, 0))).isEqualTo(pixels(paint(late + "B", null, 0)));
    assertThat(pixels(paint(early + "B", null, 0)))
        .isNotEqualTo(pixels(paint(early + "C", null, 0)));
  }

  private static List<Integer> pixels(BufferedImage image) {
    List<Integer> pixels = new ArrayList<>();
    for (int value : image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH)) {
      pixels.add(value);
    }
    return pixels;
  }

  @Test
  void whenNothingIsReadNoRingStandsStill() throws Exception {
    show("A", Speller.HOLD_MILLIS / 2.0);
    int held = count(paint(shown()), Palette.accent());
    SwingUtilities.invokeAndWait(line::rest);
    assertThat(count(paint(shown()), Palette.accent())).isLessThan(held);
  }
}
