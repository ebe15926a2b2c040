package org.signcam.ui.practice;

/**
 * What the Practice tab remembers.
 *
 * @param words whether words are asked for, not single letters
 * @param handAtOnce whether the hand is shown with the letter, not after a while
 */
public record PracticeSettings(boolean words, boolean handAtOnce) {
  public static PracticeSettings defaults() {
    return new PracticeSettings(false, false);
  }
}
