package org.signcam.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.samples.Sample;

@Timeout(60)
class ThumbnailsTest {
  private static final long BYTES = 40L * 100 * 100 * 3; // room for forty

  private static List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(ArrangementTest.sample("Ana", "20261123T090000", "A", i));
    }
    return samples;
  }

  @Test
  void theCacheForgetsWhatWasUsedLongestAgo() {
    BoundedCache<String, String> cache = new BoundedCache<>(10);
    cache.put("a", "A", 4);
    cache.put("b", "B", 4);
    assertThat(cache.get("a")).isEqualTo("A");
    cache.put("c", "C", 4);
    assertThat(cache.get("b")).isNull();
    assertThat(cache.get("a")).isEqualTo("A");
    cache.put("a", "A2", 5);
    assertThat(cache.bytes()).isEqualTo(9);
    cache.put("huge", "H", 11);
    assertThat(cache.get("huge")).isNull();
    assertThat(cache.bytes()).isLessThanOrEqualTo(10);
    cache.clear();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void onlyWhatIsWantedLastIsMadeAndNoMoreThanThereIsRoomFor() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Set<Sample> asked = ConcurrentHashMap.newKeySet();
    LinkedBlockingQueue<Sample> made = new LinkedBlockingQueue<>();
    List<Sample> all = samples(10_000);
    try (Thumbnails thumbnails =
        new Thumbnails(
            BYTES,
            1,
            (sample, side) -> {
              asked.add(sample);
              await(go);
              return new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
            },
            made::add)) {
      thumbnails.setSide(100);
      thumbnails.want(all.subList(0, 100));
      while (asked.isEmpty()) {
        Thread.sleep(1);
      }
      thumbnails.want(all.subList(5000, 6000));
      go.countDown();
      for (int i = 0; i < 41; i++) {
        assertThat(made.poll(20, TimeUnit.SECONDS)).isNotNull();
      }
      assertThat(made.poll(100, TimeUnit.MILLISECONDS)).isNull();
      assertThat(asked).contains(all.get(0)).containsAll(all.subList(5000, 5040)).hasSize(41);
      assertThat(thumbnails.bytes()).isLessThanOrEqualTo(BYTES);
      assertThat(thumbnails.get(all.get(5000))).isPresent();
      assertThat(thumbnails.get(all.get(1))).isNull();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Needs no display: the pane is laid out and painted into a picture. */
  @Test
  void ofTenThousandPicturesOnlyThoseInViewAndAPageAboutAreMade() throws Exception {
    Set<Sample> asked = ConcurrentHashMap.newKeySet();
    List<Sample> all = samples(10_000);
    try (Thumbnails thumbnails =
        new Thumbnails(
            64 << 20,
            1,
            (sample, side) -> {
              asked.add(sample);
              return new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
            },
            s -> {})) {
      ThumbnailPane[] made = new ThumbnailPane[1];
      SwingUtilities.invokeAndWait(
          () -> {
            ThumbnailPane pane = new ThumbnailPane(thumbnails, s -> null);
            made[0] = pane;
            JScrollPane scroll = new JScrollPane(pane);
            scroll.setSize(800, 600);
            scroll.doLayout();
            scroll.getViewport().doLayout();
            pane.setActive(true);
            pane.setArrangement(
                new Arrangement(all, List.of(new Arrangement.Group("all", 0, all.size()))));
            scroll.getViewport().doLayout();
            pane.ask();
            paint(scroll);
          });
      ThumbnailPane pane = made[0];
      assertThat(pane.getComponentCount()).isZero();
      while (pane.missing() > 0) {
        Thread.sleep(1);
      }
      Thread.sleep(200);
      Rectangle view = pane.getVisibleRect();
      assertThat(view.height).isBetween(400, 600);
      assertThat(asked).hasSizeBetween(20, 200).contains(all.get(0)).doesNotContain(all.get(300));

      asked.clear();
      SwingUtilities.invokeAndWait(
          () -> {
            pane.scrollRectToVisible(pane.grid().cell(9_999));
            pane.ask();
          });
      while (pane.missing() > 0) {
        Thread.sleep(1);
      }
      assertThat(asked).contains(all.get(9_999)).hasSizeLessThan(200);

      SwingUtilities.invokeAndWait(() -> pane.setActive(false));
      asked.clear();
      SwingUtilities.invokeAndWait(() -> pane.scrollRectToVisible(pane.grid().cell(5_000)));
      Thread.sleep(100);
      assertThat(asked).as("behind another tab nothing is made").isEmpty();
    }
  }

  private static void paint(JScrollPane scroll) {
    BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    scroll.paint(g);
    g.dispose();
  }

  @Test
  void aThumbnailShowsTheRegionAlone(@TempDir Path folder) throws Exception {
    OpenCv.load();
    for (int width : new int[] {144, 1440}) { // as it is, and decoded smaller
      Region region = new Region(width / 6, width / 9, width * 2 / 3);
      Mat picture = new Mat(width, width, CvType.CV_8UC3, new Scalar(0, 0, 255));
      Rect inside = new Rect(region.x(), region.y(), region.side(), region.side());
      picture.submat(inside).setTo(new Scalar(0, 255, 0));
      MatOfByte jpeg = new MatOfByte();
      Imgcodecs.imencode(".jpg", picture, jpeg);
      Path file = Files.write(folder.resolve(width + ".jpg"), jpeg.toArray());
      BufferedImage image = Thumbnails.read(new Sample(file, "Ana", "A", null, region, null), 96);
      assertThat(image.getWidth()).isEqualTo(96);
      for (int at : new int[] {4, 48, 91}) {
        Color colour = new Color(image.getRGB(at, at));
        assertThat(colour.getGreen()).as("%d px, at %d", width, at).isGreaterThan(200);
        assertThat(colour.getRed()).isLessThan(60);
      }
    }
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    assertThat(Thumbnails.read(new Sample(broken, "Ana", "A", null), 96)).isNull();
  }
}
