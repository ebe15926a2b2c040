package org.signcam.ui;

import java.awt.Component;
import javax.swing.JOptionPane;

/** A question with two answers over the window. Swing thread. */
public final class Ask {
  private Ask() {}

  /**
   * Asks.
   *
   * @param content a sentence, or a component
   * @param yes on the button that does it, in words that say what
   * @param no on the button that does not
   * @param careful whether something would be lost: then Return is for {@code no}
   * @return whether it was {@code yes}
   */
  public static boolean about(
      Component owner, String title, Object content, String yes, String no, boolean careful) {
    Object[] options = {yes, no};
    int answer =
        JOptionPane.showOptionDialog(
            owner,
            content,
            title,
            JOptionPane.DEFAULT_OPTION,
            careful ? JOptionPane.WARNING_MESSAGE : JOptionPane.PLAIN_MESSAGE,
            null,
            options,
            options[careful ? 1 : 0]);
    return answer == 0;
  }
}
