package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
  @Property
  void aClampedRegionLiesInTheFrame(
      @ForAll int x,
      @ForAll int y,
      @ForAll @IntRange(min = 1) int side,
      @ForAll @IntRange(min = 1, max = 8000) int width,
      @ForAll @IntRange(min = 1, max = 8000) int height) {
    Region region = new Region(x, y, side).clampTo(width, height);
    assertThat(region.x()).isNotNegative();
    assertThat(region.y()).isNotNegative();
    assertThat(region.x() + region.side()).isLessThanOrEqualTo(width);
    assertThat(region.y() + region.side()).isLessThanOrEqualTo(height);
    assertThat(region.side())
        .isGreaterThanOrEqualTo(Math.min(Region.MIN_SIDE, Math.min(width, height)));
    assertThat(region.clampTo(width, height)).isSameAs(region);
  }

  @Property
  void aRegionInsideIsLeftAlone(
      @ForAll @IntRange(min = 0, max = 500) int x,
      @ForAll @IntRange(min = 0, max = 500) int y,
      @ForAll @IntRange(min = Region.MIN_SIDE, max = 500) int side) {
    Region region = new Region(x, y, side);
    assertThat(region.clampTo(1000, 1000)).isSameAs(region);
  }

  @Property
  void theCentredRegionLiesInTheMiddle(
      @ForAll @IntRange(min = 1, max = 8000) int width,
      @ForAll @IntRange(min = 1, max = 8000) int height) {
    Region region = Region.centred(width, height);
    assertThat(region).isEqualTo(region.clampTo(width, height));
    int right = width - region.x() - region.side();
    int below = height - region.y() - region.side();
    assertThat(right - region.x()).isBetween(-32, 32);
    assertThat(below - region.y()).isBetween(-32, 32);
  }

  @Test
  void theCentredRegionOfAWebcamIsSixtyPerCentOfItsHeight() {
    assertThat(Region.centred(640, 480)).isEqualTo(new Region(176, 96, 288));
    assertThat(Region.centred(1280, 720)).isEqualTo(new Region(424, 144, 432));
  }

  @Property
  void parsingIsTheInverseOfPrinting(
      @ForAll @IntRange(min = -9999, max = 9999) int x,
      @ForAll @IntRange(min = -9999, max = 9999) int y,
      @ForAll @IntRange(min = 1, max = 9999) int side) {
    Region region = new Region(x, y, side);
    assertThat(Region.parse(region.toString())).isEqualTo(region);
  }

  @Test
  void spacesAroundTheNumbersAreFine() {
    assertThat(Region.parse(" 25, 155 ,300 ")).isEqualTo(new Region(25, 155, 300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2", "1,2,3,4", "a,b,c", "1,2,0", "1,2,-3", "99999999999,0,10"})
  void anythingElseIsRefusedWithASentence(String text) {
    assertThatThrownBy(() -> Region.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X,Y,SIDE")
        .hasMessageContaining("'" + text + "'");
  }
}
