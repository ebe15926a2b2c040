package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.camera.CaptureLoop;
import org.signcam.image.InputImage;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.ui.ReadingView.Bar;
import org.signcam.ui.ReadingView.State;

/** The panels painted into pictures: needs no display. */
class PanelsTest {
  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;

  private final List<Region> told = new ArrayList<>();
  private PreviewPanel preview;

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  @BeforeEach
  void make() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          preview = new PreviewPanel(told::add);
          preview.setSize(800, 480);
        });
  }

  /** Left half red, right half blue, as the camera gives it. */
  private static Mat redLeftBlueRight() {
    Mat frame = new Mat(480, 640, CvType.CV_8UC3, new Scalar(255, 0, 0)); // BGR
    frame.submat(0, 480, 0, 320).setTo(new Scalar(0, 0, 255));
    return frame;
  }

  private static BufferedImage paint(JComponent panel, double scale) throws Exception {
    BufferedImage image =
        new BufferedImage(
            (int) (panel.getWidth() * scale),
            (int) (panel.getHeight() * scale),
            BufferedImage.TYPE_INT_RGB);
    SwingUtilities.invokeAndWait(
        () -> {
          Graphics2D g = image.createGraphics();
          g.scale(scale, scale);
          panel.paint(g);
          g.dispose();
        });
    return image;
  }

  private static int colour(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  private void show(Mat frame, Region region) throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          preview.showFrame(frame);
          preview.setRegion(region);
        });
  }

  @Test
  void thePreviewIsMirroredAndTheModelsPixelsAreNot() throws Exception {
    Mat frame = redLeftBlueRight();
    Region all = new Region(80, 0, 480);
    show(frame, all);
    BufferedImage seen = paint(preview, 1);
    assertThat(colour(seen, 300, 240)).isEqualTo(BLUE);
    assertThat(colour(seen, 500, 240)).isEqualTo(RED);

    var input = new InputImage(32).fill(frame, all); // RGB, height × width × 3
    assertThat(input.get(0) & 0xff).as("red at the left").isEqualTo(255);
    assertThat(input.get(31 * 3 + 2) & 0xff).as("blue at the right").isEqualTo(255);
  }

  @Test
  void onAFineScreenThePictureIsScaledToItsOwnPixels() throws Exception {
    show(redLeftBlueRight(), new Region(80, 0, 480));
    BufferedImage seen = paint(preview, 2);
    assertThat(colour(seen, 797, 480)).isEqualTo(BLUE);
    assertThat(colour(seen, 802, 480)).isEqualTo(RED);
  }

  @Test
  void besideTheSquareThePictureIsDarkerAlsoOnceTheSquareHasMoved() throws Exception {
    Mat grey = new Mat(480, 640, CvType.CV_8UC3, new Scalar(100, 100, 100));
    show(grey, new Region(0, 0, 200)); // at the right, being mirrored
    BufferedImage before = paint(preview, 1);
    SwingUtilities.invokeAndWait(() -> preview.setRegion(new Region(440, 280, 200)));
    BufferedImage after = paint(preview, 2);
    int width = preview.getWidth();
    int height = preview.getHeight();
    assertThat(colour(before, width - 100, 100)).isEqualTo(0x646464);
    assertThat(colour(before, 100, height - 100)).isEqualTo(0x3e3e3e);
    assertThat(colour(before, width / 2, height / 2)).isEqualTo(0x3e3e3e);
    assertThat(colour(after, 200, 2 * height - 200)).isEqualTo(0x646464);
    assertThat(colour(after, 2 * width - 200, 200)).isEqualTo(0x3e3e3e);
  }

  @Test
  void besideThePictureTheLetterboxIsDark() throws Exception {
    show(redLeftBlueRight(), new Region(200, 100, 100));
    assertThat(colour(paint(preview, 1), 40, 240)).isEqualTo(0x0c0e12);
  }

  @Test
  void theMouseDragsTheSquareAsItIsSeen() throws Exception {
    show(redLeftBlueRight(), new Region(200, 100, 100));
    // In the view the frame begins at 80: the square's middle is at 80 + 640 - 250.
    SwingUtilities.invokeAndWait(
        () -> {
          mouse(MouseEvent.MOUSE_PRESSED, 470, 150);
          mouse(MouseEvent.MOUSE_DRAGGED, 490, 160);
          mouse(MouseEvent.MOUSE_RELEASED, 490, 160);
        });
    assertThat(told).containsExactly(new Region(180, 110, 100));
  }

  private void mouse(int id, int x, int y) {
    preview.dispatchEvent(
        new MouseEvent(preview, id, 0, 0, x, y, 1, false, MouseEvent.BUTTON1) {
          @Override
          public int getModifiersEx() {
            return BUTTON1_DOWN_MASK;
          }
        });
  }

  @Test
  void theKeyboardMovesResizesAndResets() throws Exception {
    show(redLeftBlueRight(), new Region(200, 100, 100));
    SwingUtilities.invokeAndWait(
        () -> {
          key(KeyStroke.getKeyStroke(KeyEvent.VK_RIGHT, 0));
          key(KeyStroke.getKeyStroke(KeyEvent.VK_RIGHT, KeyEvent.SHIFT_DOWN_MASK));
          key(KeyStroke.getKeyStroke('+'));
          key(KeyStroke.getKeyStroke(KeyEvent.VK_HOME, 0));
        });
    assertThat(told)
        .containsExactly(
            new Region(196, 100, 100),
            new Region(172, 100, 100),
            new Region(170, 98, 104),
            Region.centred(640, 480));
  }

  private void key(KeyStroke key) {
    Object name = preview.getInputMap(JComponent.WHEN_FOCUSED).get(key);
    preview.getActionMap().get(name).actionPerformed(null);
  }

  @Test
  void withoutACameraItSaysSoAndOffersAFile() throws Exception {
    SwingUtilities.invokeAndWait(
        () ->
            preview.showMessage(
                new MessagePane.Message(
                    "No picture from a camera",
                    "Plug one in.",
                    List.of(new MessagePane.Choice("Open a video…", 'O', () -> {})))));
    paint(preview, 1);
    assertThat(preview.getAccessibleContext().getAccessibleDescription())
        .isEqualTo("No picture from a camera. Plug one in.");
  }

  @ParameterizedTest
  @ValueSource(ints = {380, 500, 800})
  void allButtonsOfAMessageAreThereHoweverNarrowItIs(int width) throws Exception {
    MessagePane pane = new MessagePane();
    JPanel around = new JPanel(new MessagePane.Centred());
    SwingUtilities.invokeAndWait(
        () -> {
          around.add(pane);
          around.setSize(width, 480);
          pane.show(
              CameraWords.message(
                  new CameraState(CaptureLoop.State.ABSENT, null, "There is none.", null),
                  () -> {},
                  () -> {},
                  () -> {}));
          for (int i = 0; i < 3; i++) { // a row's height follows its width
            layOut(around);
          }
        });
    for (String label :
        List.of("Let a virtual hand sign", "Open a video or picture…", "Try again")) {
      AbstractButton button = Windows.button(around, label);
      Rectangle place =
          SwingUtilities.convertRectangle(button.getParent(), button.getBounds(), pane);
      assertThat(new Rectangle(pane.getSize()).contains(place)).as(label).isTrue();
    }
  }

  private static void layOut(Container container) {
    container.doLayout();
    for (Component child : container.getComponents()) {
      if (child instanceof Container inner) {
        layOut(inner);
      }
    }
  }

  private static ReadingView reading(State state, String letter, double a) {
    List<Bar> bars = List.of(new Bar("A", a), new Bar("B", 0), new Bar(ReadingView.REJECTED, 0));
    return new ReadingView(state, letter, a, bars, 0.6, "");
  }

  private static BufferedImage paint(ReadingView view) throws Exception {
    ReadingPanel[] panel = new ReadingPanel[1];
    SwingUtilities.invokeAndWait(
        () -> {
          panel[0] = new ReadingPanel();
          panel[0].setSize(360, 600);
          panel[0].show(view);
        });
    return paint(panel[0], 1);
  }

  private static int count(BufferedImage image, Color wanted) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += colour(image, x, y) == (wanted.getRGB() & 0xffffff) ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void theBarOfTheLetterIsAsLongAsItsProbability() throws Exception {
    int half = count(paint(reading(State.LETTER, "A", 0.5)), Palette.accent());
    int full = count(paint(reading(State.LETTER, "A", 1.0)), Palette.accent());
    assertThat(full).isGreaterThan(half + 500);
  }

  @Test
  void aLetterIsVeryLargeAndNoSignIsNot() throws Exception {
    int letter = count(paint(reading(State.LETTER, "A", 0.9)), Palette.text());
    int none = count(paint(reading(State.NO_SIGN, null, 0.3)), Palette.text());
    assertThat(letter).isGreaterThan(5000);
    assertThat(none).isLessThan(200);
  }

  @Test
  void whatIsShownIsAlsoSaid() {
    assertThat(reading(State.LETTER, "A", 0.934).spoken()).isEqualTo("A, 93 %");
    assertThat(reading(State.NO_SIGN, null, 0.3).spoken()).isEqualTo("No sign");
    assertThat(ReadingView.noModel("There is no model.").spoken()).isEqualTo("There is no model.");
  }

  @Test
  void everyThemeGivesReadableText() throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      for (boolean projector : new boolean[] {false, true}) {
        SwingUtilities.invokeAndWait(() -> Theme.apply(dark, projector));
        Map<String, Color> texts = Map.of("text", Palette.text(), "muted", Palette.muted());
        texts.forEach(
            (name, colour) ->
                assertThat(contrast(colour, Palette.card()))
                    .as("%s, dark %s, projector %s", name, dark, projector)
                    .isGreaterThan(projector ? 12 : 4.5));
      }
    }
  }

  /** Contrast ratio as WCAG 2.2 defines it, 1 to 21. */
  private static double contrast(Color a, Color b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(Color c) {
    double[] rgb = {c.getRed() / 255.0, c.getGreen() / 255.0, c.getBlue() / 255.0};
    for (int i = 0; i < 3; i++) {
      rgb[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }
}
