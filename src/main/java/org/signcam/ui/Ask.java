package org.signcam.ui;

import java.awt.Component;
import javax.swing.JComboBox;
import javax.swing.JDialog;
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
    return ask(owner, title, content, null, yes, no, careful);
  }

  /**
   * Asks with a box that has the focus from the start.
   *
   * @param box its text is chosen, so that typing replaces it
   * @param owner the window, or what is in it
   * @param content the box and what is about it
   * @param yes on the button that does it, which Return presses
   * @param no on the button that does not
   * @return whether it was {@code yes}
   */
  public static boolean into(
      JComboBox<?> box, Component owner, String title, Object content, String yes, String no) {
    return ask(owner, title, content, box, yes, no, false);
  }

  private static boolean ask(
      Component owner,
      String title,
      Object content,
      JComboBox<?> box,
      String yes,
      String no,
      boolean careful) {
    JOptionPane pane =
        new JOptionPane(
            content,
            careful ? JOptionPane.WARNING_MESSAGE : JOptionPane.PLAIN_MESSAGE,
            JOptionPane.DEFAULT_OPTION,
            null,
            new Object[] {yes, no},
            careful ? no : yes) {
          @Override
          public void selectInitialValue() {
            super.selectInitialValue(); // also says which button Return presses
            if (box != null) {
              box.requestFocusInWindow();
              box.getEditor().selectAll();
            }
          }
        };
    JDialog dialog = pane.createDialog(owner, title);
    dialog.setVisible(true); // until it is answered or closed
    dialog.dispose();
    return yes.equals(pane.getValue());
  }
}
