/**
 * The Practice tab. {@link org.signcam.ui.practice.PracticeTab} joins the session to the view; what
 * counts as signed is {@link org.signcam.ui.practice.Exercise}, what comes next {@link
 * org.signcam.ui.practice.Choice}, both without Swing and without a clock.
 */
package org.signcam.ui.practice;
