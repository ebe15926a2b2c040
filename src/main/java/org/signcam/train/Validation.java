package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opencv.core.Mat;
import org.signcam.image.InputImage;
import org.signcam.image.Pictures;
import org.signcam.image.Region;
import org.signcam.model.Network;
import org.signcam.samples.Sample;

/** Reads undisturbed validation pictures with a network in training. */
final class Validation {
  private static final int BATCH = 32;

  private Validation() {}

  /**
   * What the network said of each picture.
   *
   * @param samples the pictures
   * @param logits one row a picture
   */
  record Answers(List<Sample> samples, List<float[]> logits, List<String> labels) {
    /**
     * Mean over signers of the share of letters that got the highest logit of all labels, 0–1: so a
     * signer with many pictures counts no more than another.
     */
    double meanSignerAccuracy(List<String> letters) {
      Map<String, int[]> bySigner = new LinkedHashMap<>();
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        if (letters.contains(sample.label())) {
          int[] counts = bySigner.computeIfAbsent(sample.signer(), s -> new int[2]);
          counts[1]++;
          counts[0] += labels.get(best(logits.get(i))).equals(sample.label()) ? 1 : 0;
        }
      }
      return bySigner.values().stream().mapToDouble(c -> (double) c[0] / c[1]).average().orElse(0);
    }

    /** The share of letters that got the highest logit of all labels, 0–1. */
    double accuracy(List<String> letters) {
      int right = 0;
      int all = 0;
      for (int i = 0; i < samples.size(); i++) {
        if (letters.contains(samples.get(i).label())) {
          all++;
          right += labels.get(best(logits.get(i))).equals(samples.get(i).label()) ? 1 : 0;
        }
      }
      return all == 0 ? 0 : (double) right / all;
    }

    /** Mean cross-entropy of the pictures whose label is the model's; 0 without any. */
    double loss() {
      double sum = 0;
      int all = 0;
      for (int i = 0; i < samples.size(); i++) {
        int label = labels.indexOf(samples.get(i).label());
        if (label >= 0) {
          all++;
          sum -= Math.log(Math.max(1e-12, Calibration.softmax(logits.get(i), 1)[label]));
        }
      }
      return all == 0 ? 0 : sum / all;
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

    private static int best(float[] row) {
      int best = 0;
      for (int i = 1; i < row.length; i++) {
        best = row[i] > row[best] ? i : best;
      }
      return best;
    }
  }

  /** Runs the network over all pictures, scaled to side×side px. */
  static Answers ask(Network network, List<Sample> samples, List<String> labels, int side) {
    List<float[]> logits = new ArrayList<>();
    InputImage input = new InputImage(side);
    try (input) {
      for (int from = 0; from < samples.size(); from += BATCH) {
        List<Sample> some = samples.subList(from, Math.min(samples.size(), from + BATCH));
        ByteBuffer rgb = ByteBuffer.allocateDirect(some.size() * side * side * 3);
        for (Sample sample : some) {
          Mat picture = Pictures.read(sample.file());
          int square = Math.min(picture.width(), picture.height());
          Region middle =
              new Region((picture.width() - square) / 2, (picture.height() - square) / 2, square);
          rgb.put(input.fill(picture, middle));
          picture.release();
        }
        logits.addAll(List.of(network.logits(rgb.flip(), some.size(), side)));
      }
    }
    return new Answers(samples, logits, labels);
  }

  /**
   * As above, of cached features.
   *
   * @param rows a picture each
   * @param shape 1×C×H×W of a row
   */
  static Answers ask(
      Network network,
      List<Sample> samples,
      List<float[]> rows,
      long[] shape,
      List<String> labels) {
    List<float[]> logits = new ArrayList<>();
    for (float[] row : rows) {
      try (NDManager scope = network.manager().newSubManager()) {
        NDArray features = scope.create(row, new Shape(shape));
        logits.add(network.logits(features, false).toFloatArray());
      }
    }
    return new Answers(samples, logits, labels);
  }
}
