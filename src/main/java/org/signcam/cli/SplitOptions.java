package org.signcam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.signcam.base.UserException;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.train.Progress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who is trained on, who is chosen by and who is held out: the same words for every command. */
final class SplitOptions {
  static final double VALIDATION = 0.2; // of the signers

  // The course exercises' shares of the pictures; the rest is the test part.
  private static final double RANDOM_TRAIN = 0.70;
  private static final double RANDOM_VALIDATION = 0.15;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--split",
      paramLabel = "signer|random",
      description =
          "signer: a fifth of the signers validates; random: 70 %% of the pictures to train, 15 %% to"
              + " validate, 15 %% to test, whoever's they are (figures far too good).")
  String kind;

  @Option(
      names = "--validation",
      paramLabel = "DIR|SIGNERS|none",
      description = "Who validates: a folder, signers (s02,s08), a file naming them, or none.")
  String validation;

  @Option(names = "--test", paramLabel = "DIR", description = "A folder of pictures held out.")
  Path test;

  /** The folders given, and those that the options name, as one set. */
  SampleSet read(List<Path> folders) {
    check();
    List<Path> all = new ArrayList<>(folders);
    if (validation != null && Files.isDirectory(Path.of(validation))) {
      all.add(Path.of(validation));
    }
    if (test != null) {
      all.add(test);
    }
    return SampleSet.read(all);
  }

  /**
   * The split asked for, or else the one that the folders give, or nothing.
   *
   * @param set as {@link #read} returned it
   */
  Optional<Split> split(SampleSet set, long seed) {
    check();
    List<Sample> test = set.filter(this::held).samples();
    SampleSet rest = withoutTest(set);
    if (random()) {
      return Optional.of(
          test.isEmpty()
              ? Split.random3(set, RANDOM_TRAIN, RANDOM_VALIDATION, seed)
              : Split.random(rest, RANDOM_VALIDATION / (RANDOM_TRAIN + RANDOM_VALIDATION), seed)
                  .withTest(test));
    }
    return inTwo(rest, seed)
        .or(() -> test.isEmpty() ? Optional.empty() : Optional.of(all(rest)))
        .map(split -> split.withTest(test));
  }

  /** All pictures but those held out for a test. */
  SampleSet withoutTest(SampleSet set) {
    return set.filter(s -> !held(s));
  }

  private boolean held(Sample sample) {
    return under(test, sample) || "test".equals(sample.part());
  }

  /** Who trains and who validates; a signer on both sides is refused unless asked for by name. */
  Split checked(SampleSet set, long seed, Progress progress) {
    Split split = split(set, seed).orElseGet(() -> Split.bySigner(set, VALIDATION, seed));
    List<String> shared = split.sharedSigners();
    if (shared.isEmpty()) {
      return split;
    }
    boolean named = shared.stream().anyMatch(s -> !SampleSet.isUnknown(s));
    if (named && !random()) {
      throw new UserException(
          "Signers "
              + shared
              + " are on both sides of the split; rename the folder if they are other people, or"
              + " ask for the leaky split with --split random.");
    }
    progress.say(
        "careful: pictures of "
            + (shared.size() > 5 ? shared.size() + " signers" : shared)
            + " are on both sides of the split: frames of one person are nearly alike, so the"
            + " figures will be far too good for anybody else");
    return split;
  }

  /** Whether the leaky split was asked for by name. */
  boolean random() {
    return "random".equals(kind);
  }

  private Optional<Split> inTwo(SampleSet set, long seed) {
    if (validation == null) {
      if (set.samples().stream().anyMatch(s -> "valid".equals(s.part()))) {
        return Optional.of(Split.given(set));
      }
      return kind == null ? Optional.empty() : Optional.of(Split.bySigner(set, VALIDATION, seed));
    }
    if (validation.equals("none")) {
      return Optional.of(all(set));
    }
    Path path = Path.of(validation);
    if (Files.isDirectory(path)) {
      Predicate<Sample> validates = s -> under(path, s);
      return Optional.of(
          new Split(set.filter(validates.negate()).samples(), set.filter(validates).samples()));
    }
    return Optional.of(Split.bySigners(set, names(path)));
  }

  private static Split all(SampleSet set) {
    return new Split(set.samples(), List.of());
  }

  private static boolean under(Path folder, Sample sample) {
    return folder != null && sample.file().startsWith(folder);
  }

  private void check() {
    if (kind != null && !kind.equals("signer") && !kind.equals("random")) {
      throw new ParameterException(
          spec.commandLine(), "There is no split '" + kind + "'; use signer or random.");
    }
    if (random() && validation != null) {
      throw new ParameterException(
          spec.commandLine(), "--split random chooses who validates; leave --validation out.");
    }
  }

  private List<String> names(Path path) {
    try {
      String text = Files.isRegularFile(path) ? Files.readString(path) : validation;
      return Arrays.stream(text.split("[,\\s]+")).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      throw new UserException("Cannot read the signers' names in " + path + ".", e);
    }
  }
}
