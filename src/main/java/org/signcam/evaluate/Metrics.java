package org.signcam.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.signcam.base.NaturalOrder;
import org.signcam.samples.SampleSet;

/** From outcomes to {@link Figures}; pure. */
public final class Metrics {
  private Metrics() {}

  /**
   * Counts.
   *
   * @param outcomes every picture once
   * @param letters the labels that the model reads, in its order, without the rejecting class
   */
  public static Figures of(List<Outcome> outcomes, List<String> letters) {
    Map<String, Tally> signers = bySigner(outcomes, letters);
    Tally all = Tally.sum(letters.size(), signers.values());
    Map<String, Double> accuracy = new TreeMap<>(NaturalOrder.INSTANCE);
    signers.forEach((signer, tally) -> accuracy.put(signer, tally.accuracy()));
    return new Figures(
        outcomes.size(),
        all.accuracy(),
        Tally.mean(accuracy.values()),
        accuracy.values().stream().min(Double::compare).orElse(null),
        accuracy,
        all.macroF1(),
        all.ece(),
        all.coverage(),
        all.accuracyWhenAnswered(),
        accuracyAt(0.9, outcomes.stream().filter(o -> letters.contains(o.label())).toList()),
        accepted(outcomes, o -> isNothing(o, letters)),
        accepted(outcomes, o -> isOther(o, letters)),
        List.copyOf(letters),
        all.confusion());
  }

  /** A tally of each signer's pictures of letters, in natural order. */
  static Map<String, Tally> bySigner(List<Outcome> outcomes, List<String> letters) {
    Map<String, Tally> bySigner = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Outcome o : outcomes) {
      if (letters.contains(o.label())) {
        String signer = o.sample().signer();
        bySigner.computeIfAbsent(signer, s -> new Tally(letters.size())).add(o, letters);
      }
    }
    return bySigner;
  }

  /** Of those as sure as each other, the wrong ones count first. */
  private static Double accuracyAt(double coverage, List<Outcome> ofLetters) {
    int wanted = (int) Math.ceil(coverage * ofLetters.size());
    List<Outcome> surest =
        ofLetters.stream()
            .filter(o -> o.prediction().confidence() > o.prediction().rejection())
            .sorted(
                Comparator.comparing((Outcome o) -> -o.prediction().confidence())
                    .thenComparing(Outcome::bestIsRight))
            .limit(wanted)
            .toList();
    return wanted == 0 || surest.size() < wanted
        ? null
        : (double) surest.stream().filter(Outcome::bestIsRight).count() / wanted;
  }

  private static boolean isNothing(Outcome outcome, List<String> letters) {
    return outcome.label().equals(SampleSet.NOTHING) && !letters.contains(SampleSet.NOTHING);
  }

  private static boolean isOther(Outcome outcome, List<String> letters) {
    return !letters.contains(outcome.label()) && !isNothing(outcome, letters);
  }

  private static Share accepted(List<Outcome> outcomes, Predicate<Outcome> which) {
    List<Outcome> counted = outcomes.stream().filter(which).toList();
    long accepted = counted.stream().filter(o -> o.read() != null).count();
    return Share.orNull((int) accepted, counted.size());
  }
}
