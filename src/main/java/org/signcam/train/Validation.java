package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.opencv.core.Mat;
import org.signcam.image.InputImage;
import org.signcam.image.Pictures;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.model.Prediction;
import org.signcam.net.Chain;
import org.signcam.samples.Sample;

/** Reads undisturbed validation pictures with a network in training. */
final class Validation {
  private static final int BATCH = 32;

  /** The same, of cached features. */
  private static final int CACHED = 128;

  private Validation() {}

  /**
   * What the network said of each picture.
   *
   * @param samples the pictures
   * @param logits one row a picture
   * @param letters the first labels, which can be answered; all others together mean "no letter"
   */
  record Answers(List<Sample> samples, List<float[]> logits, List<String> letters) {
    /**
     * Mean over signers of the share of letters read right, 0–1: so a signer with many pictures
     * counts no more than another.
     */
    double meanSignerAccuracy() {
      return accuracyBySigner().values().stream().mapToDouble(share -> share).average().orElse(0);
    }

    /** Of each signer with letters: the share of them read right, 0–1. */
    Map<String, Double> accuracyBySigner() {
      Map<String, int[]> bySigner = new LinkedHashMap<>();
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        if (letters.contains(sample.label())) {
          int[] counts = bySigner.computeIfAbsent(sample.signer(), s -> new int[2]);
          counts[1]++;
          counts[0] += right(i) ? 1 : 0;
        }
      }
      Map<String, Double> shares = new LinkedHashMap<>();
      bySigner.forEach((signer, counts) -> shares.put(signer, (double) counts[0] / counts[1]));
      return shares;
    }

    /** The share of letters read right, 0–1. */
    double accuracy() {
      int right = 0;
      int all = 0;
      for (int i = 0; i < samples.size(); i++) {
        if (letters.contains(samples.get(i).label())) {
          all++;
          right += right(i) ? 1 : 0;
        }
      }
      return all == 0 ? 0 : (double) right / all;
    }

    /**
     * Mean cross-entropy over the letters and "no letter", each kind of picture counted as much as
     * it is drawn in training, however many a set has; 0 without any.
     */
    double loss() {
      return loss(1);
    }

    /** As above, the logits divided by a temperature first. */
    double loss(double temperature) {
      double[] sums = new double[3]; // letters, other handshapes, nothing
      int[] counts = new int[3];
      for (int i = 0; i < samples.size(); i++) {
        double[] shares = shares(i, temperature);
        String label = samples.get(i).label();
        int target = letters.indexOf(label);
        int kind = target >= 0 ? 0 : label.equals(ModelCard.NOTHING) ? 2 : 1;
        if (target < 0 && shares.length > letters.size()) {
          target = letters.size();
        }
        if (target >= 0) {
          counts[kind]++;
          sums[kind] -= Math.log(Math.max(1e-12, shares[target]));
        }
      }
      double[] weights = {letters.size(), Example.OTHERS, Example.NOTHING};
      double sum = 0;
      double all = 0;
      for (int kind = 0; kind < 3; kind++) {
        if (counts[kind] > 0) {
          sum += weights[kind] * sums[kind] / counts[kind];
          all += weights[kind];
        }
      }
      return all == 0 ? 0 : sum / all;
    }

    /** Of each letter and, where it can be, of no letter: the probability, 0–1. */
    double[] shares(int index, double temperature) {
      return Prediction.shares(logits.get(index), temperature, letters.size());
    }

    /** Whether every logit is a number. */
    boolean finite() {
      for (float[] row : logits) {
        for (float logit : row) {
          if (!Float.isFinite(logit)) {
            return false;
          }
        }
      }
      return true;
    }

    /** Whether the most probable of the letters and "no letter" is the right letter. */
    private boolean right(int index) {
      double[] shares = shares(index, 1);
      int best = 0;
      for (int i = 1; i < shares.length; i++) {
        best = shares[i] > shares[best] ? i : best;
      }
      return best < letters.size() && letters.get(best).equals(samples.get(index).label());
    }
  }

  /** Runs the network over all pictures, scaled to side×side px. */
  static Answers ask(Network network, List<Sample> samples, List<String> letters, int side) {
    List<float[]> logits = new ArrayList<>();
    int size = side * side * 3;
    for (int from = 0; from < samples.size(); from += BATCH) {
      List<Sample> some = samples.subList(from, Math.min(samples.size(), from + BATCH));
      ByteBuffer rgb = ByteBuffer.allocateDirect(some.size() * size);
      // Beside a GPU, decoding on one core would take longer than reading.
      IntStream.range(0, some.size())
          .parallel()
          .forEach(i -> fill(some.get(i), side, rgb.slice(i * size, size)));
      logits.addAll(List.of(network.logits(rgb, some.size(), side)));
    }
    return new Answers(samples, logits, letters);
  }

  private static void fill(Sample sample, int side, ByteBuffer out) {
    Mat picture = Pictures.read(sample.file());
    try (InputImage input = new InputImage(side)) {
      out.put(input.fill(picture, sample.square(picture.width(), picture.height())));
    } finally {
      picture.release();
    }
  }

  /**
   * As above, of cached features.
   *
   * @param features of the samples, one a picture
   * @param above the backbone's stages that take them
   */
  static Answers ask(
      Network network, List<Sample> samples, Features features, Chain above, List<String> letters) {
    List<float[]> logits = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += CACHED) {
      int n = Math.min(CACHED, samples.size() - from);
      ByteBuffer halves = ByteBuffer.allocateDirect(n * features.width() * Short.BYTES);
      for (int i = 0; i < n; i++) {
        features.copy(from + i, halves);
      }
      try (NDManager scope = network.manager().newSubManager()) {
        NDArray cut = new Batch.Features(n, halves.flip(), features.shape(), above).array(scope);
        NDArray top = above.forward(network.store(), new NDList(cut), false).singletonOrThrow();
        NDArray rows = network.logits(top, false); // N×labels
        float[] flat = rows.toFloatArray();
        int width = flat.length / n;
        for (int i = 0; i < n; i++) {
          logits.add(Arrays.copyOfRange(flat, i * width, (i + 1) * width));
        }
      }
    }
    return new Answers(samples, logits, letters);
  }
}
