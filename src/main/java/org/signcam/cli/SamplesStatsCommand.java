package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples stats}: how many pictures of whom and of what, and what they are like. */
@Command(
    name = "stats",
    description = {
      "Counts pictures by signer and label, and says how large, bright and sharp they are.",
      "Medians: LUMINANCE is a picture's mean grey value, 0-255; SHARPNESS the variance of its"
          + " Laplacian at 224x224, small where it is blurred."
    })
final class SamplesStatsCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description =
          "Sample folders: SIGNER/LETTER/*.jpg and its like (default: what was recorded).")
  List<Path> folders = List.of(ModelStore.samples());

  @Option(names = "--json", description = "One line of JSON instead of tables.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    SampleSet set = SampleSet.read(folders);
    err.println(set.layout());
    err.flush();
    SampleStats stats;
    try (Progress progress = new Progress("stats", set.size())) {
      stats = SampleStats.of(set, progress::stepTo);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.line(tree(stats)) + "\n" : tables(stats));
    out.flush();
    stats.unreadable().forEach(u -> err.println("signcam: " + u.why()));
    return stats.unreadable().isEmpty() ? 0 : 1;
  }

  private static String tables(SampleStats stats) {
    List<String> head = new ArrayList<>(List.of("SIGNER"));
    head.addAll(stats.labels());
    head.add("ALL");
    boolean recorded = stats.all().bursts() > 0;
    if (recorded) {
      head.addAll(List.of("SESSIONS", "BURSTS"));
    }
    Table counts = new Table().row(head.toArray(String[]::new));
    Table looks = new Table().row("SIGNER", "WIDTH", "HEIGHT", "LUMINANCE", "SHARPNESS");
    Map<String, SampleStats.Group> groups = new LinkedHashMap<>(stats.signers());
    groups.put("all", stats.all());
    groups.forEach(
        (signer, group) -> {
          List<String> cells = new ArrayList<>(List.of(signer));
          for (String label : stats.labels()) {
            Integer n = group.ofLabel().get(label);
            cells.add(n == null ? "-" : n.toString());
          }
          cells.add(Integer.toString(group.pictures()));
          if (recorded) {
            cells.add(Integer.toString(group.sessions()));
            cells.add(Integer.toString(group.bursts()));
          }
          counts.row(cells.toArray(String[]::new));
          looks.row(
              signer,
              median(group.width()),
              median(group.height()),
              median(group.luminance()),
              median(group.sharpness()));
        });
    return counts + "\n" + looks;
  }

  private static String median(SampleStats.Range range) {
    return range == null ? "-" : String.format(Locale.ROOT, "%.0f", range.median());
  }

  private static Map<String, Object> tree(SampleStats stats) {
    Map<String, Object> signers = new LinkedHashMap<>();
    stats.signers().forEach((signer, group) -> signers.put(signer, tree(group)));
    Map<String, Object> tree = tree(stats.all());
    tree.put("by_signer", signers);
    tree.put(
        "unreadable", stats.unreadable().stream().map(u -> u.sample().file().toString()).toList());
    return tree;
  }

  private static Map<String, Object> tree(SampleStats.Group group) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("pictures", group.pictures());
    tree.put("by_label", group.ofLabel());
    tree.put("sessions", group.sessions());
    tree.put("bursts", group.bursts());
    tree.put("width", tree(group.width()));
    tree.put("height", tree(group.height()));
    tree.put("luminance", tree(group.luminance()));
    tree.put("sharpness", tree(group.sharpness()));
    return tree;
  }

  private static Map<String, Double> tree(SampleStats.Range range) {
    if (range == null) {
      return null;
    }
    Map<String, Double> tree = new LinkedHashMap<>();
    tree.put("min", Json.rounded(range.min()));
    tree.put("median", Json.rounded(range.median()));
    tree.put("max", Json.rounded(range.max()));
    return tree;
  }
}
