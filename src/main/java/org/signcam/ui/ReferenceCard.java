package org.signcam.ui;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.HierarchyEvent;
import java.awt.image.BufferedImage;
import java.util.function.BooleanSupplier;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.Timer;
import javax.swing.UIManager;
import org.signcam.hand.HandPicture;
import org.signcam.hand.Handshapes;
import org.signcam.hand.Tone;

/**
 * A hand that signs a letter, to be imitated; it turns slowly to and fro. Each picture of a turn is
 * drawn once, off the Swing thread, and then kept; so that the camera and the recognizer do not
 * wait, no more than a third of the time is spent on it: a slow machine turns it more slowly at
 * first. Nothing is done while it is not showing. Swing thread only.
 */
public final class ReferenceCard extends JComponent {
  private static final Tone TONE = Tone.TAN; // stands out from the light and the dark theme
  private static final int TURN = 35; // degrees to either side
  private static final int PICTURES = 37; // from one side to the other
  private static final int SIDE_MILLIS = 3000; // so 12 a second
  private static final int REST = 2; // times as long as a picture took nothing is drawn
  private static final int LARGEST = 480; // px on the screen: more is scaled
  private static final int LEAST = 24; // px
  private static final int PAD = 8;

  private final transient BooleanSupplier leftHand;
  private final Timer timer = new Timer(SIDE_MILLIS / (PICTURES - 1), e -> turn());
  private String letter;
  private String words = "";
  private Hand hand;
  private BufferedImage shown; // of the letter; null until the first is there
  private int at = PICTURES / 2; // from the front
  private int step = 1;
  private boolean drawing;
  private long begun; // ns
  private long restUntil = System.nanoTime();

  /** What has been drawn of a hand in one size on one ground. */
  private static final class Hand {
    final String letter;
    final boolean left;
    final Dimension size;
    final int ground;
    final HandPicture picture;
    final BufferedImage[] pictures = new BufferedImage[PICTURES];

    Hand(String letter, boolean left, Dimension size, int ground) {
      this.letter = letter;
      this.left = left;
      this.size = size;
      this.ground = ground;
      picture = picture(letter, left, size, ground);
    }

    /** Slows down at the sides, as a pendulum does. */
    BufferedImage draw(int index) {
      return picture.draw(-TURN * Math.cos(Math.PI * index / (PICTURES - 1)));
    }
  }

  /**
   * Makes one.
   *
   * @param leftHand whether a left hand is to be shown now
   */
  public ReferenceCard(BooleanSupplier leftHand) {
    this.leftHand = leftHand;
    setToolTipText(
        "As you see your own in a mirror; left or right: " + Command.LEFT_HAND.shortcut());
    addHierarchyListener(
        e -> {
          if ((e.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0) {
            runOrRest();
          }
        });
    updateUI();
  }

  /**
   * The hand as its owner sees it in the preview, which is a mirror: a right hand as its mirror
   * image. A left hand, being a right one's mirror image, looks in it as a right one does to
   * others.
   *
   * @param size px
   * @param ground 0xRRGGBB
   */
  static HandPicture picture(String letter, boolean left, Dimension size, int ground) {
    return new HandPicture(Handshapes.of(letter), TONE, !left, size.width, size.height, ground);
  }

  /** Whether there is a hand to show for a label. */
  public static boolean knows(String label) {
    return Handshapes.letters().contains(label);
  }

  /** Shows a letter's hand; null, or one that has no still handshape, shows none. */
  public void setLetter(String next) {
    String known = next != null && knows(next) ? next : null;
    if (known == null ? letter != null : !known.equals(letter)) {
      letter = known;
      shown = null;
      at = PICTURES / 2;
      restUntil = System.nanoTime();
      runOrRest();
      getAccessibleContext()
          .setAccessibleName(letter == null ? "No hand" : "The hand of the letter " + letter);
      repaint();
    }
  }

  /** What hand is shown; null for none. */
  public String letter() {
    return letter;
  }

  /** What is said where no hand is shown. */
  public void setWords(String sentence) {
    words = sentence;
    repaint();
  }

  /** Whether a picture of the hand is there to be seen. */
  boolean isDrawn() {
    return shown != null;
  }

  private void runOrRest() {
    if (isShowing() && letter != null) {
      timer.start();
      turn();
    } else {
      timer.stop();
    }
  }

  /** Of a picture, px on the screen, within the card's edge. */
  private Dimension pictureSize() {
    double scale = getGraphicsConfiguration().getDefaultTransform().getScaleX();
    scale = Math.min(scale, (double) LARGEST / Math.max(1, Math.max(getWidth(), getHeight())));
    return new Dimension((int) ((getWidth() - 2) * scale), (int) ((getHeight() - 2) * scale));
  }

  /** Shows the next picture if it has been drawn, and has the one after it drawn. */
  private void turn() {
    Dimension size = pictureSize();
    int ground = Palette.card().getRGB() & 0xffffff;
    if (Math.min(size.width, size.height) < LEAST) {
      return;
    }
    boolean left = leftHand.getAsBoolean();
    if (hand == null
        || !hand.size.equals(size)
        || hand.ground != ground
        || hand.left != left
        || !hand.letter.equals(letter)) {
      hand = new Hand(letter, left, size, ground);
    }
    if (hand.pictures[at] != null) {
      shown = hand.pictures[at];
      repaint();
      step = at == 0 ? 1 : at == PICTURES - 1 ? -1 : step;
      at += step;
    }
    if (hand.pictures[at] == null && !drawing && System.nanoTime() - restUntil >= 0) {
      draw(hand, at);
    }
  }

  private void draw(Hand of, int index) {
    drawing = true;
    begun = System.nanoTime();
    Background.run(
        () -> of.draw(index),
        image -> {
          of.pictures[index] = image;
          if (shown == null && timer.isRunning()) {
            turn(); // the first at once
          }
        },
        problem -> {
          throw new IllegalStateException(problem);
        },
        () -> {
          drawing = false;
          restUntil = System.nanoTime() + REST * (System.nanoTime() - begun);
        });
  }

  @Override
  public Dimension getPreferredSize() {
    int side = 16 * getFontMetrics(getFont()).charWidth('M');
    return new Dimension(side, side);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Text.smooth(g);
    RoundCard.paint(g, this, Palette.card(), Palette.line());
    if (letter == null) {
      paintWords(g);
    } else {
      paintHand(g);
    }
    g.dispose();
  }

  private void paintWords(Graphics2D g) {
    g.setFont(getFont());
    g.setColor(Palette.muted());
    int width = getWidth() - 4 * PAD;
    int lines = Text.wrap(words, g.getFontMetrics(), width).size();
    int top = (getHeight() - lines * g.getFontMetrics().getHeight()) / 2;
    Text.drawCentred(g, words, 2 * PAD, top, width);
  }

  private void paintHand(Graphics2D g) {
    if (shown != null) {
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(shown, 1, 1, getWidth() - 2, getHeight() - 2, null);
      RoundCard.cutCorners(g, this);
      g.setColor(Palette.line());
      RoundCard.drawEdge(g, this, 1);
    }
    g.setFont(LetterFont.of(getFont().getSize2D() * 1.5f).deriveFont(Font.BOLD));
    g.setColor(Palette.muted());
    int left = PAD + 2; // over a right hand's thumb; a left one's is on the other side
    int right = getWidth() - left - g.getFontMetrics().stringWidth(letter);
    int x = leftHand.getAsBoolean() ? right : left;
    g.drawString(letter, x, PAD + g.getFontMetrics().getAscent());
  }

  @Override
  public void updateUI() {
    setFont(UIManager.getFont("Label.font"));
    revalidate();
    repaint();
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext =
          new AccessibleJComponent() {
            @Override
            public AccessibleRole getAccessibleRole() {
              return AccessibleRole.ICON;
            }
          };
    }
    return accessibleContext;
  }
}
