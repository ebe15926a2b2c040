package org.signcam.ui;

import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.samples.RecordingSession;
import org.signcam.samples.SampleStore;
import org.signcam.ui.gallery.Peek;

/**
 * Opens the real window's Gallery on made pictures, to look at it and to measure it; prints how
 * long it took until all pictures in view were drawn, then scrolls through all and prints how long
 * the Swing thread needed for a step.
 *
 * <pre>{@code
 * java -cp … org.signcam.ui.GalleryDemo SAMPLES SETTINGS.json [COUNT [MODEL.safetensors]]
 * }</pre>
 *
 * So many pictures of 432×432 are made in an empty folder; none by default.
 */
final class GalleryDemo {
  private GalleryDemo() {}

  public static void main(String[] args) throws Exception {
    OpenCv.load();
    Path folder = Path.of(args[0]);
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    if (count > 0 && !Files.exists(folder)) {
      make(folder, count);
    }
    Openers openers =
        new Openers(
            (spec, options) -> () -> new StandInFrames(Integer.MAX_VALUE),
            args.length > 3
                ? Openers.real("auto").model()
                : file -> {
                  throw new UserException("There is no model.");
                });
    Path model = Path.of(args.length > 3 ? args[3] : "none.safetensors");
    MainWindow window =
        MainWindow.show(
            new WindowOptions(null, model, null, null, null, folder, null),
            openers,
            new SettingsFile(Path.of(args[1])));
    if (count > 0) {
      Thread.sleep(3000); // camera and window have come up
      measure(window);
    }
    window.awaitClosed();
  }

  private static void measure(MainWindow window) throws Exception {
    long start = System.nanoTime();
    SwingUtilities.invokeAndWait(() -> window.run(Command.TAB_GALLERY));
    while (Peek.shown(window.gallery()) == 0) {
      Thread.sleep(5);
    }
    long known = System.nanoTime();
    while (!Peek.isComplete(window.gallery())) {
      Thread.sleep(5);
    }
    System.out.printf(
        "opened in %d ms, of which the store took %d ms%n",
        (System.nanoTime() - start) / 1_000_000, (known - start) / 1_000_000);
    JComponent pictures = Peek.pictures(window.gallery());
    List<Double> steps = new ArrayList<>();
    for (int y = 0; y < pictures.getHeight(); y += pictures.getHeight() / 400 + 1) {
      int at = y;
      SwingUtilities.invokeAndWait(
          () -> {
            long before = System.nanoTime();
            int height = pictures.getVisibleRect().height;
            pictures.scrollRectToVisible(new Rectangle(0, at, 1, height));
            pictures.paintImmediately(pictures.getVisibleRect());
            steps.add((System.nanoTime() - before) / 1e6);
          });
      Thread.sleep(10);
    }
    steps.sort(null);
    System.out.printf(
        "a step of scrolling: p50 %.1f ms, p95 %.1f ms, most %.1f ms; thumbnails %d MB, heap %d MB%n",
        steps.get(steps.size() / 2),
        steps.get(steps.size() * 95 / 100),
        steps.get(steps.size() - 1),
        Peek.thumbnailBytes(window.gallery()) >> 20,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
  }

  private static void make(Path folder, int count) {
    List<byte[]> pictures = new ArrayList<>();
    try (StandInFrames frames = new StandInFrames(Integer.MAX_VALUE)) {
      Mat frame = new Mat();
      for (int i = 0; i < 300; i++) {
        frames.read(frame);
        if (i % 6 == 0) {
          MatOfByte jpeg = new MatOfByte();
          Imgcodecs.imencode(".jpg", frame.submat(new Rect(104, 24, 432, 432)), jpeg);
          pictures.add(jpeg.toArray());
        }
      }
    }
    List<String> letters = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "nothing");
    int each = Math.max(1, count / 100);
    int made = 0;
    try (SampleStore store = SampleStore.open(folder)) {
      for (String signer : List.of("Ana", "Ben", "Chloé", "Dev", "Eve")) {
        for (int s = 0; s < 2; s++) {
          try (RecordingSession session = store.begin(signer, "Drawn hand")) {
            for (String letter : letters) {
              session.nextBurst();
              for (int i = 0; i < each && made < count; i++) {
                byte[] jpeg = pictures.get(made++ % pictures.size());
                session.add(letter, jpeg, new Region(72, 72, 288), Instant.now());
              }
            }
          }
        }
      }
    }
    System.out.println("made " + made + " pictures");
  }
}
