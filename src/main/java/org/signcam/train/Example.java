package org.signcam.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.signcam.samples.RenderedSamples;
import org.signcam.samples.Sample;

/**
 * A sample with its targets.
 *
 * @param label index into the model's labels, or {@value #NONE}: the picture teaches the landmarks
 *     alone
 * @param points x0, y0, z0, … z20 of the landmarks as fractions of the picture's sides, or {@code
 *     null}
 */
record Example(Sample sample, int label, float[] points) {
  static final int NONE = -1;

  /** Share of the pictures drawn that teach the landmarks alone. */
  private static final double UNLABELLED = 0.04;

  /**
   * How often {@code nothing} is drawn, and all other handshapes together, where a letter is drawn
   * once. Chosen on the development fold.
   */
  static final double NOTHING = 1.5;

  static final double OTHERS = 2;

  /**
   * Share of each label that rendered signers make up, however many there are, where there are
   * photographs of it too, 0–1. Others were not tried; what it brings is in docs/results.md.
   */
  static final double RENDERED = 0.25;

  /** Gives each sample its targets; samples of labels that the model does not have are left out. */
  static List<Example> of(List<Sample> samples, List<String> labels, Landmarks landmarks) {
    List<Example> examples = new ArrayList<>();
    for (Sample sample : samples) {
      int label = labels.indexOf(sample.label());
      if (label >= 0) {
        examples.add(new Example(sample, label, landmarks.of(sample.file())));
      }
    }
    return examples;
  }

  /** Samples that teach the landmarks alone, where these are known. */
  static List<Example> unlabelled(List<Sample> samples, Landmarks landmarks) {
    return samples.stream()
        .map(sample -> new Example(sample, NONE, landmarks.of(sample.file())))
        .filter(example -> example.points != null)
        .toList();
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
   * counts twice, not four times; a signer's rare handshapes somewhat more; each letter alike; and
   * what is to be rejected as its many faces need; and rendered signers no more than {@link
   * #RENDERED}.
   *
   * @param labels of the model, the rejecting one last where there are more labels than letters
   */
  static double[] weights(List<Example> examples, int labels, int letters) {
    Map<String, Integer> bySigner = new HashMap<>();
    Map<String, Integer> byShape = new HashMap<>();
    for (Example e : examples) {
      bySigner.merge(e.sample.signer(), 1, Integer::sum);
      byShape.merge(e.sample.signer() + "/" + e.label, 1, Integer::sum);
    }
    double[] weights = new double[examples.size()];
    double[] photographs = new double[labels + 1]; // by label; the last for those without
    double[] rendered = new double[labels + 1];
    for (int i = 0; i < weights.length; i++) {
      Example e = examples.get(i);
      weights[i] =
          Math.pow(bySigner.get(e.sample.signer()), -0.5)
              * Math.pow(byShape.get(e.sample.signer() + "/" + e.label), -0.3);
      (e.isRendered() ? rendered : photographs)[e.label == NONE ? labels : e.label] += weights[i];
    }
    int others = labels - letters - 1;
    double known = letters + (labels > letters ? NOTHING : 0) + (others > 0 ? OTHERS : 0);
    for (int i = 0; i < weights.length; i++) {
      Example e = examples.get(i);
      double wanted;
      if (e.label == NONE) {
        wanted = UNLABELLED * known;
      } else if (e.label < letters) {
        wanted = 1;
      } else {
        wanted = e.label == labels - 1 ? NOTHING : OTHERS / others;
      }
      int at = e.label == NONE ? labels : e.label;
      if (photographs[at] > 0 && rendered[at] > 0) {
        wanted *= e.isRendered() ? RENDERED : 1 - RENDERED;
      }
      weights[i] *= wanted / (e.isRendered() ? rendered : photographs)[at];
    }
    return weights;
  }

  private boolean isRendered() {
    return RenderedSamples.isRendered(sample.signer());
  }
}
