package org.signcam.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.signcam.samples.Sample;

/**
 * A sample with its targets.
 *
 * @param label index into the model's labels
 * @param shape index into all handshapes found, letters or not: the auxiliary target
 * @param points landmarks as fractions of the picture's sides, or {@code null}
 */
record Example(Sample sample, int label, int shape, float[] points) {
  /**
   * Gives each sample its targets.
   *
   * @param labels the model's labels; what is none of them goes to {@code rejecting}
   * @param rejecting the rejecting label or {@code null}; then other samples are left out
   * @param shapes all handshapes
   */
  static List<Example> of(
      List<Sample> samples,
      List<String> labels,
      String rejecting,
      List<String> shapes,
      Landmarks landmarks) {
    List<Example> examples = new ArrayList<>();
    for (Sample sample : samples) {
      int label = labels.indexOf(sample.label());
      if (label < 0 && rejecting != null) {
        label = labels.indexOf(rejecting);
      }
      if (label >= 0) {
        examples.add(
            new Example(
                sample, label, shapes.indexOf(sample.label()), landmarks.of(sample.file())));
      }
    }
    return examples;
  }

  /**
   * Chooses so many, or all where there are fewer: as many of each label as can be, at random.
   *
   * @return in the order of the labels
   */
  static List<Example> ofEachLabel(List<Example> examples, int count, long seed) {
    List<Example> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, new Random(seed));
    Map<Integer, List<Example>> byLabel =
        shuffled.stream().collect(Collectors.groupingBy(Example::label, Collectors.toList()));
    List<Example> chosen = new ArrayList<>();
    for (int turn = 0; chosen.size() < Math.min(count, examples.size()); turn++) {
      for (List<Example> some : byLabel.values()) {
        if (turn < some.size() && chosen.size() < count) {
          chosen.add(some.get(turn));
        }
      }
    }
    chosen.sort(Comparator.comparing(Example::label));
    return chosen;
  }

  /**
   * How often each example is drawn, relative to the others: a signer with four times the pictures
   * counts twice, not four times; a signer's rare handshapes somewhat more; and each label alike,
   * but the rejecting one, which has many faces, {@value #REJECTING}-fold.
   */
  static double[] weights(List<Example> examples, int labels, int rejecting) {
    Map<String, Integer> bySigner = new HashMap<>();
    Map<String, Integer> byShape = new HashMap<>();
    for (Example e : examples) {
      bySigner.merge(e.sample.signer(), 1, Integer::sum);
      byShape.merge(e.sample.signer() + "/" + e.shape, 1, Integer::sum);
    }
    double[] weights = new double[examples.size()];
    double[] perLabel = new double[labels];
    for (int i = 0; i < weights.length; i++) {
      Example e = examples.get(i);
      weights[i] =
          Math.pow(bySigner.get(e.sample.signer()), -0.5)
              * Math.pow(byShape.get(e.sample.signer() + "/" + e.shape), -0.3);
      perLabel[e.label] += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      int label = examples.get(i).label;
      weights[i] *= (label == rejecting ? REJECTING : 1) / perLabel[label];
    }
    return weights;
  }

  /** Chosen on the development fold. */
  private static final double REJECTING = 3.5;
}
