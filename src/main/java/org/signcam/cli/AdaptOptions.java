package org.signcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Outcome;
import org.signcam.model.Devices;
import org.signcam.model.ModelStore;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.train.Adaptation;
import org.signcam.train.Adaptation.Change;
import org.signcam.train.Adaptation.Result;
import org.signcam.train.Adaptation.Thoroughness;
import org.signcam.train.OwnSplit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code train --adapt}: a model learns somebody's hands in seconds. */
final class AdaptOptions {
  private static final Set<String> KNOWN =
      Set.of(
          "--adapt",
          "--thorough",
          "--first",
          "--samples",
          "--labels",
          "--weights",
          "--out",
          "--device",
          "--seed");

  @Option(
      names = "--adapt",
      split = ",",
      paramLabel = "SIGNER",
      description = {
        "Teaches the default model, or that of --weights, the hands of these signers of --samples"
            + " (default: samples), in seconds, and shows the figures before and after. --labels:"
            + " learn these alone.",
        "--out: default models/SIGNER.safetensors, or the next name that is free."
      })
  private List<String> signers;

  @Option(
      names = "--thorough",
      description = "With --adapt: also from disturbed pictures, and for longer: minutes.")
  private boolean thorough;

  @Option(
      names = "--first",
      paramLabel = "N",
      description =
          "With --adapt: learn from the first N pictures of each letter alone, and be asked about"
              + " the others. They may be of the same burst: a rehearsal that flatters.")
  private Integer first;

  boolean given() {
    return signers != null;
  }

  /**
   * Adapts and writes the model.
   *
   * @param out may be {@code null}
   */
  void run(CommandSpec spec, DataOptions given, Path out) {
    check(spec);
    Path model =
        given.weights == null
            ? ModelStore.defaultModel()
            : ModelStore.find(given.weights.toString());
    Path file = out == null ? ModelStore.free(String.join("-", signers)) : out;
    if (same(file, model)) {
      throw new UserException(
          "%s is the model to begin with, which stays as it is; name another --out."
              .formatted(file));
    }
    AtomicFiles.checkWritable(file);
    SampleSet set =
        SampleSet.read(given.samples == null ? List.of(ModelStore.samples()) : given.samples);
    List<String> letters = given.letters();
    List<Sample> own =
        set.filter(
                s ->
                    signers.contains(s.signer())
                        && (letters.isEmpty()
                            || letters.contains(s.label())
                            || s.label().equals(SampleSet.NOTHING)))
            .samples();
    for (String signer : signers) {
      if (set.signers().contains(signer)
          && own.stream().noneMatch(s -> s.signer().equals(signer))) {
        throw new UserException(
            "There are no pictures of %s by %s; there are: %s."
                .formatted(
                    given.labels,
                    signer,
                    String.join(", ", set.filter(s -> s.signer().equals(signer)).labels())));
      }
      if (own.stream().noneMatch(s -> s.signer().equals(signer))) {
        throw new UserException(
            "There is no signer \""
                + signer
                + "\"; the signers are "
                + String.join(", ", set.signers())
                + ".");
      }
    }
    AtomicBoolean stopping = new AtomicBoolean();
    Result result;
    try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr());
        Adaptation adaptation = new Adaptation(model, Devices.choose(given.device), progress)) {
      result =
          ExitHook.run(
              () ->
                  adaptation.run(
                      first == null ? OwnSplit.of(own) : OwnSplit.first(own, first),
                      thorough ? Thoroughness.THOROUGH : Thoroughness.QUICK,
                      given.seed,
                      stopping::get),
              () -> stopping.set(true));
    } catch (CancellationException e) {
      throw new UserException("Adapting was stopped; no model was written.", e);
    }
    result.save(file);
    PrintWriter printed = spec.commandLine().getOut();
    describe(result, first).forEach(printed::println);
    printed.println(file);
    printed.flush();
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.exists(one) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // one of them cannot be read, and that is said later
    }
  }

  private void check(CommandSpec spec) {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!KNOWN.contains(option.longestName())) {
        throw new ParameterException(
            spec.commandLine(), option.longestName() + " has no meaning with --adapt.");
      }
    }
    if (first != null && first < 1) {
      throw new ParameterException(
          spec.commandLine(), "--first must be at least 1, not " + first + ".");
    }
  }

  /** Both sides, before and after, as sentences and a table. */
  private static List<String> describe(Result result, Integer first) {
    List<String> lines = new ArrayList<>();
    OwnSplit split = result.split();
    lines.add(
        "learnt from %d pictures, asked about %d others"
            .formatted(split.train().size(), split.validation().size()));
    Table table = new Table().row("letters read right", "before", "after");
    String own =
        first != null
            ? "own, after the first %d of each letter".formatted(first)
            : split.sameSession()
                ? "own, other bursts of the same session"
                : "own, the newest session";
    if (result.own() != null) {
      table.row(own, percent(result.own().before()), percent(result.own().after()));
      letters(table, result.own());
    } else {
      lines.add(
          "none of one's own pictures could be kept out: record a second burst of each letter");
    }
    if (result.others() != null) {
      table.row(
          "other people, never trained on",
          percent(result.others().before()),
          percent(result.others().after()));
      table.row(
          "other handshapes taken for letters",
          share(result.others().before()),
          share(result.others().after()));
    }
    lines.add(table.toString().stripTrailing());
    if (result.own() != null && !result.own().mistakes().isEmpty()) {
      lines.add("new mistakes on one's own:");
      for (Outcome o : result.own().mistakes()) {
        lines.add("  %s: read as %s".formatted(o.sample().file(), o.prediction().letter()));
      }
    }
    return lines;
  }

  private static void letters(Table table, Change change) {
    List<String> labels = change.before().labels();
    for (int i = 0; i < labels.size(); i++) {
      String before = recall(change.before(), i);
      String after = recall(change.after(), i);
      if (!before.equals(after)) {
        table.row("  " + labels.get(i), before, after);
      }
    }
  }

  private static String recall(Figures figures, int letter) {
    List<Integer> row = figures.confusion().get(letter);
    int all = row.stream().mapToInt(n -> n).sum();
    return row.get(letter) + " of " + all;
  }

  private static String percent(Figures figures) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * figures.meanSignerAccuracy());
  }

  private static String share(Figures figures) {
    return figures.falseAcceptOther() == null
        ? "–"
        : figures.falseAcceptOther().count() + " of " + figures.falseAcceptOther().of();
  }
}
