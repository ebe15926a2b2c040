package org.signcam.ui;

/**
 * What is remembered of the hand to imitate.
 *
 * @param shown whether the Live tab shows it
 * @param letter whose hand that is; null for the first, as is one that is not known
 * @param leftHand whether it is a left hand, on every tab
 */
record ReferenceSettings(boolean shown, String letter, boolean leftHand) {
  static ReferenceSettings defaults() {
    return new ReferenceSettings(false, null, false);
  }
}
