package org.signcam.samples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.signcam.base.NaturalOrder;

/**
 * What is wrong with a set of pictures. The first four findings make figures lie, the others make
 * them rough.
 *
 * @param sides how many pictures are on each side: train, validation and test, or, where no split
 *     is given, every signer
 * @param unreadable pictures that cannot be read
 * @param leaks pictures that are on another side too; at most one line a picture
 * @param mislabelled pictures of one side that look the same and have different labels: surely
 *     wrong where they are exact copies, else to be looked at
 * @param sharedSigners signers on more than one side of the split, in natural order
 * @param repeated exact copies on one side under one label: they count double
 * @param fewOfLabel labels with fewer than {@value #FEW} pictures, and how many
 * @param fewOfSigner signers with fewer than {@value #FEW} pictures, and how many
 * @param missing letters that others show and this signer does not; signers without any letter are
 *     left out
 */
public record SampleCheck(
    Map<String, Integer> sides,
    List<Unreadable> unreadable,
    List<Twin> leaks,
    List<Twin> mislabelled,
    List<String> sharedSigners,
    List<Twin> repeated,
    Map<String, Integer> fewOfLabel,
    Map<String, Integer> fewOfSigner,
    Map<String, List<String>> missing) {
  /** Fewer pictures than this are hardly enough: one in 20 is a step of five points. */
  public static final int FEW = 20;

  /**
   * Reads and compares all pictures.
   *
   * @param split of the set, or null to compare signer with signer
   * @param progress told how many pictures are read, from several threads
   */
  public static SampleCheck of(SampleSet set, Split split, IntConsumer progress) {
    Map<Sample, String> sideOf = new HashMap<>();
    List<Sample> ordered = new ArrayList<>();
    if (split == null) {
      set.samples().forEach(s -> sideOf.put(s, s.signer()));
      ordered.addAll(set.samples());
    } else {
      Map.of("train", split.train(), "validation", split.validation(), "test", split.test())
          .forEach((name, side) -> side.forEach(s -> sideOf.put(s, name)));
      ordered.addAll(split.train());
      ordered.addAll(split.validation());
      ordered.addAll(split.test());
    }
    SampleSet looked = set.with(ordered);
    PictureFacts.Scan scan = PictureFacts.scan(looked, progress);
    List<Twin> twins = Twin.find(scan.facts(), sideOf::get);
    return new SampleCheck(
        count(
            ordered,
            sideOf::get,
            Comparator.comparing(SampleCheck::sideOrder).thenComparing(NaturalOrder.INSTANCE)),
        scan.unreadable(),
        keep(twins, Twin::acrossSides),
        keep(twins, t -> !t.acrossSides() && t.acrossLabels()),
        split == null ? List.of() : split.sharedSigners(),
        keep(twins, t -> !t.acrossSides() && !t.acrossLabels()),
        few(count(ordered, Sample::label, SampleSet.LABEL_ORDER)),
        few(count(ordered, Sample::signer, NaturalOrder.INSTANCE)),
        missing(looked));
  }

  /** Whether nothing was found that makes figures lie. */
  public boolean clean() {
    return unreadable.isEmpty()
        && leaks.isEmpty()
        && mislabelled.stream().noneMatch(t -> t.kind() == Twin.Kind.EXACT)
        && sharedSigners.stream().allMatch(SampleSet::isUnknown);
  }

  /** How many pictures were looked at, those that cannot be read among them. */
  public int pictures() {
    return sides.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static int sideOrder(String side) {
    return List.of("train", "validation", "test").indexOf(side);
  }

  private static Map<String, Integer> count(
      List<Sample> samples, Function<Sample, String> by, Comparator<String> order) {
    return samples.stream()
        .collect(
            Collectors.groupingBy(by, () -> new TreeMap<>(order), Collectors.summingInt(s -> 1)));
  }

  private static Map<String, Integer> few(Map<String, Integer> counts) {
    counts.values().removeIf(n -> n >= FEW);
    return counts;
  }

  private static List<Twin> keep(List<Twin> twins, Predicate<Twin> which) {
    return twins.stream().filter(which).toList();
  }

  private static Map<String, List<String>> missing(SampleSet set) {
    List<String> letters = set.labels().stream().filter(l -> !l.equals(SampleSet.NOTHING)).toList();
    Map<String, List<String>> missing = new LinkedHashMap<>();
    Map<String, List<String>> shown = new HashMap<>();
    set.samples()
        .forEach(s -> shown.computeIfAbsent(s.signer(), n -> new ArrayList<>()).add(s.label()));
    for (String signer : set.signers()) {
      List<String> lacking = letters.stream().filter(l -> !shown.get(signer).contains(l)).toList();
      if (!lacking.isEmpty() && lacking.size() < letters.size()) {
        missing.put(signer, lacking);
      }
    }
    return missing;
  }
}
