package org.signcam.evaluate;

import java.util.List;
import java.util.Locale;
import org.signcam.evaluate.Tally.Bin;

/**
 * A reliability diagram as inline SVG (Guo et al. 2017, https://arxiv.org/abs/1706.04599, figure
 * 1): a bar a bin of confidence, as high as the share that is right; a mark at the bin's mean
 * confidence, which the bar of a well calibrated model reaches; below, how many pictures a bin has.
 */
final class ReliabilityDiagram {
  // In the SVG's own units.
  private static final int LEFT = 56;
  private static final int TOP = 12;
  private static final int SIDE = 330; // of the square plot
  private static final int COUNTS = 64; // height of the counts below it
  private static final int BOTTOM = TOP + SIDE + 14 + COUNTS;

  private final StringBuilder svg = new StringBuilder();

  private ReliabilityDiagram() {}

  static String svg(List<Bin> bins) {
    ReliabilityDiagram diagram = new ReliabilityDiagram();
    diagram.axes();
    int most = bins.stream().mapToInt(Bin::pictures).max().orElse(0);
    bins.stream().filter(bin -> bin.pictures() > 0).forEach(bin -> diagram.bar(bin, most));
    diagram.line("ideal", x(0), y(0), x(1), y(1));
    return """
        <svg class="reliability" viewBox="0 0 %s %s" role="img"
        aria-label="Reliability diagram: share right by confidence; the table has its numbers">
        %s</svg>
        """
        .formatted(LEFT + SIDE + 16, BOTTOM + 46, diagram.svg);
  }

  private void axes() {
    for (int i = 0; i <= 5; i++) {
      double at = i / 5.0;
      line("grid", x(0), y(at), x(1), y(at));
      text(LEFT - 18, y(at) + 4, 0, Double.toString(at));
      text(x(at), BOTTOM + 18, 0, Double.toString(at));
    }
    text(x(0.5), BOTTOM + 40, 0, "confidence (probability of the best letter)");
    text(14, y(0.5), -90, "share right");
    text(14, BOTTOM - COUNTS / 2.0, -90, "pictures");
  }

  private void bar(Bin bin, int most) {
    double left = x(bin.lower()) + 1;
    double right = x(bin.upper()) - 1;
    double tall = (double) COUNTS * bin.pictures() / most;
    svg.append("<g><title>confidence ")
        .append(Html.percent(List.of(bin.lower(), bin.upper())))
        .append(": ")
        .append(Html.count(bin.pictures(), "picture"))
        .append(", mean confidence ")
        .append(Html.percent(bin.confidence()))
        .append(", right ")
        .append(Html.percent(bin.right()))
        .append("</title>\n");
    rect("bar", left, y(bin.right()), right - left, y(0) - y(bin.right()));
    rect("count", left, BOTTOM - tall, right - left, tall);
    line("mean", left, y(bin.confidence()), right, y(bin.confidence()));
    svg.append("</g>\n");
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            kind,
            x1,
            y1,
            x2,
            y2));
  }

  private void rect(String kind, double x, double y, double width, double height) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
            kind,
            x,
            y,
            width,
            height));
  }

  private void text(double x, double y, int turn, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text text-anchor=\"middle\" transform=\"translate(%.1f %.1f) rotate(%d)\">%s</text>\n",
            x,
            y,
            turn,
            text));
  }

  private static double x(double confidence) {
    return LEFT + SIDE * confidence;
  }

  private static double y(double share) {
    return TOP + SIDE * (1 - share);
  }
}
