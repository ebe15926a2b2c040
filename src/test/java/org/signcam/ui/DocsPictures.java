package org.signcam.ui;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;
import org.signcam.base.Folders;
import org.signcam.hand.HandPicture;
import org.signcam.hand.Handshapes;
import org.signcam.hand.Tone;
import org.signcam.image.OpenCv;

/**
 * Makes the pictures of the documentation, all with the program's own hand: no person is to be seen
 * on them. {@code xvfb-run -a mvn -q -Ppictures test-compile exec:exec}
 */
final class DocsPictures {
  private static final Path DOCS = Path.of("docs");
  private static final Path MODEL = Path.of("models", "asl-a-i.safetensors");
  private static final String WORD = "CAB";
  private static final int CARD = 150; // px

  private DocsPictures() {}

  public static void main(String[] args) throws Exception {
    OpenCv.load();
    letters();
    Path folder = Files.createTempDirectory("signcam-pictures");
    int code = 1;
    try {
      window(folder);
      code = 0;
    } catch (AssertionError e) {
      System.err.println(e.getMessage());
    } finally {
      Folders.delete(folder);
      System.exit(code); // the window and libraries leave threads behind
    }
  }

  /** The Live tab, the word just spelled. */
  private static void window(Path folder) throws Exception {
    Path settings = folder.resolve("window.json");
    Files.writeString(settings, "{\"theme\":\"light\",\"window\":[0,0,1280,800]}");
    WindowOptions options =
        new WindowOptions("virtual:" + WORD + ":3", MODEL, "cpu", null, null, folder, null);
    MainWindow window = MainWindow.show(options, Openers.real("cpu"), new SettingsFile(settings));
    Windows.until("the last letter typed", () -> window.view().spelled.text().equals(WORD));
    SwingUtilities.invokeAndWait(
        () -> {
          BufferedImage picture =
              new BufferedImage(
                  window.getRootPane().getWidth(),
                  window.getRootPane().getHeight(),
                  BufferedImage.TYPE_INT_RGB);
          window.getRootPane().paint(picture.createGraphics());
          write(picture, "window.png");
        });
    SwingUtilities.invokeAndWait(window::quit);
    window.awaitClosed();
  }

  /** Every letter's hand, as whoever is signed to sees it. */
  private static void letters() {
    List<String> letters = Handshapes.letters();
    int columns = 6;
    int rows = letters.size() / columns;
    BufferedImage sheet =
        new BufferedImage(columns * CARD, rows * CARD, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, CARD / 9));
    g.setColor(Color.DARK_GRAY);
    List<Tone> tones = List.of(Tone.values());
    for (int i = 0; i < letters.size(); i++) {
      String letter = letters.get(i);
      int x = i % columns * CARD;
      int y = i / columns * CARD;
      Tone tone = tones.get((i + i / columns) % tones.size());
      HandPicture hand = new HandPicture(Handshapes.of(letter), tone, false, CARD, CARD, 0xf2f3f7);
      g.drawImage(hand.draw(0), x, y, null);
      g.drawString(letter, x + CARD / 15, y + CARD / 7);
    }
    g.dispose();
    write(sheet, "letters.png");
  }

  private static void write(BufferedImage picture, String name) {
    try {
      ImageIO.write(picture, "png", DOCS.resolve(name).toFile());
    } catch (IOException e) {
      throw new IllegalStateException("Writing " + name, e);
    }
  }
}
