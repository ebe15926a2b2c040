package org.signcam.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GridTest {
  private static List<Arrangement.Group> groups(List<Integer> sizes) {
    List<Arrangement.Group> groups = new ArrayList<>();
    int first = 0;
    for (int size : sizes) {
      groups.add(new Arrangement.Group("g", first, size));
      first += size;
    }
    return groups;
  }

  private static Grid grid(List<Integer> sizes, int width) {
    return new Grid(groups(sizes), width, 10, 12, 5);
  }

  @Property(tries = 200)
  void eachCellIsFoundAtItsPlaceAndInTheStripsThatTouchIt(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 30) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = -50, max = 400) int y,
      @ForAll @IntRange(min = 1, max = 120) int height) {
    Grid grid = grid(sizes, width);
    int size = sizes.stream().mapToInt(Integer::intValue).sum();
    int[] strip = grid.cellsIn(y, height);
    for (int i = 0; i < size; i++) {
      Rectangle cell = grid.cell(i);
      assertThat(grid.at(cell.x, cell.y)).isEqualTo(i);
      assertThat(grid.at(cell.x + 9, cell.y + 11)).isEqualTo(i);
      boolean touches = cell.y < y + height && cell.y + cell.height > y;
      assertThat(i >= strip[0] && i < strip[1]).as("cell %d", i).isEqualTo(touches);
      assertThat(cell.y + cell.height).isLessThanOrEqualTo(grid.height());
    }
  }

  @Test
  void upAndDownGoFromGroupToGroupAndStopAtTheEnds() {
    Grid grid = grid(List.of(5, 2, 4), 30); // rows 012 34 | 56 | 789 10
    assertThat(grid.columns()).isEqualTo(3);
    assertThat(grid.vertically(1, 1)).isEqualTo(4);
    assertThat(grid.vertically(2, 1)).as("the row below is shorter").isEqualTo(4);
    assertThat(grid.vertically(4, 1)).isEqualTo(6);
    assertThat(grid.vertically(6, 1)).isEqualTo(8);
    assertThat(grid.vertically(10, 1)).isEqualTo(10);
    assertThat(grid.vertically(8, -1)).isEqualTo(6);
    assertThat(grid.vertically(9, -1)).isEqualTo(6);
    assertThat(grid.vertically(5, -1)).isEqualTo(3);
    assertThat(grid.vertically(0, -1)).isZero();
    assertThat(grid.vertically(0, 99)).isEqualTo(10);
  }

  @Test
  void besideThePicturesThereIsNone() {
    Grid grid = grid(List.of(2, 1), 30);
    assertThat(grid.at(25, 6)).as("after the last of a row").isEqualTo(-1);
    assertThat(grid.at(5, 2)).as("on a heading").isEqualTo(-1);
    assertThat(grid.headingAt(2)).isZero();
    assertThat(grid.headingAt(18)).isEqualTo(1);
    assertThat(grid.at(-1, 6)).isEqualTo(-1);
    assertThat(grid.at(5, grid.height())).isEqualTo(-1);
    assertThat(grid(List.of(), 30).at(0, 0)).isEqualTo(-1);
    assertThat(grid(List.of(), 30).cellsIn(0, 100)).containsExactly(0, 0);
  }
}
