package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;

class SplitTest {
  @Property(tries = 300)
  void bySignerNobodyIsOnBothSidesAndNothingIsLost(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(max = 9) Integer> signers,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction,
      @ForAll long seed) {
    SampleSet set = made(signers);
    if (set.signers().size() < 2) {
      assertThatThrownBy(() -> Split.bySigner(set, fraction, seed))
          .isInstanceOf(UserException.class);
      return;
    }
    Split split = Split.bySigner(set, fraction, seed);
    assertThat(split.sharedSigners()).isEmpty();
    assertThat(signersOf(split.train())).doesNotContainAnyElementsOf(signersOf(split.validation()));
    assertThat(split.train()).isNotEmpty();
    assertThat(split.validation()).isNotEmpty();
    List<Sample> both = new ArrayList<>(split.train());
    both.addAll(split.validation());
    assertThat(both).containsExactlyInAnyOrderElementsOf(set.samples());
    assertThat(Split.bySigner(set, fraction, seed)).isEqualTo(split);
    int signersOut = signersOf(split.validation()).size();
    assertThat(Math.abs(signersOut - fraction * set.signers().size())).isLessThanOrEqualTo(1);
  }

  @Test
  void theSeedDecidesWhoIsKeptOut() {
    SampleSet set = made(IntStream.range(0, 100).mapToObj(i -> i % 10).toList());
    assertThat(Split.bySigner(set, 0.3, 1)).isNotEqualTo(Split.bySigner(set, 0.3, 2));
    assertThat(signersOf(Split.bySigner(set, 0.3, 1).validation())).hasSize(3);
  }

  @Property
  void aShareThatIsNoneOrAllIsRefused(@ForAll long seed) {
    SampleSet set = made(List.of(1, 2, 3, 4));
    for (double share : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
      for (ThrowingCallable split :
          List.<ThrowingCallable>of(
              () -> Split.bySigner(set, share, seed),
              () -> Split.random(set, share, seed),
              () -> Split.random3(set, share, 0.2, seed),
              () -> Split.random3(set, 0.2, share, seed))) {
        assertThatThrownBy(split)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("between 0 and 1");
      }
    }
  }

  @Test
  void ofThreePicturesEveryPartHasOneHoweverUnequalTheShares() {
    SampleSet set = made(List.of(1, 2, 3));
    for (double train : new double[] {0.01, 0.5, 0.98}) {
      Split split = Split.random3(set, train, 0.01, 1);
      assertThat(split.train()).hasSize(1);
      assertThat(split.validation()).hasSize(1);
      assertThat(split.test()).hasSize(1);
    }
    Split most = Split.random3(set, 0.01, 0.98, 1);
    assertThat(most.train()).hasSize(1);
    assertThat(most.test()).hasSize(1);
  }

  @Test
  void aFoldOfNobodyAndASplitWithoutASideSayWhich() {
    SampleSet set = made(List.of(1, 2));
    assertThatThrownBy(() -> Split.bySigners(set, List.of())).hasMessageContaining("but none was");
    assertThatThrownBy(() -> Split.bySigners(set, List.of("s1", "s2")))
        .hasMessageContaining("but every one of them was");
    assertThatThrownBy(() -> Split.given(set)).hasMessageContaining("but valid has no pictures");
  }

  @Property(tries = 100)
  void atRandomNothingIsLostAndTheShareIsKept(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(max = 3) Integer> signers,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction,
      @ForAll long seed) {
    SampleSet set = made(signers);
    Split split = Split.random(set, fraction, seed);
    assertThat(split.train().size() + split.validation().size()).isEqualTo(set.size());
    assertThat(split.validation()).isNotEmpty().doesNotContainAnyElementsOf(split.train());
    assertThat(Math.abs(split.validation().size() - fraction * set.size())).isLessThanOrEqualTo(1);
  }

  @Property(tries = 200)
  void atRandomInThreeNothingIsLostAndTheSharesAreKept(
      @ForAll @Size(min = 3, max = 60) List<@IntRange(max = 3) Integer> signers,
      @ForAll @DoubleRange(min = 0.01, max = 0.49) double train,
      @ForAll @DoubleRange(min = 0.01, max = 0.49) double validation,
      @ForAll long seed) {
    SampleSet set = made(signers);
    Split split = Split.random3(set, train, validation, seed);
    List<Sample> all = new ArrayList<>(split.train());
    all.addAll(split.validation());
    all.addAll(split.test());
    assertThat(all).containsExactlyInAnyOrderElementsOf(set.samples());
    assertThat(split.train()).isNotEmpty();
    assertThat(split.validation()).isNotEmpty();
    assertThat(split.test()).isNotEmpty();
    assertThat(Math.abs(split.train().size() - train * set.size())).isLessThanOrEqualTo(1);
    assertThat(Math.abs(split.validation().size() - validation * set.size()))
        .isLessThanOrEqualTo(2);
    assertThat(Split.random3(set, train, validation, seed)).isEqualTo(split);
  }

  @Test
  void theCourseSharesAreSeventyFifteenFifteen() {
    SampleSet set = made(IntStream.range(0, 1000).mapToObj(i -> i % 7).toList());
    Split split = Split.random3(set, 0.70, 0.15, 1);
    assertThat(split.train()).hasSize(700);
    assertThat(split.validation()).hasSize(150);
    assertThat(split.test()).hasSize(150);
    assertThat(split.sharedSigners()).hasSize(7);
    assertThat(Split.random3(set, 0.70, 0.15, 2)).isNotEqualTo(split);
    assertThatThrownBy(() -> Split.random3(set, 0.70, 0.30, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Split.random3(made(List.of(1, 2)), 0.70, 0.15, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("three pictures");
  }

  @Property(tries = 300)
  void inFoldsEverySignerValidatesOnceAndNobodyIsOnBothSides(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 9) Integer> signers,
      @ForAll @IntRange(min = 0, max = 12) int k,
      @ForAll long seed) {
    SampleSet set = made(signers);
    if (k < 2 || k > set.signers().size()) {
      assertThatThrownBy(() -> Split.folds(set, k, seed))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("there are " + set.signers().size() + " signers")
          .hasMessageContaining("found " + k);
      return;
    }
    List<Split> folds = Split.folds(set, k, seed);
    assertThat(folds).hasSize(k);
    List<Sample> validated = new ArrayList<>();
    for (Split fold : folds) {
      assertThat(fold.sharedSigners()).isEmpty();
      assertThat(fold.train().size() + fold.validation().size()).isEqualTo(set.size());
      assertThat(fold.test()).isEmpty();
      validated.addAll(fold.validation());
    }
    assertThat(validated).containsExactlyInAnyOrderElementsOf(set.samples());
    IntSummaryStatistics sizes =
        folds.stream().mapToInt(f -> f.validation().size()).summaryStatistics();
    assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(largestSigner(set));
    assertThat(Split.folds(set, k, seed)).isEqualTo(folds);
  }

  @Test
  void theSeedDecidesWhoSharesAFold() {
    SampleSet set = made(IntStream.range(0, 100).mapToObj(i -> i % 10).toList());
    assertThat(Split.folds(set, 5, 1)).isNotEqualTo(Split.folds(set, 5, 2));
  }

  @Property(tries = 100)
  void noRenderedSignerValidatesWhereThereArePeople(@ForAll long seed) {
    List<Sample> samples = new ArrayList<>(made(List.of(1, 2, 3, 4)).samples());
    List<Sample> rendered =
        IntStream.range(0, 40)
            .mapToObj(i -> new Sample(Path.of("r" + i), "drawn-1-%04d".formatted(i), "A", null))
            .toList();
    samples.addAll(rendered);
    List<Split> splits = new ArrayList<>(Split.folds(SEED.with(samples), 4, seed));
    assertThat(splits).hasSize(4);
    splits.add(Split.bySigner(SEED.with(samples), 0.5, seed));
    for (Split split : splits) {
      assertThat(split.train()).containsAll(rendered);
      assertThat(split.validation()).isNotEmpty().doesNotContainAnyElementsOf(rendered);
    }
    assertThat(Split.bySigner(SEED.with(rendered), 0.5, seed).validation()).hasSize(20);
  }

  @Test
  void byNameTheNamedOnesValidate() {
    Split split = Split.bySigners(made(List.of(1, 2, 3, 2)), List.of("s2"));
    assertThat(split.validation()).hasSize(2).allMatch(s -> s.signer().equals("s2"));
    assertThat(split.train()).extracting(Sample::signer).containsExactly("s1", "s3");
  }

  @Test
  void anUnknownNameAndAnEmptySideAreSaid() {
    SampleSet set = made(List.of(1, 2));
    assertThatThrownBy(() -> Split.bySigners(set, List.of("s7")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"s7\"")
        .hasMessageContaining("s1, s2");
    assertThatThrownBy(() -> Split.bySigners(set, List.of("s1", "s2")))
        .isInstanceOf(UserException.class);
    assertThatThrownBy(() -> Split.bySigners(set, List.of())).isInstanceOf(UserException.class);
  }

  @Test
  void oneSignerAloneCannotBeSplitBySigner() {
    assertThatThrownBy(() -> Split.bySigner(made(List.of(1, 1, 1)), 0.2, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--split random");
  }

  @Test
  void aGivenSplitIsTakenAsItIs(@TempDir Path dir) {
    touch(dir.resolve("train/A/0.jpg"));
    touch(dir.resolve("valid/A/1.jpg"));
    touch(dir.resolve("test/A/2.jpg"));
    Split split = Split.given(SampleSet.read(dir));
    assertThat(split.train()).hasSize(1);
    assertThat(split.validation()).hasSize(1);
    assertThat(split.sharedSigners()).hasSize(1);
    assertThatThrownBy(() -> Split.given(made(List.of(1, 2)))).isInstanceOf(UserException.class);
  }

  /** Bursts of some letters: of each its letter and how many pictures it has. */
  private static SampleSet bursts(List<String> letters, int each) {
    List<Sample> samples = new ArrayList<>();
    for (int burst = 0; burst < letters.size(); burst++) {
      for (int i = 0; i < each; i++) {
        samples.add(
            new Sample(
                Path.of(burst + "-" + i + ".jpg"),
                "ann",
                letters.get(burst),
                null,
                null,
                "ann/20261122T143001/" + burst));
      }
    }
    return SEED.with(samples);
  }

  private static Set<String> burstsOf(List<Sample> samples) {
    Set<String> bursts = new TreeSet<>();
    samples.forEach(s -> bursts.add(s.burst()));
    return bursts;
  }

  @Property(tries = 50)
  void noSplitPartsABurstAndEveryLetterIsLearnt(@ForAll long seed) {
    SampleSet set = bursts(List.of("A", "A", "A", "B", "B", "B", "C", "D", "D", "D"), 7);
    Split two = Split.random(set, 0.2, seed);
    Split three = Split.random3(set, 0.6, 0.2, seed);
    for (Split split : List.of(two, three)) {
      List<Set<String>> sides =
          List.of(burstsOf(split.train()), burstsOf(split.validation()), burstsOf(split.test()));
      assertThat(sides.stream().mapToInt(Set::size).sum()).isEqualTo(10);
      assertThat(split.train()).extracting(Sample::label).contains("A", "B", "C", "D");
      assertThat(split.train().size() + split.validation().size() + split.test().size())
          .isEqualTo(70);
    }
    assertThat(two.validation()).hasSize(14);
    assertThat(three.validation()).hasSize(14);
    assertThat(three.test()).hasSize(14);
  }

  @Test
  void oneBurstOfEachLetterCannotBeSplit() {
    assertThatThrownBy(() -> Split.random(bursts(List.of("A", "B"), 9), 0.2, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("record a letter again");
  }

  private static final SampleSet SEED = seed();

  // A set can only be read from a folder; one picture is enough to hang made-up samples on.
  private static SampleSet seed() {
    try {
      Path dir = Files.createTempDirectory("split");
      Path file = touch(dir.resolve("s0/A/0.jpg"));
      SampleSet set = SampleSet.read(dir);
      Files.delete(file);
      Files.delete(dir.resolve("s0/A"));
      Files.delete(dir.resolve("s0"));
      Files.delete(dir);
      return set;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SampleSet made(List<Integer> signers) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < signers.size(); i++) {
      samples.add(new Sample(Path.of(i + ".jpg"), "s" + signers.get(i), "A", null));
    }
    return SEED.with(samples);
  }

  private static int largestSigner(SampleSet set) {
    return set.signers().stream()
        .mapToInt(name -> set.filter(s -> s.signer().equals(name)).size())
        .max()
        .orElseThrow();
  }

  private static Set<String> signersOf(List<Sample> samples) {
    Set<String> signers = new TreeSet<>();
    samples.forEach(s -> signers.add(s.signer()));
    return signers;
  }

  private static Path touch(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
