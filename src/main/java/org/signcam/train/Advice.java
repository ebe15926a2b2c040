package org.signcam.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.signcam.model.ModelCard;
import org.signcam.samples.Sample;

/** What to know about pictures before a model is adapted to them, a sentence each. */
public final class Advice {
  /** Fewer pictures of a letter than this teach little. */
  private static final int FEW = 10;

  /** So many times the pictures of another letter weigh too much. */
  private static final int MANY = 5;

  private Advice() {}

  /**
   * Looks at the pictures' names alone.
   *
   * @param own pictures to learn
   * @param card of the model that learns them
   */
  public static List<String> of(Collection<Sample> own, ModelCard card) {
    List<String> said = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    card.letters().forEach(letter -> counts.put(letter, 0));
    Set<String> unknown = new HashSet<>();
    for (Sample s : own) {
      if (counts.containsKey(s.label())) {
        counts.merge(s.label(), 1, Integer::sum);
      } else if (!card.labels().contains(s.label())) {
        unknown.add(s.label());
      }
    }
    if (counts.values().stream().allMatch(n -> n == 0)) {
      return List.of("There is no picture of " + join(counts.keySet()) + " yet: record some.");
    }
    Set<String> missing = keys(counts, 0, 0);
    if (!missing.isEmpty()) {
      said.add("No picture of " + join(missing) + ": the model keeps what it knows of them.");
    }
    Set<String> few = keys(counts, 1, FEW - 1);
    if (!few.isEmpty()) {
      said.add("Fewer than " + FEW + " pictures of " + join(few) + ": record more.");
    }
    unevenly(counts, said);
    OwnSplit split = OwnSplit.of(List.copyOf(own));
    if (split.validation().isEmpty()) {
      said.add(
          "Nothing can be kept out to check by: record a second burst of each letter, best on"
              + " another day.");
    } else if (split.sameSession()) {
      said.add(
          "What is asked is of the sessions that are learnt, so the figures will be too good: record"
              + " each letter in two sessions, best on different days or in different rooms.");
    }
    List<String> signers = own.stream().map(Sample::signer).distinct().toList();
    if (signers.size() == 1) {
      said.add("All pictures are of " + signers.get(0) + ": record others who will sign, too.");
    }
    if (!unknown.isEmpty()) {
      said.add("The model does not know " + join(unknown) + ": these pictures are left out.");
    }
    return said;
  }

  private static void unevenly(Map<String, Integer> counts, List<String> said) {
    Map.Entry<String, Integer> most =
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    counts.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .min(Map.Entry.comparingByValue())
        .filter(least -> least.getValue() * MANY <= most.getValue())
        .ifPresent(
            least ->
                said.add(
                    "%d pictures of %s against %d of %s: record some more of %s."
                        .formatted(
                            least.getValue(),
                            least.getKey(),
                            most.getValue(),
                            most.getKey(),
                            least.getKey())));
  }

  private static Set<String> keys(Map<String, Integer> counts, int least, int most) {
    return counts.entrySet().stream()
        .filter(e -> e.getValue() >= least && e.getValue() <= most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String join(Collection<String> labels) {
    List<String> sorted = labels.stream().sorted().toList();
    int last = sorted.size() - 1;
    return last < 1
        ? String.join("", sorted)
        : String.join(", ", sorted.subList(0, last)) + " and " + sorted.get(last);
  }
}
