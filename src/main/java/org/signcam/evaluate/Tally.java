package org.signcam.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Counts over pictures of letters, from which the figures follow. Tallies add up: a set's is the
 * sum of its signers'.
 */
final class Tally {
  /** As in Guo et al. (2017), On Calibration of Modern Neural Networks, section 2. */
  static final int BINS = 15;

  private final int[][] confusion; // true letter × (letter read, then rejected)
  private final int[] inBin = new int[BINS]; // pictures by confidence, bins ((k−1)/15, k/15]
  private final int[] rightInBin = new int[BINS];
  private final double[] confidenceInBin = new double[BINS]; // summed

  Tally(int letters) {
    confusion = new int[letters][letters + 1];
  }

  /** The sum of some tallies over the same letters. */
  static Tally sum(int letters, Collection<Tally> parts) {
    Tally sum = new Tally(letters);
    for (Tally part : parts) {
      for (int i = 0; i < letters; i++) {
        for (int j = 0; j <= letters; j++) {
          sum.confusion[i][j] += part.confusion[i][j];
        }
      }
      for (int k = 0; k < BINS; k++) {
        sum.inBin[k] += part.inBin[k];
        sum.rightInBin[k] += part.rightInBin[k];
        sum.confidenceInBin[k] += part.confidenceInBin[k];
      }
    }
    return sum;
  }

  /**
   * Counts a picture of a letter. For calibration, what counts as right is the best letter, whether
   * or not it passed the threshold: that is what its probability speaks of.
   */
  void add(Outcome o, List<String> letters) {
    int column = o.read() == null ? letters.size() : letters.indexOf(o.read());
    confusion[letters.indexOf(o.label())][column]++;
    double confidence = o.prediction().confidence();
    int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
    inBin[bin]++;
    rightInBin[bin] += o.bestIsRight() ? 1 : 0;
    confidenceInBin[bin] += confidence;
  }

  int pictures() {
    return Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum();
  }

  int correct() {
    int sum = 0;
    for (int i = 0; i < confusion.length; i++) {
      sum += confusion[i][i];
    }
    return sum;
  }

  int answered() {
    int rejected = 0;
    for (int[] row : confusion) {
      rejected += row[row.length - 1];
    }
    return pictures() - rejected;
  }

  int picturesOf(int letter) {
    return Arrays.stream(confusion[letter]).sum();
  }

  int correctOf(int letter) {
    return confusion[letter][letter];
  }

  int rejectedOf(int letter) {
    return confusion[letter][confusion.length];
  }

  /** How often a letter was read, rightly or wrongly. */
  int readAs(int letter) {
    return Arrays.stream(confusion).mapToInt(row -> row[letter]).sum();
  }

  // Null below: there was nothing to count.

  Double accuracy() {
    return share(correct(), pictures());
  }

  Double coverage() {
    return share(answered(), pictures());
  }

  Double accuracyWhenAnswered() {
    return share(correct(), answered());
  }

  Double recall(int letter) {
    return share(correctOf(letter), picturesOf(letter));
  }

  Double precision(int letter) {
    return share(correctOf(letter), readAs(letter));
  }

  /** 2·TP / (2·TP + FP + FN): TP + FN is the letter's pictures, TP + FP how often it was read. */
  Double f1(int letter) {
    return picturesOf(letter) == 0
        ? null
        : share(2 * correctOf(letter), picturesOf(letter) + readAs(letter));
  }

  /** Mean over the letters that have pictures. */
  Double macroF1() {
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < confusion.length; i++) {
      if (picturesOf(i) > 0) {
        scores.add(f1(i));
      }
    }
    return mean(scores);
  }

  /**
   * Expected calibration error: over the bins of confidence, |share right − mean confidence|
   * weighted by the bin's share of the pictures.
   */
  Double ece() {
    double sum = 0;
    for (int k = 0; k < BINS; k++) {
      sum += Math.abs(rightInBin[k] - confidenceInBin[k]);
    }
    return pictures() == 0 ? null : sum / pictures();
  }

  List<List<Integer>> confusion() {
    List<List<Integer>> rows = new ArrayList<>(confusion.length);
    for (int[] row : confusion) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return rows;
  }

  /**
   * A bin of the reliability diagram.
   *
   * @param lower its least confidence, exclusive but for 0
   * @param upper its greatest, inclusive
   * @param confidence mean of its pictures, 0–1; null for an empty bin
   * @param right share whose best letter is right, 0–1; null for an empty bin
   */
  record Bin(double lower, double upper, int pictures, Double confidence, Double right) {}

  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int k = 0; k < BINS; k++) {
      int n = inBin[k];
      double lower = (double) k / BINS;
      double upper = (k + 1.0) / BINS;
      Double confidence = n == 0 ? null : confidenceInBin[k] / n;
      bins.add(new Bin(lower, upper, n, confidence, share(rightInBin[k], n)));
    }
    return bins;
  }

  static Double mean(Collection<Double> values) {
    return values.isEmpty()
        ? null
        : values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  private static Double share(int count, int of) {
    return of == 0 ? null : (double) count / of;
  }
}
