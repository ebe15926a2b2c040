package org.signcam.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.signcam.base.NaturalOrder;
import org.signcam.samples.Sample;

/**
 * One's own pictures, to learn from and to be asked about. A burst is never parted. The newest
 * session of each signer who has two is kept out where the others show every label; else, within
 * sessions, the newest burst of each label that has two or more.
 *
 * @param train at least one of each label
 * @param validation may be empty
 * @param sameSession whether both sides are of the same sessions, which flatters
 */
public record OwnSplit(List<Sample> train, List<Sample> validation, boolean sameSession) {
  public OwnSplit {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
  }

  /** Splits pictures; those of unknown bursts are learnt from. */
  public static OwnSplit of(List<Sample> own) {
    Map<String, TreeSet<String>> sessions = new TreeMap<>();
    own.stream()
        .filter(s -> s.burst() != null)
        .forEach(s -> sessions.computeIfAbsent(s.signer(), n -> new TreeSet<>()).add(session(s)));
    sessions.values().removeIf(of -> of.size() < 2);
    if (!sessions.isEmpty()) {
      OwnSplit split =
          part(
              own,
              s ->
                  s.burst() != null
                      && sessions.containsKey(s.signer())
                      && session(s).equals(sessions.get(s.signer()).last()),
              false);
      if (labels(split.train).equals(labels(own))) {
        return split;
      }
    }
    Map<String, TreeSet<String>> bursts = new TreeMap<>();
    Set<String> loose = new HashSet<>();
    for (Sample s : own) {
      if (s.burst() == null) {
        loose.add(s.label());
      } else {
        bursts.computeIfAbsent(s.label(), l -> new TreeSet<>()).add(order(s));
      }
    }
    Set<String> keptOut = new LinkedHashSet<>();
    bursts.forEach(
        (label, of) -> {
          if (of.size() > 1 || loose.contains(label)) {
            keptOut.add(label + "/" + of.last());
          }
        });
    return part(own, s -> s.burst() != null && keptOut.contains(s.label() + "/" + order(s)), true);
  }

  /**
   * For a rehearsal: the first pictures of each label to learn from, by name, all others to be
   * asked about, be they of the same burst.
   *
   * @param shots pictures of each signer and label that are learnt
   */
  public static OwnSplit first(List<Sample> own, int shots) {
    Map<String, Integer> taken = new HashMap<>();
    Set<Sample> learnt = new HashSet<>();
    own.stream()
        .sorted(Comparator.comparing(s -> s.file().toString(), NaturalOrder.INSTANCE))
        .filter(s -> taken.merge(s.signer() + "/" + s.label(), 1, Integer::sum) <= shots)
        .forEach(learnt::add);
    return part(own, s -> !learnt.contains(s), true);
  }

  private static OwnSplit part(List<Sample> own, Predicate<Sample> validates, boolean sameSession) {
    Map<Boolean, List<Sample>> sides = new LinkedHashMap<>();
    sides.put(false, new ArrayList<>());
    sides.put(true, new ArrayList<>());
    own.forEach(s -> sides.get(validates.test(s)).add(s));
    return new OwnSplit(sides.get(false), sides.get(true), sameSession);
  }

  private static Set<String> labels(List<Sample> samples) {
    Set<String> labels = new HashSet<>();
    samples.forEach(s -> labels.add(s.label()));
    return labels;
  }

  /** Time first, so that the newest is last, whoever's it is. */
  private static String order(Sample sample) {
    String[] parts = sample.burst().split("/", -1);
    return parts[1] + "/" + parts[2] + "/" + parts[0];
  }

  private static String session(Sample sample) {
    return sample.burst().split("/", -1)[1];
  }
}
