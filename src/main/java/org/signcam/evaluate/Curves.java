package org.signcam.evaluate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.signcam.base.AtomicFiles;

/**
 * Draws curves, mostly over training steps, to a PNG of {@value #WIDTH}×{@value #HEIGHT} px; needs
 * no display. Several panels stand one under another, several runs are several series of one panel.
 *
 * <pre>{@code
 * Series run = new Series("rate 1e-3", steps, losses);
 * Curves.write(png, List.of(new Panel("Tuning", "loss (nats)", List.of(run), List.of(), null)));
 * }</pre>
 */
public final class Curves {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;

  /**
   * Okabe and Ito (2008), Color Universal Design, https://jfly.uni-koeln.de/color/: told apart
   * whatever one's colour vision. Without its yellow, which is lost on white.
   */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2), // blue
          new Color(0xD55E00), // vermilion
          new Color(0x009E73), // bluish green
          new Color(0xCC79A7), // reddish purple
          new Color(0xE69F00), // orange
          new Color(0x56B4E9), // sky blue
          new Color(0x000000));

  private static final float[][] DASHES = {null, {9, 5}, {2, 4}, {10, 4, 2, 4}};
  private static final Color INK = new Color(0x22262B);
  private static final Color FAINT = new Color(0xDFE3E8);

  private Curves() {}

  /**
   * One line.
   *
   * @param name for the legend, the only one of its panel
   * @param xs ascending
   * @param ys a value each; what is no finite number is left out
   */
  public record Series(String name, double[] xs, double[] ys) {
    public Series {
      if (xs.length != ys.length) {
        throw new IllegalArgumentException(
            "The curve %s has %d steps and %d values".formatted(name, xs.length, ys.length));
      }
    }

    private Series finite() {
      int[] kept =
          IntStream.range(0, xs.length)
              .filter(i -> Double.isFinite(xs[i]) && Double.isFinite(ys[i]))
              .toArray();
      return new Series(
          name,
          Arrays.stream(kept).mapToDouble(i -> xs[i]).toArray(),
          Arrays.stream(kept).mapToDouble(i -> ys[i]).toArray());
    }
  }

  /** A step at which something begins, such as a phase: an upright line with its name. */
  public record Mark(double x, String text) {}

  /** The point that was kept. */
  public record Best(double x, double y) {}

  /** What the x axis is. */
  public enum XAxis {
    STEP("step (one batch each)"),
    /** Logarithmic. */
    RATE("learning rate (logarithmic)");

    private final String title;

    XAxis(String title) {
      this.title = title;
    }
  }

  /**
   * One pair of axes.
   *
   * @param yAxis what is drawn, with its unit
   * @param best marked by a diamond; null for none
   */
  public record Panel(
      String title, XAxis xAxis, String yAxis, List<Series> series, List<Mark> marks, Best best) {
    /** Over training steps. */
    public Panel(String title, String yAxis, List<Series> series, List<Mark> marks, Best best) {
      this(title, XAxis.STEP, yAxis, series, marks, best);
    }
  }

  /**
   * Draws the panels, whole or not at all.
   *
   * @throws org.signcam.base.UserException when the file cannot be written
   */
  public static void write(Path png, List<Panel> panels) {
    AtomicFiles.write(png, png(draw(panels)));
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not ImageIO's own stream: its cache file wants a shutdown hook, which Ctrl-C forbids.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new IllegalStateException("every Java writes PNG to memory", e);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage draw(List<Panel> panels) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    try {
      for (int i = 0; i < panels.size(); i++) {
        int top = HEIGHT * i / panels.size();
        int height = HEIGHT * (i + 1) / panels.size() - top;
        Graphics2D part = (Graphics2D) graphics.create(0, top, WIDTH, height);
        chart(panels.get(i), height).paint(part, WIDTH, height);
        part.dispose();
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static XYChart chart(Panel panel, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(height)
            .title(panel.title())
            .xAxisTitle(panel.xAxis().title)
            .yAxisTitle(panel.yAxis())
            .build();
    style(chart.getStyler());
    chart.getStyler().setXAxisLogarithmic(panel.xAxis() == XAxis.RATE);
    List<Series> drawn = new ArrayList<>();
    for (int i = 0; i < panel.series().size(); i++) {
      Series series = panel.series().get(i).finite();
      if (series.xs().length > 0) {
        line(chart, series, i);
        drawn.add(series);
      }
    }
    Best best = panel.best();
    if (best != null && Double.isFinite(best.y())) {
      XYSeries kept = chart.addSeries("kept", new double[] {best.x()}, new double[] {best.y()});
      kept.setLineStyle(SeriesLines.NONE);
      kept.setMarker(SeriesMarkers.DIAMOND).setMarkerColor(INK);
    }
    if (!drawn.isEmpty()) {
      frame(chart, panel, drawn);
    }
    return chart;
  }

  /** Ranges; upright lines, and above the curves their names, each in the middle of its stretch. */
  private static void frame(XYChart chart, Panel panel, List<Series> series) {
    List<Mark> marks = panel.marks();
    double right = series.stream().mapToDouble(s -> s.xs()[s.xs().length - 1]).max().orElseThrow();
    DoubleSummaryStatistics y =
        series.stream().flatMapToDouble(s -> Arrays.stream(s.ys())).summaryStatistics();
    double strip = marks.isEmpty() ? 0 : 0.06 * (y.getMax() - y.getMin());
    chart.getStyler().setYAxisMax(y.getMax() + 2 * strip);
    if (panel.xAxis() == XAxis.STEP) {
      // Over a range of whole numbers XChart would put its ticks at multiples of 13 and the like.
      chart.getStyler().setXAxisMin(0.0).setXAxisMax(right + 0.5);
    }
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      double end = i + 1 < marks.size() ? marks.get(i + 1).x() : right;
      double middle = (mark.x() + end) / 2;
      chart.addAnnotation(new AnnotationLine(mark.x(), true, false));
      chart.addAnnotation(new AnnotationText(mark.text(), middle, y.getMax() + strip, false));
    }
  }

  private static void line(XYChart chart, Series series, int index) {
    XYSeries line = chart.addSeries(series.name(), series.xs(), series.ys());
    float[] dash = DASHES[index / COLOURS.size() % DASHES.length];
    line.setLineColor(COLOURS.get(index % COLOURS.size()));
    line.setMarkerColor(COLOURS.get(index % COLOURS.size()));
    line.setLineStyle(
        new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0));
    // A lone point makes no line.
    line.setMarker(series.xs().length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  private static void style(XYStyler styler) {
    Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    styler.setChartTitleFont(plain.deriveFont(Font.BOLD, 20f));
    styler.setAxisTitleFont(plain.deriveFont(16f)).setAxisTickLabelsFont(plain);
    styler.setLegendFont(plain).setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false).setChartTitleBoxVisible(false);
    styler.setPlotGridLinesColor(FAINT).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTickLabelsColor(INK).setChartFontColor(INK);
    styler.setAnnotationLineColor(new Color(0x8A929B));
    styler.setAnnotationTextFont(plain.deriveFont(13f)).setAnnotationTextFontColor(INK);
    styler.setChartPadding(16).setChartTitlePadding(10);
    styler.setXAxisTickMarkSpacingHint(120);
    styler.setMarkerSize(11);
  }
}
