package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.signcam.image.Region;

class GripTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final Region START = new Region(100, 80, 200);

  @Test
  void draggingToTheRightInTheLookingGlassMovesToTheLeftInTheFrame() {
    assertThat(Grip.INSIDE.drag(START, 30, 10, WIDTH, HEIGHT)).isEqualTo(new Region(70, 90, 200));
  }

  @Test
  void theEdgeSeenOnTheRightIsTheFramesLeftEdge() {
    Region wider = Grip.EAST.drag(START, 40, 0, WIDTH, HEIGHT);
    assertThat(wider.side()).isEqualTo(240);
    assertThat(wider.x() + wider.side()).isEqualTo(START.x() + START.side());
  }

  @Test
  void aCornerLeavesTheOppositeCornerWhereItIs() {
    Region larger = Grip.SOUTH_WEST.drag(START, -50, 20, WIDTH, HEIGHT);
    assertThat(larger).isEqualTo(new Region(100, 80, 250));
  }

  @Test
  void cornersEdgesInsideAndOutsideAreToldApart() {
    Rectangle2D box = new Rectangle2D.Double(100, 100, 200, 200);
    assertThat(Grip.at(box, 98, 103, 10)).isEqualTo(Grip.NORTH_WEST);
    assertThat(Grip.at(box, 303, 200, 10)).isEqualTo(Grip.EAST);
    assertThat(Grip.at(box, 200, 200, 10)).isEqualTo(Grip.INSIDE);
    assertThat(Grip.at(box, 320, 200, 10)).isEqualTo(Grip.NONE);
  }

  @Property
  void whateverIsDraggedTheSquareStaysInTheFrame(
      @ForAll Grip grip,
      @ForAll @IntRange(min = -900, max = 900) int dx,
      @ForAll @IntRange(min = -900, max = 900) int dy) {
    Region region = Grip.grow(grip.drag(START, dx, dy, WIDTH, HEIGHT), dx, WIDTH, HEIGHT);
    assertThat(region).isEqualTo(region.clampTo(WIDTH, HEIGHT));
    assertThat(region.side()).isBetween(Region.MIN_SIDE, HEIGHT);
  }
}
