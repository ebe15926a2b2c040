package org.signcam.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signcam.samples.Sample;

class ArrangementTest {
  private static final String MONDAY = "20261123T090000";
  private static final String TUESDAY = "20261124T090000";

  static Sample sample(String signer, String session, String label, int number) {
    String name =
        session == null
            ? "p%04d.jpg".formatted(number)
            : session + "-b001-%04d.jpg".formatted(number);
    String burst = session == null ? null : signer + "/" + session + "/001";
    return new Sample(Path.of("s", signer, label, name), signer, label, null, null, burst);
  }

  private final Sample anaB1 = sample("Ana", MONDAY, "B", 1);
  private final Sample anaB2 = sample("Ana", MONDAY, "B", 2);
  private final Sample anaA1 = sample("Ana", TUESDAY, "A", 1);
  private final Sample anaNone = sample("Ana", MONDAY, "nothing", 1);
  private final Sample anaC = sample("Ana", MONDAY, "C", 1);
  private final Sample old = sample("Ana", null, "B", 1);
  private final Sample ben = sample("Ben", TUESDAY, "B", 1);
  private final List<Sample> all = List.of(anaB1, anaB2, old, anaA1, anaNone, anaC, ben);

  private static List<String> titles(Arrangement arrangement) {
    return arrangement.groups().stream().map(Arrangement.Group::title).toList();
  }

  @Test
  void picturesLieBySignerThenSessionThenLetter() {
    Arrangement oldest = Arrangement.of(all, Filter.ALL, Order.OLDEST, s -> Double.NaN);
    assertThat(titles(oldest))
        .containsExactly(
            "Ana · imported · B",
            "Ana · 23 Nov 2026, 09:00:00 · B",
            "Ana · 23 Nov 2026, 09:00:00 · C",
            "Ana · 23 Nov 2026, 09:00:00 · no sign",
            "Ana · 24 Nov 2026, 09:00:00 · A",
            "Ben · 24 Nov 2026, 09:00:00 · B");
    assertThat(oldest.samples()).containsExactly(old, anaB1, anaB2, anaC, anaNone, anaA1, ben);
  }

  @Test
  void theNewestSessionAndPictureComeFirst() {
    Arrangement newest = Arrangement.of(all, Filter.ALL, Order.NEWEST, s -> Double.NaN);
    assertThat(newest.samples()).containsExactly(anaA1, anaB2, anaB1, anaC, anaNone, old, ben);
  }

  @Test
  void theMostDoubtfulComeFirstAndThoseNobodyLookedAtLast() {
    Map<Sample, Double> given = Map.of(anaB1, 0.9, ben, 0.1, anaC, 0.5);
    Arrangement doubtful =
        Arrangement.of(all, Filter.ALL, Order.DOUBTFUL, s -> given.getOrDefault(s, Double.NaN));
    assertThat(doubtful.samples().subList(0, 3)).containsExactly(ben, anaC, anaB1);
    assertThat(titles(doubtful))
        .containsExactly("Most doubtful first", "The model has not looked at these");
    assertThat(doubtful.groups().get(1)).extracting("first", "size").containsExactly(3, 4);
  }

  @Test
  void onlyWhatPassesTheFilterIsShown() {
    Filter filter = new Filter("Ana", "B", new Session("Ana", MONDAY));
    assertThat(Arrangement.of(all, filter, Order.OLDEST, s -> Double.NaN).samples())
        .containsExactly(anaB1, anaB2);
    Filter imported = new Filter(null, null, new Session("Ana", ""));
    assertThat(Arrangement.of(all, imported, Order.OLDEST, s -> Double.NaN).samples())
        .containsExactly(old);
  }

  @Test
  void groupsFollowOneAnotherAndMissNothing() {
    List<Sample> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(sample("S" + i % 7, i % 3 == 0 ? null : MONDAY, "ABC".charAt(i % 3) + "", i));
    }
    for (Order order : Order.values()) {
      Arrangement a = Arrangement.of(many, Filter.ALL, order, s -> many.indexOf(s) / 500.0);
      assertThat(a.samples()).containsExactlyInAnyOrderElementsOf(many);
      int next = 0;
      for (Arrangement.Group group : a.groups()) {
        assertThat(group.first()).isEqualTo(next);
        next += group.size();
      }
      assertThat(next).isEqualTo(many.size());
    }
  }
}
