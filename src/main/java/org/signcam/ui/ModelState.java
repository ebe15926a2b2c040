package org.signcam.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.signcam.model.ModelCard;
import org.signcam.samples.SampleSet;

/**
 * What has become of the wish for a model.
 *
 * @param card null unless {@code READY}
 * @param device the device's name and, when it is not a GPU, why; empty unless {@code READY}
 * @param sentence what is wrong and what to do; empty unless {@code FAILED}
 */
public record ModelState(Kind kind, Path file, ModelCard card, String device, String sentence) {
  private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I");

  public enum Kind {
    LOADING,
    READY,
    FAILED
  }

  /** A label as the user reads it. */
  public static String words(String label) {
    return label.equals(SampleSet.NOTHING) ? ReadingView.REJECTED : label;
  }

  /** The label that is meant by a word: {@link #words} the other way round. */
  public static String label(String words) {
    return words.equals(ReadingView.REJECTED) ? SampleSet.NOTHING : words;
  }

  /**
   * What pictures can be labelled with: a model's letters and what it rejects by.
   *
   * @param card null for no model: then A–I
   */
  public static List<String> labels(ModelCard card) {
    List<String> labels = new ArrayList<>(card == null ? LETTERS : card.letters());
    labels.add(card == null || card.rejecting() == null ? SampleSet.NOTHING : card.rejecting());
    return labels;
  }
}
