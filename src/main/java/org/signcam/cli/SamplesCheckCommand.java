package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleCheck;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.samples.Twin;
import org.signcam.samples.Unreadable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples check}: what would make figures lie, found before they are measured. */
@Command(
    name = "check",
    description = {
      "Finds pictures that cannot be read, that are on both sides of a split (also mirrored or"
          + " recompressed) or under two labels, and what there is too little of.",
      "Without a split, signers are compared with each other. Exit code 1 where figures would lie."
    },
    sortOptions = false)
final class SamplesCheckCommand implements Callable<Integer> {
  private static final int EXAMPLES = 8;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description =
          "Sample folders: SIGNER/LETTER/*.jpg and its like (default: what was recorded).")
  List<Path> folders = List.of(ModelStore.samples());

  @Mixin SplitOptions splitOptions;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--all", description = "Names every picture found, not just the first few.")
  boolean all;

  @Option(names = "--json", description = "One line of JSON, with every picture.")
  boolean json;

  @Override
  public Integer call() {
    SampleSet set = splitOptions.read(folders);
    PrintWriter err = spec.commandLine().getErr();
    err.println(set.layout());
    err.flush();
    Split split = splitOptions.split(set, seed).orElse(null);
    SampleCheck check;
    try (Progress progress = new Progress("check", set.size())) {
      check = SampleCheck.of(set, split, progress::stepTo);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.line(tree(check, split != null)) + "\n" : text(check, split != null));
    out.flush();
    return check.clean() ? 0 : 1;
  }

  private String text(SampleCheck check, boolean split) {
    StringBuilder text = new StringBuilder();
    if (split) {
      text.append("Sides: ").append(counts(check.sides())).append(".\n\n");
    }
    section(
        text,
        "Cannot be read; copy again or delete",
        check.unreadable().stream().map(Unreadable::why).toList());
    leaks(check, split)
        .forEach(
            (heading, twins) -> section(text, heading, twins.stream().map(this::line).toList()));
    section(
        text,
        "Look the same on one side under two labels; see which is wrong",
        check.mislabelled().stream().map(this::line).toList());
    section(
        text,
        "Signers on more than one side; figures on them are too good",
        check.sharedSigners().stream()
            .map(s -> SampleSet.isUnknown(s) ? s + ": maybe several people, maybe not" : s)
            .toList());
    section(
        text,
        "The very same file twice, and so counted double",
        check.repeated().stream().map(this::line).toList());
    section(
        text, "Labels with fewer than " + SampleCheck.FEW + " pictures", few(check.fewOfLabel()));
    section(
        text, "Signers with fewer than " + SampleCheck.FEW + " pictures", few(check.fewOfSigner()));
    section(text, "Letters that signers lack", missing(check.missing()));
    return text.append(summary(check)).append('\n').toString();
  }

  private void section(StringBuilder text, String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append(heading).append(" (").append(lines.size()).append("):\n");
    int shown = all ? lines.size() : Math.min(EXAMPLES, lines.size());
    lines.subList(0, shown).forEach(line -> text.append("  ").append(line).append('\n'));
    if (shown < lines.size()) {
      text.append("  and ").append(lines.size() - shown).append(" more; --all names them\n");
    }
    text.append('\n');
  }

  /** By the two sides, with a heading that says what it means. */
  private static Map<String, List<Twin>> leaks(SampleCheck check, boolean split) {
    return check.leaks().stream()
        .collect(
            Collectors.groupingBy(
                t ->
                    split
                        ? "In %s and in %s too; take them out of one"
                            .formatted(t.side(), t.likeSide())
                        : "Of two signers; they would leak from one side of a split to the other",
                TreeMap::new,
                Collectors.toList()));
  }

  private String line(Twin twin) {
    String how =
        switch (twin.kind()) {
          case EXACT -> "exact copy";
          case NEAR -> String.format(Locale.ROOT, "%.3f alike", twin.correlation());
          case MIRRORED -> String.format(Locale.ROOT, "%.3f alike, mirrored", twin.correlation());
        };
    String labels =
        twin.acrossLabels()
            ? ", labelled " + twin.picture().label() + " and " + twin.like().label()
            : "";
    return "%s = %s (%s%s)".formatted(twin.picture().file(), twin.like().file(), how, labels);
  }

  private static List<String> few(Map<String, Integer> counts) {
    return counts.isEmpty() ? List.of() : List.of(counts(counts));
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** A line for each set of letters that is lacking, with all who lack it. */
  private static List<String> missing(Map<String, List<String>> missing) {
    Map<String, List<String>> byLetters = new LinkedHashMap<>();
    missing.forEach(
        (signer, letters) ->
            byLetters
                .computeIfAbsent(String.join(" ", letters), l -> new ArrayList<>())
                .add(signer));
    return byLetters.entrySet().stream()
        .map(e -> e.getKey() + ": " + String.join(", ", e.getValue()))
        .toList();
  }

  private static String summary(SampleCheck check) {
    String found =
        Stream.of(
                counted(check.unreadable().size(), "cannot be read"),
                counted(check.leaks().size(), "on two sides"),
                counted(check.mislabelled().size(), "under two labels"),
                counted(check.repeated().size(), "counted double"))
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining(", "));
    String verdict =
        check.clean()
            ? "nothing found that makes figures lie"
            : "figures measured on them would lie";
    return "%d pictures checked%s: %s."
        .formatted(check.pictures(), found.isEmpty() ? "" : " (" + found + ")", verdict);
  }

  private static String counted(int n, String what) {
    return n == 0 ? "" : n + " " + what;
  }

  private static Map<String, Object> tree(SampleCheck check, boolean split) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("clean", check.clean());
    tree.put("pictures", check.pictures());
    tree.put("compared", split ? "sides" : "signers");
    tree.put("sides", check.sides());
    tree.put(
        "unreadable",
        check.unreadable().stream()
            .map(u -> Map.of("file", u.sample().file().toString(), "why", u.why()))
            .toList());
    tree.put("leaks", check.leaks().stream().map(SamplesCheckCommand::tree).toList());
    tree.put("mislabelled", check.mislabelled().stream().map(SamplesCheckCommand::tree).toList());
    tree.put("shared_signers", check.sharedSigners());
    tree.put("repeated", check.repeated().stream().map(SamplesCheckCommand::tree).toList());
    tree.put("few_of_label", check.fewOfLabel());
    tree.put("few_of_signer", check.fewOfSigner());
    tree.put("missing", check.missing());
    return tree;
  }

  private static Map<String, Object> tree(Twin twin) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", twin.picture().file().toString());
    tree.put("side", twin.side());
    tree.put("label", twin.picture().label());
    tree.put("like", twin.like().file().toString());
    tree.put("like_side", twin.likeSide());
    tree.put("like_label", twin.like().label());
    tree.put("kind", twin.kind().name().toLowerCase(Locale.ROOT));
    tree.put("correlation", Json.rounded(twin.correlation()));
    return tree;
  }
}
