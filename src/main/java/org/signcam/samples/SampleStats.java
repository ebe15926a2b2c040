package org.signcam.samples;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import org.signcam.base.NaturalOrder;

/**
 * How many pictures there are of whom and of what, and what they are like.
 *
 * @param labels in natural order, {@link SampleSet#NOTHING} last
 * @param signers by name, in natural order
 * @param all every picture together
 * @param unreadable pictures that cannot be read and count nowhere
 */
public record SampleStats(
    List<String> labels, Map<String, Group> signers, Group all, List<Unreadable> unreadable) {
  /** The smallest value, the middle one and the largest. */
  public record Range(double min, double median, double max) {}

  /**
   * Some of the pictures; the ranges are null where there are none.
   *
   * @param ofLabel how many there are of each label that there is
   * @param sessions how many recording sessions they are known to be of
   * @param bursts how many bursts they are known to be of
   * @param width in pixels
   * @param height in pixels
   * @param luminance mean grey value of a picture, 0–255
   * @param sharpness variance of the Laplacian of a picture scaled to 224×224, in grey values
   *     squared
   */
  public record Group(
      int pictures,
      Map<String, Integer> ofLabel,
      int sessions,
      int bursts,
      Range width,
      Range height,
      Range luminance,
      Range sharpness) {}

  /**
   * Reads all pictures.
   *
   * @param progress told how many are read, from several threads
   */
  public static SampleStats of(SampleSet set, IntConsumer progress) {
    PictureFacts.Scan scan = PictureFacts.scan(set, progress);
    Map<String, List<PictureFacts>> bySigner = new TreeMap<>(NaturalOrder.INSTANCE);
    for (PictureFacts facts : scan.facts()) {
      bySigner.computeIfAbsent(facts.sample().signer(), s -> new ArrayList<>()).add(facts);
    }
    Map<String, Group> signers = new LinkedHashMap<>();
    bySigner.forEach((signer, facts) -> signers.put(signer, group(facts)));
    return new SampleStats(set.labels(), signers, group(scan.facts()), scan.unreadable());
  }

  private static Group group(List<PictureFacts> pictures) {
    Map<String, Integer> ofLabel = new TreeMap<>(SampleSet.LABEL_ORDER);
    pictures.forEach(p -> ofLabel.merge(p.sample().label(), 1, Integer::sum));
    Set<String> bursts = new HashSet<>();
    pictures.stream().map(p -> p.sample().burst()).filter(Objects::nonNull).forEach(bursts::add);
    long sessions = bursts.stream().map(b -> b.substring(0, b.lastIndexOf('/'))).distinct().count();
    return new Group(
        pictures.size(),
        ofLabel,
        (int) sessions,
        bursts.size(),
        range(pictures, PictureFacts::width),
        range(pictures, PictureFacts::height),
        range(pictures, PictureFacts::luminance),
        range(pictures, PictureFacts::sharpness));
  }

  private static Range range(List<PictureFacts> pictures, ToDoubleFunction<PictureFacts> of) {
    double[] sorted = pictures.stream().mapToDouble(of).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? null : new Range(sorted[0], sorted[(n - 1) / 2], sorted[n - 1]);
  }
}
