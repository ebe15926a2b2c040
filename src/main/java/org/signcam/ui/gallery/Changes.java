package org.signcam.ui.gallery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleStore;
import org.signcam.samples.SampleStore.Deletion;
import org.signcam.ui.ModelState;

/**
 * Changes to a store that can be taken back, the last first. One thread at a time; not the Swing
 * thread, for a store may be busy.
 */
final class Changes {
  /** How many are remembered; the trash keeps what was deleted before. */
  private static final int MOST = 100;

  /** How one change is taken back. */
  private record Step(String what, BiFunction<SampleStore, Changes, List<Sample>> back) {}

  /**
   * What has changed.
   *
   * @param sentence for the user
   * @param samples to be chosen afterwards
   * @param moved where pictures were to where they are
   */
  record Outcome(String sentence, List<Sample> samples, Map<Sample, Sample> moved) {}

  private final SampleStore store;
  private final Deque<Step> steps = new ArrayDeque<>();
  private Map<Sample, Sample> moved = Map.of(); // by the newest change

  Changes(SampleStore store) {
    this.store = store;
  }

  synchronized boolean canUndo() {
    return !steps.isEmpty();
  }

  /** What an undo would take back, in words. */
  synchronized String newest() {
    return steps.isEmpty() ? "" : steps.peek().what();
  }

  synchronized Outcome delete(List<Sample> samples) {
    Deletion deletion = store.delete(samples);
    push("deleting " + pictures(samples.size()), (s, c) -> s.undo(deletion));
    return new Outcome("Deleted " + pictures(samples.size()) + ".", List.of(), Map.of());
  }

  synchronized Outcome relabel(List<Sample> samples, String label) {
    List<Sample> now = store.relabel(samples, label);
    track(samples, now);
    push(
        "relabelling " + pictures(samples.size()),
        (s, c) -> c.restore(samples, now, Sample::label, s::relabel));
    return new Outcome(
        "%s now %s %s.".formatted(pictures(now.size()), are(now), ModelState.words(label)),
        now,
        moved);
  }

  synchronized Outcome moveTo(List<Sample> samples, String signer) {
    List<Sample> now = store.moveTo(samples, signer);
    track(samples, now);
    push(
        "moving " + pictures(samples.size()),
        (s, c) -> c.restore(samples, now, Sample::signer, s::moveTo));
    return new Outcome(
        "%s now %s %s's.".formatted(pictures(now.size()), are(now), SampleStore.signerName(signer)),
        now,
        moved);
  }

  /** Takes the newest change back. */
  synchronized Outcome undo() {
    Step step = steps.peek();
    moved = Map.of();
    List<Sample> back = step.back().apply(store, this);
    steps.pop();
    return new Outcome("Took back " + step.what() + ".", back, moved);
  }

  /** Nothing before now can be taken back: pictures are gone for good. */
  synchronized void forget() {
    steps.clear();
  }

  private void push(String what, BiFunction<SampleStore, Changes, List<Sample>> back) {
    steps.push(new Step(what, back));
    if (steps.size() > MOST) {
      steps.removeLast();
    }
  }

  /** Gives each picture what it had before. */
  private List<Sample> restore(
      List<Sample> before,
      List<Sample> now,
      Function<Sample, String> had,
      BiFunction<Collection<Sample>, String, List<Sample>> give) {
    Map<String, List<Sample>> byValue = new LinkedHashMap<>();
    for (int i = 0; i < now.size(); i++) {
      byValue.computeIfAbsent(had.apply(before.get(i)), v -> new ArrayList<>()).add(now.get(i));
    }
    List<Sample> all = new ArrayList<>();
    Map<Sample, Sample> places = new HashMap<>();
    byValue.forEach(
        (value, group) -> {
          List<Sample> back = give.apply(group, value);
          track(group, back);
          places.putAll(moved);
          all.addAll(back);
        });
    moved = places;
    return all;
  }

  private void track(List<Sample> before, List<Sample> now) {
    Map<Sample, Sample> places = new HashMap<>();
    for (int i = 0; i < now.size(); i++) {
      places.put(before.get(i), now.get(i));
    }
    moved = places;
  }

  static String pictures(int count) {
    return "%,d picture%s".formatted(count, count == 1 ? "" : "s");
  }

  private static String are(List<Sample> samples) {
    return samples.size() == 1 ? "is" : "are";
  }
}
