package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.signcam.hand.HandPicture;
import org.signcam.hand.Handshapes;
import org.signcam.hand.Tone;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;

@Timeout(120)
class ReferenceCardTest {
  private static final int SIDE = 120; // px

  @Test
  void aHandIsDrawnWhereItIsSeenAndAnotherLetterDrawsAnother() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
    AtomicBoolean left = new AtomicBoolean();
    ReferenceCard card = Windows.seen(() -> new ReferenceCard(left::get));
    JFrame[] frame = new JFrame[1];
    SwingUtilities.invokeAndWait(
        () -> {
          card.setLetter("A");
          frame[0] = new JFrame();
          frame[0].add(card);
          card.setPreferredSize(new Dimension(SIDE, SIDE));
          frame[0].pack();
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
      SwingUtilities.invokeAndWait(() -> card.setLetter("I"));
      Windows.until("a right hand", () -> card.isDrawn() && top(paint(card)) > SIDE / 2);
      left.set(true);
      Windows.until("a left hand", () -> top(paint(card)) < SIDE / 2);
    } finally {
      SwingUtilities.invokeAndWait(frame[0]::dispose);
    }
  }

  /** In a mirror and out of it, a right hand and a left one: the card is as the mirror is. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itLooksAsTheUsersOwnHandDoesInThePreview(boolean left) throws Exception {
    OpenCv.load();
    BufferedImage card = ReferenceCard.picture("I", left, new Dimension(SIDE, SIDE), 0).draw(0);
    BufferedImage camera = // what others see: a left hand is a right one's mirror image
        new HandPicture(Handshapes.of("I"), Tone.TAN, left, SIDE, SIDE, 0).draw(0);
    BufferedImage mirror = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    SwingUtilities.invokeAndWait(
        () -> {
          PreviewPanel preview = new PreviewPanel(region -> {});
          preview.setSize(SIDE, SIDE);
          Mat frame = bgr(camera);
          preview.showFrame(frame);
          preview.setRegion(new Region(0, 0, SIDE));
          preview.setRecognized(false);
          preview.paint(mirror.createGraphics());
          preview.release();
          frame.release();
        });
    assertThat(top(camera) < SIDE / 2).as("the little finger, to others").isEqualTo(!left);
    assertThat(top(mirror) < SIDE / 2).as("in the preview").isEqualTo(left);
    assertThat(top(card) < SIDE / 2).as("on the card").isEqualTo(left);
  }

  private static Mat bgr(BufferedImage image) {
    Mat mat = new Mat(SIDE, SIDE, CvType.CV_8UC3);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int p = image.getRGB(x, y);
        mat.put(y, x, new byte[] {(byte) p, (byte) (p >> 8), (byte) (p >> 16)});
      }
    }
    return mat;
  }

  private static BufferedImage paint(ReferenceCard card) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    card.paint(image.createGraphics());
    return image;
  }

  /** The column of the little finger's tip: the topmost of what has a hand's colour. */
  private static int top(BufferedImage image) {
    for (int i = 0; i < SIDE * SIDE; i++) {
      Color c = new Color(image.getRGB(i % SIDE, i / SIDE));
      if (c.getRed() > c.getBlue() + 30) {
        return i % SIDE;
      }
    }
    return -1;
  }

  @Test
  void lettersThatMoveHaveNoHand() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          ReferenceCard card = new ReferenceCard(() -> false);
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
          ReferencePicker picker = new ReferencePicker(() -> false);
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

  @Test
  void aRememberedLetterWaitsForItsModelAndAnUnknownOneIsNoLetter() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          ReferencePicker picker = new ReferencePicker(() -> false);
          picker.setLetters(List.of("A", "B")); // until there is a model
          for (String letter : new String[] {"L", "Z", "?", null}) {
            picker.choose(letter);
            assertThat(picker.card.letter()).isEqualTo("L");
          }
          picker.setLetters(List.of("K", "L"));
          assertThat(picker.card.letter()).isEqualTo("L");
        });
  }
}
