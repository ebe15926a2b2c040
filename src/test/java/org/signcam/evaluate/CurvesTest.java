package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
