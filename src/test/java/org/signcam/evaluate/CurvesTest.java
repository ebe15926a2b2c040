package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.evaluate.Curves.Best;
import org.signcam.evaluate.Curves.Mark;
import org.signcam.evaluate.Curves.Panel;
import org.signcam.evaluate.Curves.Series;
import org.signcam.evaluate.Curves.XAxis;

class CurvesTest {
  private static final int BLUE = 0x0072B2;
  private static final int VERMILION = 0xD55E00;
  private static final int INK = 0x22262B;

  @TempDir Path dir;

  @Test
  void everySeriesIsDrawnInItsColourOnWhite() throws IOException {
    Panel loss =
        new Panel(
            "Loss of demo",
            "loss (nats)",
            List.of(falling("training", 400, 2.2), falling("validation", 8, 2.4)),
            List.of(new Mark(1, "phase 1: head, 224 px"), new Mark(150, "phase 2: all, 224 px")),
            new Best(350, 0.3));
    Panel accuracy =
        new Panel(
            "Accuracy of demo",
            "accuracy (share, 0–1)",
            List.of(rising("training", 400), rising("validation", 8)),
            List.of(new Mark(1, "phase 1: head, 224 px"), new Mark(150, "phase 2: all, 224 px")),
            new Best(350, 0.95));
    BufferedImage image = drawn("curves.png", List.of(loss, accuracy));
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(800);
    assertThat(image.getRGB(2, 2) & 0xffffff).isEqualTo(0xffffff);
    assertThat(pixels(image, BLUE)).isGreaterThan(500);
    assertThat(pixels(image, VERMILION)).isGreaterThan(500);
  }

  @Test
  void manyRunsShareAPicture() throws IOException {
    List<Series> runs = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      runs.add(falling("rate %d e-4, batch 32".formatted(i + 1), 40, 1 + 0.1 * i));
    }
    BufferedImage image =
        drawn("runs.png", List.of(new Panel("Tuning", "loss (nats)", runs, List.of(), null)));
    assertThat(pixels(image, BLUE)).isGreaterThan(500);
  }

  @Test
  void aRatesAxisIsLogarithmic() throws IOException {
    double[] rates = IntStream.range(0, 61).mapToDouble(i -> Math.pow(10, -6 + i / 10.0)).toArray();
    double[] falling = IntStream.range(0, 61).mapToDouble(i -> 2 - i / 60.0).toArray();
    Panel panel =
        new Panel(
            "Rate",
            XAxis.RATE,
            "loss (nats)",
            List.of(new Series("loss", rates, falling)),
            List.of(),
            null);
    BufferedImage image = drawn("rate.png", List.of(panel));
    // Straight over the logarithm: half way across the plot, half way down.
    int[] blue =
        IntStream.range(0, 1200 * 800)
            .filter(i -> (image.getRGB(i % 1200, i / 1200) & 0xffffff) == BLUE)
            .filter(i -> i % 1200 < 1000) // not the legend's
            .toArray();
    double x = IntStream.of(blue).map(i -> i % 1200).average().orElseThrow();
    double y = IntStream.of(blue).map(i -> i / 1200).average().orElseThrow();
    assertThat(x).isBetween(450.0, 650.0);
    assertThat(y).isBetween(330.0, 470.0);
  }

  @Test
  void panelsStandOneUnderAnother() throws IOException {
    Panel upper = new Panel("Panel", "y", List.of(rising("one", 400)), List.of(), null); // blue
    Panel lower =
        new Panel(
            "Panel",
            "y",
            List.of(new Series("none", new double[0], new double[0]), rising("two", 400)),
            List.of(),
            null); // vermilion, though the first series is empty
    BufferedImage image = drawn("two.png", List.of(upper, lower));
    Rectangle first = curve(image, BLUE);
    Rectangle second = curve(image, VERMILION);
    assertThat(new Rectangle(1200, 400).contains(first)).as("%s", first).isTrue();
    assertThat(first.width).isGreaterThan(700);
    assertThat(first.height).isBetween(150, 350);
    assertThat(second.y - first.y).isCloseTo(400, within(2));
    assertThat(second.height).isCloseTo(first.height, within(2));
    assertThat(drawn("none.png", List.of()).getRGB(600, 400) & 0xffffff).isEqualTo(0xffffff);
  }

  @Test
  void aMarkStandsAtItsStepAndItsNameOverTheMiddleOfItsStretch() throws IOException {
    List<Series> run = List.of(rising("run", 400)); // over steps 1–400
    for (List<Mark> marks :
        List.of(
            List.of(new Mark(150, "phase")),
            List.of(new Mark(150, "phase"), new Mark(400, " ")),
            List.of(new Mark(150, "phase"), new Mark(250, " ")))) {
      BufferedImage image = drawn("marks.png", List.of(new Panel("Marks", "y", run, marks, null)));
      Rectangle curve = curve(image, BLUE);
      Rectangle line = bounds(image, 0x8A929B, new Rectangle(0, 0, curve.x + curve.width / 2, 800));
      assertThat(line.getCenterX()).isCloseTo(at(curve, 150), within(3.0));
      double end = marks.size() < 2 ? 400 : marks.get(1).x();
      Rectangle name =
          bounds(image, INK, new Rectangle(curve.x + 2, curve.y - 60, curve.width, 50));
      assertThat(name.getCenterX()).isCloseTo(at(curve, (150 + end) / 2), within(6.0));
    }
    BufferedImage plain =
        drawn("plain.png", List.of(new Panel("Marks", "y", run, List.of(), null)));
    assertThat(pixels(plain, 0x8A929B)).isZero();
  }

  /** The column of a step of a curve over steps 1–400. */
  private static double at(Rectangle curve, double step) {
    return curve.x + (step - 1) / 399 * curve.width;
  }

  @Test
  void whatWasKeptHasADiamondAndALonePointACircle() throws IOException {
    List<Series> run = List.of(rising("run", 400));
    Rectangle plot = new Rectangle(0, 100, 1000, 600);
    long without = inked(new Panel("P", "y", run, List.of(), null), plot);
    long with = inked(new Panel("P", "y", run, List.of(), new Best(200, 0.5)), plot);
    assertThat(with - without).isGreaterThan(40);
    Series point = new Series("lone", new double[] {7}, new double[] {1});
    BufferedImage lone =
        drawn("lone.png", List.of(new Panel("P", "y", List.of(point), List.of(), null)));
    assertThat(bounds(lone, BLUE, plot).height).isBetween(8, 14);
  }

  private long inked(Panel panel, Rectangle within) throws IOException {
    BufferedImage image = drawn("inked.png", List.of(panel));
    return pixels(image.getSubimage(within.x, within.y, within.width, within.height), INK);
  }

  @Test
  void theEighthRunHasTheFirstOnesColourInDashes() throws IOException {
    Series empty = new Series("empty", new double[0], new double[0]);
    List<Series> runs = new ArrayList<>(Collections.nCopies(7, empty));
    runs.add(rising("eighth", 8));
    long solid = pixels(drawn("solid.png", List.of(panel(List.of(runs.get(7))))), BLUE);
    long dashed = pixels(drawn("dashed.png", List.of(panel(runs))), BLUE);
    assertThat(dashed).isBetween(solid / 2, solid * 3 / 4);
  }

  private static Panel panel(List<Series> series) {
    return new Panel("P", "y", series, List.of(), null);
  }

  /** From its colour's first column to where that is missing for a while: before the legend. */
  private static Rectangle curve(BufferedImage image, int rgb) {
    Rectangle curve = null;
    for (int x = 0; x < 1200 && (curve == null || x < curve.x + curve.width + 8); x++) {
      for (int y = 0; y < 800; y++) {
        if ((image.getRGB(x, y) & 0xffffff) == rgb) {
          Rectangle pixel = new Rectangle(x, y, 1, 1);
          curve = curve == null ? pixel : curve.union(pixel);
        }
      }
    }
    assertThat(curve).as("%06x", rgb).isNotNull();
    return curve;
  }

  /** What of a colour lies within a part of a picture. */
  private static Rectangle bounds(BufferedImage image, int rgb, Rectangle part) {
    Rectangle bounds = null;
    for (int y = part.y; y < part.y + part.height; y++) {
      for (int x = part.x; x < part.x + part.width; x++) {
        if ((image.getRGB(x, y) & 0xffffff) == rgb) {
          Rectangle pixel = new Rectangle(x, y, 1, 1);
          bounds = bounds == null ? pixel : bounds.union(pixel);
        }
      }
    }
    assertThat(bounds).as("%06x in %s", rgb, part).isNotNull();
    return bounds;
  }

  @Test
  void whatIsNoNumberAndWhatIsEmptyIsLeftOut() throws IOException {
    double nan = Double.NaN;
    Panel panel =
        new Panel(
            "Loss",
            "loss (nats)",
            List.of(
                new Series("broken", new double[] {1, 2, 3}, new double[] {nan, 1, 1.0 / 0}),
                new Series("empty", new double[0], new double[0])),
            List.of(new Mark(1, "phase 1")),
            new Best(2, nan));
    drawn("broken.png", List.of(panel));
    drawn("nothing.png", List.of(new Panel("Nothing", "y", List.of(), List.of(), null)));
    assertThatThrownBy(() -> new Series("odd", new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaid() throws IOException {
    Path folder = dir.resolve("x.png");
    drawn("x.png/y.png", List.of());
    assertThatThrownBy(() -> Curves.write(folder, List.of())).isInstanceOf(UserException.class);
  }

  private BufferedImage drawn(String name, List<Panel> panels) throws IOException {
    Path file = dir.resolve(name);
    Curves.write(file, panels);
    return ImageIO.read(file.toFile());
  }

  private static long pixels(BufferedImage image, int rgb) {
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return IntStream.of(all).filter(p -> (p & 0xffffff) == rgb).count();
  }

  private static Series falling(String name, int points, double from) {
    return series(name, points, t -> from * Math.exp(-4 * t) + 0.2);
  }

  private static Series rising(String name, int points) {
    return series(name, points, t -> 1 - 0.9 * Math.exp(-4 * t));
  }

  private static Series series(String name, int points, DoubleUnaryOperator curve) {
    double[] xs = IntStream.rangeClosed(1, points).mapToDouble(i -> 400.0 * i / points).toArray();
    double[] ys =
        IntStream.rangeClosed(1, points)
            .mapToDouble(i -> curve.applyAsDouble((double) i / points))
            .toArray();
    return new Series(name, xs, ys);
  }
}
