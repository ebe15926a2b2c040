package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.signcam.evaluate.Tally.Bin;

/** In the SVG's units confidence 0–1 is x 56–386, share 0–1 is y 342–12, counts stand on 420. */
class ReliabilityDiagramTest {
  private final String svg =
      ReliabilityDiagram.svg(
          List.of(
              new Bin(0.2, 0.4, 0, null, null),
              new Bin(0.4, 0.6, 8, 0.5, 0.75),
              new Bin(0.8, 1, 2, 0.9, 1.0)));

  @Test
  void aBinsBarIsAsHighAsItsShareAndItsMarkLiesAtItsConfidence() {
    assertThat(svg)
        .contains(
            """
            <g><title>confidence 40.0–60.0 %: 8 pictures, mean confidence 50.0 %, right 75.0 %</title>
            <rect class="bar" x="189.0" y="94.5" width="64.0" height="247.5"/>
            <rect class="count" x="189.0" y="356.0" width="64.0" height="64.0"/>
            <line class="mean" x1="189.0" y1="177.0" x2="253.0" y2="177.0"/>
            </g>
            """)
        .contains(
            """
            <rect class="bar" x="321.0" y="12.0" width="64.0" height="330.0"/>
            <rect class="count" x="321.0" y="404.0" width="64.0" height="16.0"/>
            <line class="mean" x1="321.0" y1="45.0" x2="385.0" y2="45.0"/>
            """);
    assertThat(count("<g>")).as("an empty bin has none").isEqualTo(2);
  }

  @Test
  void theAxesHaveALineAFifthAndSayWhatTheyAre() {
    assertThat(svg).contains("viewBox=\"0 0 402 466\"");
    assertThat(svg)
        .contains("<line class=\"ideal\" x1=\"56.0\" y1=\"342.0\" x2=\"386.0\" y2=\"12.0\"/>");
    assertThat(svg)
        .contains("<line class=\"grid\" x1=\"56.0\" y1=\"276.0\" x2=\"386.0\" y2=\"276.0\"/>");
    assertThat(svg).contains("translate(38.0 280.0) rotate(0)\">0.2<");
    assertThat(svg).contains("translate(122.0 438.0) rotate(0)\">0.2<");
    assertThat(count("class=\"grid\"")).isEqualTo(6);
    assertThat(count("<text ")).isEqualTo(2 * 6 + 3);
    assertThat(svg).contains("translate(221.0 460.0) rotate(0)\">confidence");
    assertThat(svg).contains("translate(14.0 177.0) rotate(-90)\">share right<");
    assertThat(svg).contains("translate(14.0 388.0) rotate(-90)\">pictures<");
  }

  private long count(String text) {
    return Pattern.compile(Pattern.quote(text)).matcher(svg).results().count();
  }
}
