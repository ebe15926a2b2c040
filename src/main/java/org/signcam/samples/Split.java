package org.signcam.samples;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.signcam.base.NaturalOrder;
import org.signcam.base.UserException;

/**
 * Pictures to learn from and pictures to choose by. Consecutive frames of one signer are nearly
 * alike, so only a split by signer says how the model does on a new person.
 *
 * @param train in the order of the set
 * @param validation in the order of the set
 */
public record Split(List<Sample> train, List<Sample> validation) {
  public Split {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
  }

  /**
   * All pictures of the named signers on the validation side, everybody else's on the other.
   *
   * @throws UserException when a name is unknown, or one side would be empty
   */
  public static Split bySigners(SampleSet set, Collection<String> validationSigners) {
    List<String> signers = set.signers();
    for (String name : validationSigners) {
      if (!signers.contains(name)) {
        throw new UserException(
            "There is no signer \""
                + name
                + "\" to validate on; the signers are "
                + String.join(", ", signers)
                + ".");
      }
    }
    Set<String> chosen = new LinkedHashSet<>(validationSigners);
    if (chosen.isEmpty() || chosen.size() == signers.size()) {
      throw new UserException(
          "A split by signer needs a signer on either side, but "
              + (chosen.isEmpty() ? "none" : "every one of them")
              + " was chosen to validate on ("
              + String.join(", ", signers)
              + ").");
    }
    return part(set, s -> chosen.contains(s.signer()));
  }

  /**
   * That share of the signers, chosen by the seed, on the validation side; at least one signer on
   * either.
   *
   * @param fraction of the signers, 0–1, both excluded
   * @throws UserException when there is only one signer
   */
  public static Split bySigner(SampleSet set, double fraction, long seed) {
    checkFraction(fraction);
    List<String> signers = new ArrayList<>(set.signers());
    if (signers.size() < 2) {
      throw new UserException(
          "A split by signer needs two signers or more, but the samples have "
              + signers.size()
              + ". Record another person, give folders of several signers, or accept figures that"
              + " are too good with --split random.");
    }
    Collections.shuffle(signers, new Random(seed));
    int count = (int) Math.round(fraction * signers.size());
    return bySigners(set, signers.subList(0, Math.max(1, Math.min(signers.size() - 1, count))));
  }

  /**
   * That share of the pictures, whoever's they are. Leaks: nearly equal frames of one person land
   * on both sides, and the figures are far too good (93.5 % instead of 58.8 % on the same data).
   * For those who ask for it by name, and for sources that split like this.
   *
   * @param fraction of the pictures, 0–1, both excluded
   * @throws UserException when there are fewer than two pictures
   */
  public static Split random(SampleSet set, double fraction, long seed) {
    checkFraction(fraction);
    if (set.size() < 2) {
      throw new UserException("A split needs two pictures or more; there is " + set.size() + ".");
    }
    List<Sample> shuffled = new ArrayList<>(set.samples());
    Collections.shuffle(shuffled, new Random(seed));
    int count = (int) Math.round(fraction * shuffled.size());
    int atLeastOne = Math.max(1, Math.min(shuffled.size() - 1, count));
    Set<Sample> chosen = new LinkedHashSet<>(shuffled.subList(0, atLeastOne));
    return part(set, chosen::contains);
  }

  /**
   * The split that the folders give: {@code train} against {@code valid}; {@code test} is in
   * neither. Trusted even where it names no signers, as the unknown signer then stands on both
   * sides: see {@link #sharedSigners}.
   *
   * @throws UserException when one of the two parts is missing
   */
  public static Split given(SampleSet set) {
    List<Sample> train = set.filter(s -> "train".equals(s.part())).samples();
    List<Sample> valid = set.filter(s -> "valid".equals(s.part())).samples();
    if (train.isEmpty() || valid.isEmpty()) {
      throw new UserException(
          "The samples give no split: expected folders train and valid, but "
              + (train.isEmpty() ? "train" : "valid")
              + " has no pictures.");
    }
    return new Split(train, valid);
  }

  /** Signers with pictures on both sides, in natural order: empty unless the split leaks. */
  public List<String> sharedSigners() {
    Set<String> left = new LinkedHashSet<>();
    train.forEach(s -> left.add(s.signer()));
    return validation.stream()
        .map(Sample::signer)
        .filter(left::contains)
        .distinct()
        .sorted(NaturalOrder.INSTANCE)
        .toList();
  }

  private static Split part(SampleSet set, Predicate<Sample> validates) {
    return new Split(set.filter(validates.negate()).samples(), set.filter(validates).samples());
  }

  private static void checkFraction(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("The validation share is between 0 and 1: " + fraction);
    }
  }
}
