package org.signcam.record;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.opencv.core.Rect;
import org.signcam.image.Region;

class CutTest {
  @Test
  void aQuarterOfTheSideOnEachSide() {
    Cut cut = Cut.of(new Region(200, 150, 120), 640, 480);
    assertThat(cut.frame()).isEqualTo(new Rect(170, 120, 180, 180));
    assertThat(cut.region()).isEqualTo(new Region(30, 30, 120));
  }

  @Test
  void theMarginEndsAtTheFramesEdge() {
    Cut cut = Cut.of(new Region(10, 300, 180), 640, 480);
    assertThat(cut.frame()).isEqualTo(new Rect(0, 255, 235, 225));
    assertThat(cut.region()).isEqualTo(new Region(10, 45, 180));
  }

  @Property
  void theRegionIsFoundAgainInThePicture(
      @ForAll @IntRange(min = 32, max = 480) int side,
      @ForAll @IntRange(min = 0, max = 640) int x,
      @ForAll @IntRange(min = 0, max = 480) int y) {
    Region region = new Region(x, y, side).clampTo(640, 480);
    Cut cut = Cut.of(region, 640, 480);
    assertThat(cut.frame().x + cut.region().x()).isEqualTo(region.x());
    assertThat(cut.frame().y + cut.region().y()).isEqualTo(region.y());
    assertThat(cut.region()).isEqualTo(cut.region().clampTo(cut.frame().width, cut.frame().height));
    assertThat(cut.frame().width).isLessThanOrEqualTo(side + 2 * ((side + 2) / 4));
    assertThat(cut.frame().x + cut.frame().width).isLessThanOrEqualTo(640);
    assertThat(cut.frame().y + cut.frame().height).isLessThanOrEqualTo(480);
  }
}
