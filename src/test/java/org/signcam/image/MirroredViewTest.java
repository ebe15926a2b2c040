package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MirroredViewTest {
  @Property
  void frameToViewAndBackIsTheSamePoint(
      @ForAll @IntRange(min = 1, max = 4000) int frameWidth,
      @ForAll @IntRange(min = 1, max = 4000) int frameHeight,
      @ForAll @IntRange(min = 1, max = 4000) int viewWidth,
      @ForAll @IntRange(min = 1, max = 4000) int viewHeight,
      @ForAll @DoubleRange(min = -100, max = 4100) double x,
      @ForAll @DoubleRange(min = -100, max = 4100) double y) {
    MirroredView view = new MirroredView(frameWidth, frameHeight, viewWidth, viewHeight);
    assertThat(view.toFrameX(view.toViewX(x))).isCloseTo(x, within(1e-6));
    assertThat(view.toFrameY(view.toViewY(y))).isCloseTo(y, within(1e-6));
  }

  @Property
  void aRegionDrawnAndReadBackIsTheSame(
      @ForAll @IntRange(min = 200, max = 2000) int frameWidth,
      @ForAll @IntRange(min = 200, max = 2000) int frameHeight,
      @ForAll @IntRange(min = 1, max = 4000) int viewWidth,
      @ForAll @IntRange(min = 1, max = 4000) int viewHeight,
      @ForAll @IntRange(min = 0, max = 2000) int x,
      @ForAll @IntRange(min = 0, max = 2000) int y,
      @ForAll @IntRange(min = 32, max = 2000) int side) {
    MirroredView view = new MirroredView(frameWidth, frameHeight, viewWidth, viewHeight);
    Region region = new Region(x, y, side).clampTo(frameWidth, frameHeight);
    assertThat(view.toFrame(view.toView(region))).isEqualTo(region);
  }

  @Property
  void thePictureIsWholeAndCentred(
      @ForAll @IntRange(min = 1, max = 4000) int frameWidth,
      @ForAll @IntRange(min = 1, max = 4000) int frameHeight,
      @ForAll @IntRange(min = 1, max = 4000) int viewWidth,
      @ForAll @IntRange(min = 1, max = 4000) int viewHeight) {
    Rectangle2D picture =
        new MirroredView(frameWidth, frameHeight, viewWidth, viewHeight).picture();
    assertThat(picture.getCenterX()).isCloseTo(viewWidth / 2.0, within(1e-6));
    assertThat(picture.getCenterY()).isCloseTo(viewHeight / 2.0, within(1e-6));
    assertThat(picture.getWidth()).isLessThanOrEqualTo(viewWidth + 1e-6);
    assertThat(picture.getHeight()).isLessThanOrEqualTo(viewHeight + 1e-6);
  }

  @Test
  void theFramesLeftIsTheViewsRight() {
    MirroredView view = new MirroredView(640, 480, 1280, 1000); // twice as large, bars of 20
    assertThat(view.toView(new Region(0, 0, 100)))
        .isEqualTo(new Rectangle2D.Double(1080, 20, 200, 200));
    assertThat(view.toFrameX(0)).isEqualTo(640);
    assertThat(view.toFrameX(1280)).isZero();
    assertThat(view.toFrameY(20)).isZero();
  }

  @Test
  void aViewWithoutPixelsIsRefused() {
    assertThatThrownBy(() -> new MirroredView(640, 480, 0, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0×100");
  }
}
