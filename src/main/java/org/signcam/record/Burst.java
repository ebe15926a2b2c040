package org.signcam.record;

import java.util.Objects;
import java.util.Set;

/**
 * What is to be recorded in one go: a group that a split never parts.
 *
 * @param signer whose hand it is
 * @param letter what they sign, or {@code nothing}
 * @param camera its name, for the record
 * @param rate pictures a second, at most; more than 0
 * @param count how many pictures to keep; 0 for as many as there is time for
 * @param skip pictures with one of these faults are not kept
 */
public record Burst(
    String signer, String letter, String camera, double rate, int count, Set<Fault> skip) {
  /** Pictures a second, unless said. */
  public static final double RATE = 15;

  /** The most pictures a second that can be asked for. */
  public static final double MOST = 60;

  public Burst {
    Objects.requireNonNull(signer);
    Objects.requireNonNull(letter);
    Objects.requireNonNull(camera);
    skip = Set.copyOf(skip);
    if (!(rate > 0 && rate <= MOST)) {
      throw new IllegalArgumentException(
          "The rate must be more than 0 and at most 60 pictures a second, not " + rate);
    }
    if (count < 0) {
      throw new IllegalArgumentException("The count must not be negative: " + count);
    }
  }
}
