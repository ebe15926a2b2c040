package org.signcam.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What leaves out cones that cannot matter finds what a plain loop over all of them finds. */
class ConesTest {
  private static final int POINTS = 20_000;
  private static final double FAR = 1e9;

  /** What may lie between the two, mm: cones that would have melted by less than this. */
  private static final double TRIFLE = 0.05;

  private final Flesh flesh = new Flesh(new Skeleton(Handshapes.of("S")), 1, 100);
  private final Cones cones = new Cones(flesh);
  private final SplittableRandom random = new SplittableRandom(5);

  {
    for (int i = 0; i < flesh.size; i++) {
      cones.add(i);
    }
  }

  @Test
  void theDistanceIsThatOfAllCones() {
    for (int i = 0; i < POINTS; i++) {
      float[] p = point();
      double plain = plain(p);
      assertThat((double) cones.distance(p[0], p[1], p[2], 1e9f)).isEqualTo(plain, within(TRIFLE));
      float most = random.nextInt(1, 60);
      assertThat((double) cones.distance(p[0], p[1], p[2], most))
          .isEqualTo(Math.min(plain, most), within(TRIFLE));
    }
  }

  /** The normal is the slope of the distance, and a step along it leads that far away. */
  @Test
  void theFaceLooksAwayFromTheFlesh() {
    int near = 0;
    int away = 0;
    for (int i = 0; i < POINTS; i++) {
      float[] p = point();
      double plain = plain(p);
      if (plain > -1 && plain < 4) {
        near++;
        assertThat((double) cones.face(p[0], p[1], p[2], 10)).isEqualTo(plain, within(TRIFLE));
        float h = 0.2f;
        double on =
            plain(
                new float[] {
                  p[0] + h * cones.normalX(), p[1] + h * cones.normalY(), p[2] + h * cones.normalZ()
                });
        away += on > plain + 0.5 * h ? 1 : 0;
      }
    }
    assertThat(near).isGreaterThan(500);
    assertThat((double) away / near).isGreaterThan(0.97); // in a crease there is none
  }

  private float[] point() {
    return new float[] {
      random.nextInt(-80, 80), random.nextInt(-150, 160), random.nextInt(-60, 90)
    };
  }

  /** Smooth minimum within a group, plain minimum between them. */
  private double plain(float[] p) {
    double all = FAR;
    for (int group = Flesh.PALM; group <= Flesh.SLEEVE; group++) {
      double own = FAR;
      double k = Flesh.melt(group);
      for (int i = 0; i < flesh.size; i++) {
        if (flesh.group[i] == group) {
          double d = cone(i, p);
          double both = Math.max(0, k - Math.abs(own - d));
          own = Math.min(own, d) - both * both / (4 * k);
        }
      }
      all = Math.min(all, own);
    }
    return all;
  }

  private double cone(int i, float[] p) {
    Vec along = new Vec(flesh.bx[i], flesh.by[i], flesh.bz[i]);
    Vec from = new Vec(p[0], p[1], p[2]).minus(new Vec(flesh.ax[i], flesh.ay[i], flesh.az[i]));
    double square = along.dot(along);
    double h = square == 0 ? 0 : Math.max(0, Math.min(1, from.dot(along) / square));
    return from.minus(along.times(h)).length() - flesh.ra[i] - h * flesh.rb[i];
  }
}
