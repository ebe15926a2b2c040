package org.signcam.ui.gallery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.signcam.base.NaturalOrder;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.ui.ModelState;

/**
 * Pictures in the order in which they are shown, in groups one after another. Immutable.
 *
 * @param samples all of them, group after group
 * @param groups in order; none is empty
 */
record Arrangement(List<Sample> samples, List<Group> groups) {
  static final Arrangement NONE = new Arrangement(List.of(), List.of());

  /**
   * Pictures under one heading.
   *
   * @param first index of its first picture
   */
  record Group(String title, int first, int size) {}

  private record Key(Session session, String label) {}

  Arrangement {
    samples = List.copyOf(samples);
    groups = List.copyOf(groups);
  }

  /**
   * Arranges pictures: by signer, session and letter, or the doubtful ones first.
   *
   * @param samples in a set's order: a session's pictures as they were taken
   * @param doubt probability of the picture's own label, 0–1; NaN where nobody has looked
   */
  static Arrangement of(
      List<Sample> samples, Predicate<Sample> filter, Order order, ToDoubleFunction<Sample> doubt) {
    List<Sample> shown = samples.stream().filter(filter).toList();
    return order == Order.DOUBTFUL
        ? doubtful(shown, doubt)
        : bySession(shown, order == Order.NEWEST);
  }

  private static Arrangement bySession(List<Sample> samples, boolean newest) {
    Map<Key, List<Sample>> byKey = new LinkedHashMap<>();
    for (Sample s : samples) {
      byKey.computeIfAbsent(new Key(Session.of(s), s.label()), k -> new ArrayList<>()).add(s);
    }
    Comparator<String> time = Comparator.naturalOrder();
    List<Key> keys = new ArrayList<>(byKey.keySet());
    keys.sort(
        Comparator.<Key, String>comparing(k -> k.session().signer(), NaturalOrder.INSTANCE)
            .thenComparing(k -> k.session().name(), newest ? time.reversed() : time)
            .thenComparing(Key::label, SampleSet.LABEL_ORDER));
    Builder all = new Builder();
    for (Key key : keys) {
      List<Sample> group = byKey.get(key);
      if (newest) {
        Collections.reverse(group);
      }
      Session session = key.session();
      String label = ModelState.words(key.label());
      all.add("%s · %s · %s".formatted(session.signer(), session.words(), label), group);
    }
    return all.build();
  }

  private static Arrangement doubtful(List<Sample> samples, ToDoubleFunction<Sample> doubt) {
    List<Sample> judged = new ArrayList<>();
    List<Sample> rest = new ArrayList<>();
    Map<Sample, Double> probability = new LinkedHashMap<>();
    for (Sample s : samples) {
      double p = doubt.applyAsDouble(s);
      (Double.isNaN(p) ? rest : judged).add(s);
      probability.put(s, p);
    }
    judged.sort(Comparator.comparingDouble(probability::get));
    Builder all = new Builder();
    all.add("Most doubtful first", judged);
    all.add("The model has not looked at these", rest);
    return all.build();
  }

  private static final class Builder {
    private final List<Sample> samples = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    void add(String title, List<Sample> group) {
      if (!group.isEmpty()) {
        groups.add(new Group(title, samples.size(), group.size()));
        samples.addAll(group);
      }
    }

    Arrangement build() {
      return new Arrangement(samples, groups);
    }
  }

  int size() {
    return samples.size();
  }

  boolean isEmpty() {
    return samples.isEmpty();
  }
}
