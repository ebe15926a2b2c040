package org.signcam.ui;

import java.util.ArrayList;
import java.util.List;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.recognize.Reading;

/**
 * What the reading panel shows: plain data, no camera and no network.
 *
 * @param state which of the panel's faces
 * @param letter the letter shown; null unless the state is {@code LETTER} or {@code STALE}
 * @param confidence 0–1, of the letter, or of the best letter when there is none
 * @param bars one for every label in the model's order, the rejecting class last as "no sign"
 * @param threshold below this confidence nothing is said, 0–1
 * @param note a sentence under the title; empty for none
 */
record ReadingView(
    State state, String letter, double confidence, List<Bar> bars, double threshold, String note) {

  /** A label and its calibrated probability, 0–1. */
  record Bar(String label, double probability) {}

  enum State {
    /** No reading has come yet; the note says what is awaited. */
    WAITING,
    /** There is no model; the note says why and what to do. */
    NO_MODEL,
    NO_SIGN,
    LETTER,
    /** The newest reading is old: the camera or the model has stopped. */
    STALE
  }

  static final String REJECTED = "no sign";

  ReadingView {
    bars = List.copyOf(bars);
  }

  /** Nothing read yet; empty bars for the labels when the model is known. */
  static ReadingView waiting(ModelCard card, String note) {
    return new ReadingView(State.WAITING, null, 0, emptyBars(card), threshold(card), note);
  }

  /** The model is missing or broken. */
  static ReadingView noModel(String sentence) {
    return new ReadingView(State.NO_MODEL, null, 0, List.of(), 0, sentence);
  }

  /** A reading; {@code ageMillis} old when it is no longer fresh, else negative. */
  static ReadingView of(Reading reading, double ageMillis) {
    Prediction prediction = reading.prediction();
    List<Bar> bars = new ArrayList<>();
    List<String> letters = prediction.letters();
    float[] probabilities = prediction.probabilities(); // letters, then the rejecting class
    for (int i = 0; i < probabilities.length; i++) {
      bars.add(new Bar(i < letters.size() ? letters.get(i) : REJECTED, probabilities[i]));
    }
    String letter = reading.letter();
    double confidence = letter == null ? prediction.confidence() : prediction.probability(letter);
    State state = ageMillis >= 0 ? State.STALE : letter == null ? State.NO_SIGN : State.LETTER;
    String note = ageMillis >= 0 ? "Last reading " + Math.round(ageMillis / 1000) + " s ago" : "";
    return new ReadingView(state, letter, confidence, bars, prediction.threshold(), note);
  }

  private static List<Bar> emptyBars(ModelCard card) {
    if (card == null) {
      return List.of();
    }
    List<Bar> bars = new ArrayList<>();
    card.letters().forEach(letter -> bars.add(new Bar(letter, 0)));
    if (card.rejecting() != null) {
      bars.add(new Bar(REJECTED, 0));
    }
    return bars;
  }

  private static double threshold(ModelCard card) {
    return card == null ? 0 : card.threshold();
  }

  /** The panel's content in words, for a screen reader. */
  String spoken() {
    return switch (state) {
      case WAITING, NO_MODEL -> note;
      case NO_SIGN -> "No sign";
      case LETTER -> letter + ", " + percent(confidence);
      case STALE -> (letter == null ? "No sign" : letter) + ". " + note;
    };
  }

  static String percent(double fraction) {
    return Math.round(fraction * 100) + " %";
  }
}
