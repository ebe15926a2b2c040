package org.signcam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  @Option(
      names = "--test",
      paramLabel = "DIR|SIGNERS",
      description = "Who is held out: a folder, signers (t01,t02), or a file naming them.")
  String test;

  /** The folders given, and those that the options name, as one set. */
  SampleSet read(List<Path> folders) {
    check();
    List<Path> all = new ArrayList<>(folders);
    for (String side : new String[] {validation, test}) {
      if (isFolder(side)) {
        all.add(Path.of(side));
      }
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
    List<Sample> heldOut = set.filter(heldOut(set)).samples();
    SampleSet rest = withoutTest(set);
    if (random()) {
      return Optional.of(
          heldOut.isEmpty()
              ? Split.random3(set, RANDOM_TRAIN, RANDOM_VALIDATION, seed)
              : Split.random(rest, RANDOM_VALIDATION / (RANDOM_TRAIN + RANDOM_VALIDATION), seed)
                  .withTest(heldOut));
    }
    return inTwo(rest, seed)
        .or(() -> heldOut.isEmpty() ? Optional.empty() : Optional.of(all(rest)))
        .map(split -> split.withTest(heldOut));
  }

  /** All pictures but those held out for a test. */
  SampleSet withoutTest(SampleSet set) {
    return set.filter(heldOut(set).negate());
  }

  private Predicate<Sample> heldOut(SampleSet set) {
    Predicate<Sample> given = s -> "test".equals(s.part());
    if (test == null) {
      return given;
    }
    return given.or(isFolder(test) ? under(test) : named(set));
  }

  private Predicate<Sample> named(SampleSet set) {
    Set<Sample> theirs = Set.copyOf(Split.bySigners(set, names(test)).validation());
    return theirs::contains;
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
      if (kind == null && set.samples().stream().anyMatch(s -> "valid".equals(s.part()))) {
        return Optional.of(Split.given(set));
      }
      return kind == null ? Optional.empty() : Optional.of(Split.bySigner(set, VALIDATION, seed));
    }
    if (validation.equals("none")) {
      return Optional.of(all(set));
    }
    if (isFolder(validation)) {
      Predicate<Sample> validates = under(validation);
      return Optional.of(
          new Split(set.filter(validates.negate()).samples(), set.filter(validates).samples()));
    }
    List<String> validating = names(validation);
    for (String name : test == null || isFolder(test) ? List.<String>of() : names(test)) {
      if (validating.contains(name)) {
        throw new UserException(
            name
                + " is named in --validation and in --test; one person can be in only one of them.");
      }
    }
    return Optional.of(Split.bySigners(set, validating));
  }

  private static Split all(SampleSet set) {
    return new Split(set.samples(), List.of());
  }

  private static boolean isFolder(String side) {
    return side != null && Files.isDirectory(Path.of(side));
  }

  private static Predicate<Sample> under(String folder) {
    Path path = Path.of(folder);
    return sample -> sample.file().startsWith(path);
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

  private static List<String> names(String given) {
    Path path = Path.of(given);
    try {
      String text = Files.isRegularFile(path) ? Files.readString(path) : given;
      return Arrays.stream(text.split("[,\\s]+")).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      throw new UserException("Cannot read the signers' names in " + path + ".", e);
    }
  }
}
